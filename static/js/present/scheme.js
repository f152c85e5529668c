/* Light or dark by hand: a hall may be darker or lighter than the computer thinks. */
import { keep, recall } from "./kept.js";

/** "light", "dark", or "" for what the computer prefers. */
export const chosen = () => recall("scheme");

/** Bind the radios in [data-scheme-choice]. */
export function schemes() {
  for (const radio of document.querySelectorAll("[data-scheme-choice] input")) {
    radio.checked = radio.value === chosen();
    radio.addEventListener("change", () => {
      keep("scheme", radio.value);
      document.documentElement.dataset.scheme = radio.value;
    });
  }
}
