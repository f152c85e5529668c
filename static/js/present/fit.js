/* A picture that does not fit on this beamer gets smaller as a whole, so that nothing is cut off. Most fit as they are.
   In a small or much enlarged window it stays large, and scrolls. */

const SMALLEST = 6;
const BEAMER = "(min-width: 60.01rem)";

/** Keep what is on stage within the window. */
export function fitting() {
  document.addEventListener("shown", fit);
  addEventListener("resize", fit);
  document.fonts.ready.then(fit);
}

function fit() {
  const { dataset } = document.body;
  delete dataset.fit;
  if (!matchMedia(BEAMER).matches) return;
  const page = document.documentElement;
  for (let step = 1; step <= SMALLEST && page.scrollHeight > page.clientHeight; step++) dataset.fit = step;
}
