/* What the workshop shows now, always as a whole. An answer that is being given is never wiped: a banner waits instead. */
import { banner, onBanner } from "./banner.js";
import { enhance } from "./enhance.js";
import { dress, learn, recall } from "./memory.js";
import { warn } from "./notice.js";
import { find } from "./page.js";
import { say, sayText } from "./status.js";
import { busy, stays } from "./stay.js";
import { focusHeading } from "./views.js";

let rev = -1;

/** Start from the page as the server sent it. */
export function begin() {
  learn(find("stage"));
  rev = Number(find("stage").dataset.rev);
  onBanner((next) => replace(next, true));
  find("main").addEventListener("input", () => find("answer")?.setAttribute("data-dirty", ""));
}

/** Show a stage message. @param {{html: string}} message @param {{personal?: boolean, force?: boolean}} how
 *  personal: made for this phone; force: also over a form. */
export function show({ html }, { personal = false, force = false } = {}) {
  const next = parse(html, "stage");
  if (!next || Number(next.dataset.rev) < rev) return;
  rev = Number(next.dataset.rev);
  const news = personal && learn(next);
  if (!personal) clothe(next);
  if (force) replace(next);
  else if (!news && stays(next)) banner();
  else if (busy()) banner(next.dataset.state === "paused" ? undefined : next);
  else replace(next);
}

/** Show a result message. While the question is open a result that stands there stays still: nothing ticks on a phone. */
export function result(message) {
  const place = find("result");
  if (!place || message.rev < rev) return;
  rev = message.rev;
  if (find("stage").dataset.state === "open" && place.textContent.trim()) return;
  const next = parse(message.html, "result");
  if (next) place.replaceWith(next);
}

function parse(html, id) {
  const found = new DOMParser().parseFromString(html, "text/html").getElementById(id);
  return found && document.adoptNode(found);
}

function clothe(next) {
  dress(next);
  if (recall(next.dataset.round).own === undefined) return;
  for (const face of next.querySelectorAll("[data-view]")) face.hidden = face.dataset.view !== "kept";
}

function replace(next, follow) {
  const old = find("stage");
  const waited = follow || document.activeElement === document.body || old.contains(document.activeElement);
  old.replaceWith(next);
  enhance(next);
  banner();
  warn();
  document.title = `${next.dataset.title} · pollapp`;
  if (waited) focusHeading();
  if (next.dataset.state === "locked") sayText("locked");
  else if (!waited) say(`${find("status").dataset.new}: ${next.dataset.title}`);
}
