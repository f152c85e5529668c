/* The one polite status region: what happened, for who hears the page. At most one message in five seconds. */
import { find } from "./page.js";

const QUIET = 5000;
let free = 0;
let timer;

/** Say a text as soon as the last one has had its time; it replaces one that still waits. @param {string} text */
export function say(text) {
  clearTimeout(timer);
  timer = setTimeout(speak, Math.max(0, free - Date.now()), text);
}

/** Say one of the texts that stand at the region: kept, withdrawn, locked, new, ... @param {string} name */
export const sayText = (name) => say(find("status").dataset[name]);

function speak(text) {
  free = Date.now() + QUIET;
  find("status").textContent = text;
}
