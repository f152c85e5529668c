/* Minus and plus beside a number field. */
import { changed, make } from "./page.js";

/** @param {HTMLInputElement} field @param {{less: string, more: string, next: (direction: -1|1) => number|string}} how
 *  names of the buttons, and the number that comes after the present one */
export function stepper(field, { less, more, next }) {
  const button = (sign, label, direction) => {
    const made = make("button", { type: "button", className: "btn quiet icon" }, sign);
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => {
      field.value = next(direction);
      changed(field);
    });
    return made;
  };
  field.before(button("−", less, -1));
  field.after(button("+", more, 1));
}
