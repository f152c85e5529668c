/* What the server says the workshop shows, put on the page: always a whole picture, never an older one. */
import { find } from "../parts/page.js";
import { say } from "../parts/status.js";
import { morph } from "./morph.js";
import { stage } from "./page.js";
import { count } from "./seats.js";
import { steady } from "./steady.js";

const rev = () => Number(stage().dataset.rev);

/** @param {{rev: number, html: string, answered: number, present: number}} message */
export function showStage(message) {
  if (message.rev < rev()) return;
  const { scene, say: said } = stage().dataset;
  const next = parse(message.html);
  if (next.dataset.scene !== scene) find("result")?.remove(); // another picture opens; it does not grow out of this one
  put(next);
  count(message);
  document.title = `${stage().dataset.title} · pollapp`;
  if (stage().dataset.say !== said) say(stage().dataset.say);
  document.dispatchEvent(new Event("shown"));
}

/** @param {{rev: number, html: string, result: object|null, answered: number, present: number}} message
 *  @returns {boolean} false when a whole stage is wanted: one was missed, a picture came or went, or the hall grew */
export function showResult(message) {
  if (message.rev !== rev()) return message.rev < rev();
  const next = parse(message.html);
  if (next && find(next.id)) put(next);
  if (next?.id === "stage") return true;
  const shown = message.result?.state === "shown";
  const same = shown === stage().hasAttribute("data-shown");
  stage().toggleAttribute("data-shown", shown);
  document.dispatchEvent(new Event("shown"));
  return count(message) && same;
}

const parse = (html) => new DOMParser().parseFromString(html, "text/html").body.firstElementChild;

function put(next) {
  steady(next);
  morph(find(next.id), next);
}
