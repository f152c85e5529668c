/* The keyboard and the clicker. Arrows and pages always work; single keys can be switched off, and never take one from a field or a button. */
import { open } from "./dialogs.js";
import { toggleFull } from "./full.js";
import { keep, recall } from "./kept.js";
import { can, stage } from "./page.js";
import { act } from "./verbs.js";

/** The first verb of a key that makes sense now is done. */
const PAGES = { PageDown: ["next"], PageUp: ["back"], ArrowRight: ["next"], ArrowLeft: ["back"] };
const SINGLE = { " ": ["lock", "open"], Enter: ["reveal", "hide"], b: ["resume", "pause"], ".": ["resume", "pause"], z: ["thaw", "freeze"] };
const OTHER = { v: nextView, f: toggleFull, g: () => open("steps"), "?": () => open("keys") };
const FIELDS = "input, select, textarea, [contenteditable]";
const PRESSED = "a, button, summary, label";

/** Listen, on a page that may steer. */
export function keys() {
  const box = document.querySelector("[data-keys-on]");
  if (!box) return;
  box.checked = recall("keys") !== "off";
  box.addEventListener("change", () => keep("keys", box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => pressed(event, box.checked));
}

/** Go round the pictures of a result. */
function nextView() {
  const { views, view } = stage().dataset;
  const all = views.split(" ");
  if (can("view")) act({ verb: "view", view: all[(all.indexOf(view) + 1) % all.length] });
}

function pressed(event, single) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
  if (document.querySelector("dialog[open]") || target.closest(FIELDS)) return;
  const own = [" ", "Enter"].includes(key) && target.closest(PRESSED);
  const letter = key.length === 1 ? key.toLowerCase() : key;
  const doing = PAGES[key] || (single && !own && (SINGLE[letter] || OTHER[letter]));
  if (!doing) return;
  event.preventDefault();
  if (typeof doing === "function") return doing();
  const verb = doing.find(can);
  if (verb) act({ verb });
}
