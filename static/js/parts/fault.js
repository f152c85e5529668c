/* What is wrong with an answer: the sentence at its field, and a summary above the form. */
import { find, make } from "./page.js";
import { say } from "./status.js";

const CONTROL = "input:not([type=hidden]), select, textarea";

/** @param {HTMLFormElement} form @param {{field?: string|null, sentence: string}} error */
export function fault(form, { field, sentence }) {
  faultless(form);
  const at = (field && find(field)) || form.querySelector("fieldset, .cards, .field, .plane-ask");
  const control = at.matches(CONTROL) ? at : at.querySelector(CONTROL);
  const legend = at.querySelector(":scope > legend, :scope > .soft");
  const error = make("p", { className: "error", id: "fault" }, sentence);
  if (at === control) at.closest("li, .field").append(error);
  else if (legend) legend.after(error);
  else at.prepend(error);
  describe(control, "fault");
  summary(sentence, at.id);
  control.focus({ preventScroll: true });
  error.scrollIntoView({ block: "center" });
  say(sentence);
}

/** Take away what was wrong before. @param {HTMLFormElement} form */
export function faultless(form) {
  find("fault")?.remove();
  find("summary").hidden = true;
  for (const control of form.querySelectorAll("[aria-invalid]")) {
    control.removeAttribute("aria-invalid");
    control.setAttribute("aria-describedby", control.getAttribute("aria-describedby").replace(" fault", ""));
  }
}

function describe(control, id) {
  control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${id}`);
  control.setAttribute("aria-invalid", "true");
}

function summary(sentence, id) {
  const link = find("summary").querySelector("a");
  link.textContent = sentence;
  link.href = `#${id}`;
  find("summary").hidden = false;
}
