/* A number by tapping: minus and plus keep to the steps and the limits; typing stays free. */
import { lang } from "./page.js";
import { stepper } from "./stepper.js";

/** @param {HTMLElement} box with data-min, data-max, data-step, data-less, data-more */
export function number(box) {
  const field = box.querySelector("input");
  const { less, more } = box.dataset;
  const [min, max, step] = ["min", "max", "step"].map((name) => Number(box.dataset[name]));
  const next = (direction) => {
    const at = Number(field.value.replace(",", "."));
    if (!field.value.trim() || Number.isNaN(at)) return show(direction > 0 ? min : max);
    const steps = Math.round((at - min) / step) + direction;
    return show(Math.min(Math.max(min + steps * step, min), min + Math.floor((max - min) / step) * step));
  };
  stepper(field, { less, more, next });
}

/** Without the dust of adding fractions. */
const show = (value) => String(Number(value.toFixed(6))).replace(".", lang === "nl" ? "," : ".");
