/* Points by tapping, what is left, and dividing them equally. */
import { bottomLine } from "./bottomline.js";
import { changed, fill, make } from "./page.js";
import { say } from "./status.js";
import { stepper } from "./stepper.js";

/** @param {HTMLElement} list with data-points (the total), data-step and its texts */
export function points(list) {
  const { less, more, left, over, equal } = list.dataset;
  const [total, step] = [Number(list.dataset.points), Number(list.dataset.step)];
  const fields = [...list.querySelectorAll("input")];
  const sum = () => fields.reduce((all, field) => all + given(field), 0);
  const shown = make("span", {});
  for (const field of fields) {
    const words = { item: field.labels[0].textContent };
    const next = (direction) => Math.min(Math.max(given(field) + direction * step, 0), total);
    stepper(field, { less: fill(less, words), more: fill(more, words), next });
    field.closest("li").append(bar());
  }
  const tell = () => {
    const rest = total - sum();
    shown.textContent = fill(rest < 0 ? over : left, { num: Math.abs(rest) });
    for (const field of fields) draw(field, total);
  };
  bottomLine(list.closest("form"), shown, button(equal, () => (divide(fields, total, step), changed(list))));
  list.addEventListener("input", () => (tell(), say(shown.textContent)));
  tell();
}

const given = (field) => Number(field.value) || 0;

const button = (text, press) => {
  const made = make("button", { type: "button", className: "btn bare" }, text);
  made.addEventListener("click", press);
  return made;
};

/** Everybody as many steps as possible; the first ones get what is left over. */
function divide(fields, total, step) {
  const steps = Math.floor(total / step);
  const each = Math.floor(steps / fields.length);
  fields.forEach((field, at) => (field.value = (each + (at < steps % fields.length ? 1 : 0)) * step));
}

function bar() {
  const drawn = make("template", { innerHTML: '<svg class="bar" aria-hidden="true"><rect class="sunk" width="100%" height="100%"/><rect class="a" width="0" height="100%"/></svg>' });
  return drawn.content;
}

const draw = (field, total) =>
  field.closest("li").querySelector(".a").setAttribute("width", `${Math.min(100, Math.max(0, (100 * given(field)) / total))}%`);
