/* A plane to tap on, bound to the two lines of radios below it: those are what counts. */
import { changed, fill, make } from "./page.js";

/** @param {HTMLElement} box with data-plane: the steps of a line */
export function plane(box) {
  const steps = Number(box.dataset.plane);
  const [across, up] = box.querySelectorAll("fieldset");
  const cells = make("div", { className: "cells" }, ...Array.from({ length: steps ** 2 }, () => make("i", {})));
  const echo = make("p", { className: "soft" });
  cells.dataset.steps = steps;
  cells.addEventListener("click", ({ target }) => {
    const at = [...cells.children].indexOf(target);
    if (at < 0) return;
    radio(across, (at % steps) + 1).checked = radio(up, steps - Math.floor(at / steps)).checked = true;
    changed(cells);
  });
  const paint = () => {
    const [h, v] = [chosen(across), chosen(up)];
    [...cells.children].forEach((cell, at) => {
      const on = [(at % steps) + 1 === h, steps - Math.floor(at / steps) === v];
      cell.className = on[0] && on[1] ? "here" : on[0] || on[1] ? "cross" : "";
    });
    echo.textContent = h && v ? fill(box.dataset.echo, { h, v }) : box.dataset.hint;
  };
  box.prepend(frame(cells, ends(up), ends(across)), echo);
  box.addEventListener("input", paint);
  paint();
}

const radio = (line, value) => line.querySelector(`[value="${value}"]`);
const chosen = (line) => Number(line.querySelector(":checked")?.value ?? 0);
const ends = (line) => [...line.querySelectorAll(".ends span")].map((end) => end.textContent);

function frame(cells, [low, high], across) {
  const made = make("div", { className: "plane" }, make("p", {}, high), cells, make("p", {}, low));
  made.append(make("p", { className: "ends" }, ...across.map((end) => make("span", {}, end))));
  made.setAttribute("aria-hidden", "true");
  return made;
}
