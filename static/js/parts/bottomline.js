/* The line above the send button that tells how far one is. */
import { make } from "./page.js";

/** @param {HTMLFormElement} form @param {...Node} inside */
export function bottomLine(form, ...inside) {
  form.querySelector(".send").classList.add("wrap");
  form.querySelector(".send").prepend(make("div", { className: "left" }, ...inside));
}
