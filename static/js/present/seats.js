/* How many people are here and how many answered, in figures and in dots. */
import { fill } from "../parts/page.js";

/** @param {{answered: number, present: number}} message @returns {boolean} false when the rows of the hall are full */
export function count({ answered, present }) {
  const room = Math.max(answered, present);
  each("[data-answered]", (one) => (one.textContent = answered));
  each("[data-present]", (one) => (one.textContent = present));
  each("[data-room]", (one) => (one.textContent = fill(answered === 1 ? one.dataset.one : one.dataset.many, { room })));
  each("[data-phones]", (one) => (one.textContent = present === 1 ? one.dataset.one : one.dataset.many));
  each("[data-seats]", (svg) => row(svg, room, answered));
  return ![...document.querySelectorAll("[data-hall]")].some((svg) => !hall(svg, present));
}

const each = (selector, change) => document.querySelectorAll(selector).forEach(change);

function row(svg, room, answered) {
  const [free, taken] = svg.querySelectorAll(":scope > rect");
  svg.setAttribute("viewBox", `0 0 ${24 * Math.max(room, 40)} 24`);
  free.setAttribute("width", 24 * room);
  taken.setAttribute("width", 24 * answered);
}

function hall(svg, present) {
  [...svg.children].forEach((seat, at) => seat.setAttribute("class", at < present ? "seat" : "seat-free"));
  return present <= svg.childElementCount;
}
