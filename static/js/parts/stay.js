/* When what is shown may stay, and when a person is in the middle of something. */
import { find } from "./page.js";
import { viewed } from "./views.js";

/** Whether what is shown may simply stay: the same question, still open, or nothing new at all. @param {HTMLElement} next */
export function stays({ dataset }) {
  const { rev, state, round } = find("stage").dataset;
  return state === dataset.state && round === dataset.round && (state === "open" || rev === dataset.rev);
}

const TYPED = "textarea, input:not([type=radio], [type=checkbox], [type=hidden])";

/** Whether somebody fills in the form, or reads on in a result with the keyboard. Focus that a sentence was given is not it. */
export function busy() {
  const active = document.activeElement;
  const form = viewed() === "ask" && find("answer");
  const typing = form && form.contains(active) && active.matches(TYPED);
  return Boolean(typing || (form && "dirty" in form.dataset) || active.closest("#result"));
}
