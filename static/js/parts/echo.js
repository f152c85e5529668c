/* The own answer in words, as the page says it back after it was stored. */
import { make } from "./page.js";

/** The answer in a form as html for the place `own`; "" where a question is too sensitive to show it again.
 *  @param {HTMLFormElement} form */
export function echo(form) {
  if ("quiet" in form.dataset) return "";
  const lines = words(form).map(([answer, about]) => make("li", {}, about ? `${about} – ` : "", make("b", {}, answer)));
  return make("div", { className: "kept box" }, make("span", { className: "soft" }, form.dataset.chose), make("ul", {}, ...lines)).outerHTML;
}

function words(form) {
  const places = [...form.querySelectorAll("select")].filter((select) => select.value);
  if (places.length) return ranked(places, Number(form.querySelector("[data-ranking]").dataset.ranking));
  return [...form.querySelectorAll("input:checked, input:not([type]), textarea")].filter((field) => field.value.trim()).map(said);
}

const ranked = (places, top) =>
  places.sort((a, b) => a.value - b.value).slice(0, top).map((select) => [`${select.value}. ${text(select.nextElementSibling)}`]);

/** [the answer, what it is about where a question has several parts] */
function said(field) {
  const legend = field.closest("fieldset")?.querySelector("legend");
  if (field.type === "radio" || field.type === "checkbox") return [text(field.labels[0]), legend && text(legend)];
  return [field.value, field.name.includes(".") && text(field.labels[0])];
}

const text = (element) => element.textContent.replace(/\s+/g, " ").trim();
