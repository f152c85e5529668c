/* Dialogs that open by a button or a key. The running order shows which step is now. */
import { find } from "../parts/page.js";
import { stage } from "./page.js";

/** Bind buttons with data-opens: the id of a dialog. */
export function dialogs() {
  document.addEventListener("click", ({ target }) => {
    const opener = target.closest("[data-opens]");
    if (opener) open(opener.dataset.opens);
  });
}

/** @param {string} id */
export function open(id) {
  document.querySelector("dialog[open]")?.close();
  const { step } = stage().dataset;
  for (const button of find(id).querySelectorAll("[name=step]")) {
    if (button.value === step) button.setAttribute("aria-current", "step");
    else button.removeAttribute("aria-current");
    button.toggleAttribute("data-done", Number(button.value) < Number(step));
  }
  find(id).showModal();
  find(id).querySelector("[aria-current]")?.focus();
}
