/* "3 of 6": how many sentences have an answer. */
import { bottomLine } from "./bottomline.js";
import { fill, make } from "./page.js";

/** @param {HTMLElement} cards with data-progress */
export function progress(cards) {
  const shown = make("span", {});
  const count = cards.querySelectorAll("fieldset").length;
  const tell = () => {
    shown.textContent = fill(cards.dataset.progress, { done: cards.querySelectorAll(":checked").length, count });
  };
  bottomLine(cards.closest("form"), shown);
  cards.addEventListener("input", tell);
  tell();
}
