/* What stands above the stage when something is not as it should be: no connection, or an answer that came too late. */
import { find } from "./page.js";
import { say, sayText } from "./status.js";

let timer;

/** Show after a while that there is no connection: most breaks mend before anybody notices. @param {number} wait ms */
export function offline(wait) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (find("offline").hidden) sayText("unsent" in find("main").dataset ? "unsent" : "offline");
    find("offline").hidden = false;
  }, wait);
}

/** The connection is there again. */
export function online() {
  clearTimeout(timer);
  if (!find("offline").hidden) sayText("online");
  find("offline").hidden = true;
}

/** Show that the server asks for patience, or does so no more. @param {boolean} is */
export function patience(is) {
  if (is) online();
  const notice = find("patience");
  const news = is && notice.hidden;
  notice.hidden = !is;
  if (!news) return;
  sayText("patience");
  notice.scrollIntoView({ block: "nearest" }); // who pressed is at the end of a form
}

/** Tell whether an answer waits to be sent: the texts of the notice and of the button follow. @param {boolean} is */
export const unsent = (is) => find("main").toggleAttribute("data-unsent", is);

/** Show what went wrong apart from any form; without a sentence take that away. @param {string} [sentence] */
export function warn(sentence = "") {
  find("warning").hidden = !sentence;
  find("warning").textContent = sentence;
  if (sentence) say(sentence);
}
