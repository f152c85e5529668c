/* "Merge…" beside a text: the form below opens with this text chosen already. */
import { find } from "../parts/page.js";

/** Bind the buttons with data-merge: the key of a text. */
export function merging() {
  document.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-merge]");
    if (!button) return;
    find("merge").open = true;
    find("merge-text").value = button.dataset.merge;
    find("merge-into").value = "";
    find("merge-into").focus();
  });
}
