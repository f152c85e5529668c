/* The faces of an open question: asking, kept, skipped. All stand in the page, one is shown. */
import { find } from "./page.js";

/** Show one face and read on from its heading. @param {"ask"|"kept"|"skipped"} name */
export function view(name) {
  for (const face of find("stage").querySelectorAll("[data-view]")) face.hidden = face.dataset.view !== name;
  focusHeading();
}

/** The face that is shown; undefined where no question is open. */
export const viewed = () => find("stage").querySelector("[data-view]:not([hidden])")?.dataset.view;

/** Bring the focus to the heading that is visible, and the page to its top. */
export function focusHeading() {
  const headings = [...find("stage").querySelectorAll("h1")];
  headings.find((heading) => !heading.closest("[hidden]"))?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Let everything with data-show turn to a face without asking the server. */
export function views() {
  document.addEventListener("click", (event) => {
    const turn = event.target.closest("[data-show]");
    if (!turn) return;
    event.preventDefault();
    view(turn.dataset.show);
  });
}
