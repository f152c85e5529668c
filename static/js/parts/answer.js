/* The press on "Send answer" (or "Withdraw"): what is in the form becomes an answer on its way. */
import { deliver } from "./delivery.js";
import { echo } from "./echo.js";
import { fault, faultless } from "./fault.js";
import { recall, remember } from "./memory.js";
import { read } from "./value.js";

/** Take over the sending of the form. */
export function answering() {
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "answer") return;
    event.preventDefault();
    submit(event.target, event.submitter?.name === "withdraw");
  });
}

function submit(form, withdraw) {
  const value = withdraw ? null : read(form);
  const sentence = withdraw ? undefined : missing(form, value);
  if (sentence) return fault(form, { sentence });
  const round = Number(form.elements.namedItem("round").value);
  const { n, own } = recall(round);
  remember(round, n + 1, own);
  faultless(form);
  form.removeAttribute("data-dirty");
  const fields = new FormData(form);
  if (withdraw) fields.set("withdraw", "1");
  deliver({ round, n: n + 1, value, fields, own: echo(form) });
}

/** What must still be done before this can be sent; an order that was never touched is asked about once. */
function missing(form, value) {
  const unsure = form.querySelector("[data-unconfirmed]");
  unsure?.removeAttribute("data-unconfirmed");
  return value === null ? form.dataset.empty : unsure?.dataset.confirm;
}
