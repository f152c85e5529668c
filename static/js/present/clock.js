/* The quiet clock of a talk: blocks of a minute that shorten. It begins where the server said it was. */
import { fill } from "../parts/page.js";

const EVERY = 5000;
let began;

/** Keep the clock on stage going. */
export function ticking() {
  begin();
  document.addEventListener("shown", begin);
  setInterval(tick, EVERY);
}

const clock = () => document.querySelector("[data-clock]");

function begin() {
  if (clock()) began = Date.now() - 1000 * clock().dataset.since;
}

function tick() {
  if (!clock()) return;
  const minutes = Number(clock().dataset.clock);
  const gone = Math.min((Date.now() - began) / 60000, minutes);
  const whole = 100 / minutes;
  [...clock().querySelectorAll(".now")].forEach((block, at) => {
    const full = whole - Math.min(whole * 0.12, 0.8);
    const part = Math.min(1, Math.max(0, gone - at));
    block.setAttribute("x", `${at * whole + part * full}%`);
    block.setAttribute("width", `${(1 - part) * full}%`);
  });
  const text = words(minutes - gone, clock().dataset);
  const place = clock().querySelector("[role=timer]");
  if (place.textContent !== text) place.textContent = text;
}

function words(left, { many, one, few, over }) {
  if (left >= 1.5) return fill(many, { num: Math.round(left) });
  if (left >= 0.75) return one;
  return left > 0 ? few : over;
}
