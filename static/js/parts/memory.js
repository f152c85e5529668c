/* What this phone knows of its own answers while the page is open: a push is the same for everybody and has none in it. */

/** Per round: the highest n, and the own answer as it stands in the page (undefined: none; "": not to be shown again). */
const known = new Map();

/** @param {string|number} round @returns {{n: number, own?: string}} */
export const recall = (round) => known.get(String(round)) ?? { n: 0 };

/** @param {string|number} round @param {number} n @param {string} [own] without it there is no answer */
export const remember = (round, n, own) => known.set(String(round), { n, own });

/** Learn from a stage that was made for this phone; tells whether it knew a later answer. @param {HTMLElement} stage */
export function learn(stage) {
  const { round, n, kept } = stage.dataset;
  if (!round) return false;
  const before = recall(round);
  const own = kept === undefined ? undefined : (stage.querySelector("#own")?.innerHTML ?? before.own ?? "");
  remember(round, Math.max(Number(n), before.n), own);
  return Number(n) > before.n || (before.own === undefined) !== (own === undefined);
}

/** Put the own answer into a stage that was made for everybody, or take it out. @param {HTMLElement} stage */
export function dress(stage) {
  const { own } = recall(stage.dataset.round);
  const kept = own !== undefined;
  stage.toggleAttribute("data-kept", kept);
  for (const part of stage.querySelectorAll("[data-if]")) part.hidden = (part.dataset.if === "kept") !== kept;
  const place = stage.querySelector("#own");
  if (place) place.innerHTML = own ?? "";
}
