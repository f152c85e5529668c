/* What scripts add to a form that works without them. Each looks for its own data- attribute in what was put in the page. */
import { count } from "./count.js";
import { exclusive } from "./exclusive.js";
import { number } from "./number.js";
import { plane } from "./grid2d.js";
import { points } from "./points.js";
import { progress } from "./progress.js";
import { ranking } from "./ranking.js";

const behaviours = {
  "[data-count]": count,
  "[data-multiple]": exclusive,
  "[data-number]": number,
  "[data-plane]": plane,
  "[data-points]": points,
  "[data-progress]": progress,
  "[data-ranking]": ranking,
};

/** Give every element in `root` the behaviours it asks for. @param {ParentNode} root */
export function enhance(root) {
  for (const [selector, behaviour] of Object.entries(behaviours)) root.querySelectorAll(selector).forEach((element) => behaviour(element));
}
