/* How many characters may still be written: always in sight, heard at 20 and at 0. */
import { fill, make } from "./page.js";
import { say } from "./status.js";

/** @param {HTMLInputElement|HTMLTextAreaElement} field */
export function count(field) {
  const { count: most, left, over } = field.dataset;
  const shown = make("span", { className: "soft" });
  field.after(shown);
  const tell = () => {
    const free = most - [...field.value.trim()].length;
    shown.textContent = free === Number(most) ? "" : fill(free < 0 ? over : left, { num: Math.abs(free) });
    if (free === 20 || free === 0) say(shown.textContent);
  };
  field.addEventListener("input", tell);
  tell();
}
