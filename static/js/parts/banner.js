/* "New question. Go to the question": what the workshop shows now waits until the person goes along. */
import { find } from "./page.js";
import { say } from "./status.js";

let waiting;

/** Call this with the stage that waits when the person goes along. @param {(stage: HTMLElement) => void} go */
export function onBanner(go) {
  find("banner").addEventListener("click", (event) => {
    if (!event.target.closest("a") || !waiting) return;
    event.preventDefault();
    go(waiting);
  });
}

/** Let a stage wait behind the banner; without one take the banner away. @param {HTMLElement} [next] */
export function banner(next) {
  waiting = next;
  const shown = find("banner");
  shown.hidden = !next;
  if (!next) return;
  const { state, round } = next.dataset;
  const same = round === find("stage").dataset.round;
  const kind = same ? "locked" : state === "open" || state === "shown" ? "ask" : "other";
  for (const part of shown.querySelectorAll("[data-for]")) part.hidden = !part.dataset.for.includes(kind);
  say(shown.querySelector("[data-for]:not([hidden])").textContent);
}
