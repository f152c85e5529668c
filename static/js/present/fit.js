/* A picture that does not fit on this beamer gets smaller as a whole, so that nothing is cut off. Most fit as they are. */

const SMALLEST = 6;

/** Keep what is on stage within the window. */
export function fitting() {
  document.addEventListener("shown", fit);
  addEventListener("resize", fit);
  document.fonts.ready.then(fit);
}

function fit() {
  const { dataset } = document.body;
  delete dataset.fit;
  const page = document.documentElement;
  for (let step = 1; step <= SMALLEST && page.scrollHeight > page.clientHeight; step++) dataset.fit = step;
}
