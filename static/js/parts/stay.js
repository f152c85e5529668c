/* When what is shown may stay, and when a person is in the middle of something. */
import { find } from "./page.js";
import { viewed } from "./views.js";

/** Whether what is shown may simply stay: the same question, still open, or nothing new at all. @param {HTMLElement} next */
export function stays({ dataset }) {
  const { rev, state, round } = find("stage").dataset;
  return state === dataset.state && round === dataset.round && (state === "open" || rev === dataset.rev);
}

/** Whether somebody fills in the form, or reads on in a result with the keyboard. */
export function busy() {
  const active = document.activeElement;
  const form = viewed() === "ask" && find("answer");
  const typing = form && form.contains(active) && active.matches("input, select, textarea");
  return Boolean(typing || (form && "dirty" in form.dataset) || active.closest("#result"));
}
