/* The whole beamer for the picture. */

/** Bind the buttons with data-full. */
export function fullScreen() {
  document.addEventListener("click", ({ target }) => target.closest("[data-full]") && toggleFull());
}

export function toggleFull() {
  document.querySelector("dialog[open]")?.close();
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}
