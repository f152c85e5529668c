/* An order by tapping: up and down beside the place that can be chosen. The first order is shuffled for every person,
   and counts only once it was changed or confirmed. */
import { changed, fill, make } from "./page.js";
import { say } from "./status.js";

const ARROWS = { up: "M12 19V5M6 11l6-6 6 6", down: "M12 5v14M6 13l6 6 6-6" };

/** @param {HTMLElement} list with data-ranking (how many places count) and its texts */
export function ranking(list) {
  const rows = [...list.children];
  const placed = rows.filter(place).sort((a, b) => place(a) - place(b));
  const others = rows.filter((row) => !place(row));
  if (!placed.length) list.dataset.unconfirmed = "";
  list.append(...placed, ...(placed.length ? others : shuffled(others)));
  for (const row of rows) row.append(arrow(list, row, "up"), arrow(list, row, "down"));
  list.addEventListener("change", ({ target }) => move(list, target.closest("li"), target.value || rows.length));
  number(list);
}

const select = (row) => row.querySelector("select");
const place = (row) => Number(select(row).value);
const name = (row) => row.querySelector("span").textContent;
const at = (list, row) => [...list.children].indexOf(row) + 1;

function arrow(list, row, way) {
  const button = make("button", { type: "button", className: "btn quiet icon" });
  button.setAttribute("aria-label", fill(list.dataset[way], { item: name(row) }));
  button.innerHTML = `<svg class="line-icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${ARROWS[way]}"/></svg>`;
  button.addEventListener("click", () => move(list, row, at(list, row) + (way === "up" ? -1 : 1)));
  return button;
}

/** The neighbours move and the row itself stays in the page, so that the focus stays on its button. */
function move(list, row, to) {
  while (at(list, row) > Math.max(to, 1)) row.after(row.previousElementSibling);
  while (at(list, row) < Math.min(to, list.children.length)) row.before(row.nextElementSibling);
  delete list.dataset.unconfirmed;
  for (const each of list.children) each.classList.toggle("moved", each === row);
  number(list);
  changed(list);
  say(fill(list.dataset.moved, { item: name(row), place: at(list, row) }));
}

function number(list) {
  [...list.children].forEach((row, index) => {
    select(row).value = index + 1;
    row.classList.toggle("cut", index === Number(list.dataset.ranking));
    row.dataset.cut = list.dataset.cut;
  });
}

/** Fisher and Yates, with numbers that nobody can guess. */
function shuffled(rows) {
  for (let last = rows.length - 1; last > 0; last--) {
    const other = crypto.getRandomValues(new Uint32Array(1))[0] % (last + 1);
    [rows[last], rows[other]] = [rows[other], rows[last]];
  }
  return rows;
}
