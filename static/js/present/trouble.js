/* Whether answers can be saved: one quiet line for as long as they cannot. */
import { find } from "../parts/page.js";
import { say } from "../parts/status.js";

/** @param {string|null|undefined} sentence why not, or nothing when they can */
export function trouble(sentence) {
  const news = sentence && find("trouble").textContent !== sentence;
  find("trouble").hidden = !sentence;
  find("trouble").textContent = sentence ?? "";
  if (news) say(sentence);
}
