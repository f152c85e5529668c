/* "None of these" stands alone: choosing it takes the others away, choosing another takes it away. */

/** @param {HTMLElement} choices */
export function exclusive(choices) {
  const boxes = [...choices.querySelectorAll("[type=checkbox]")];
  choices.addEventListener("change", ({ target }) => {
    if (!target.checked) return;
    const alone = "exclusive" in target.dataset;
    for (const box of boxes) if (box !== target && (alone || "exclusive" in box.dataset)) box.checked = false;
  });
}
