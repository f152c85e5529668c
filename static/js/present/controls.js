/* The press on a button of a [data-do] form: the form's fields become a verb on its way. */
import { find } from "../parts/page.js";
import { act } from "./verbs.js";

const NUMBERS = ["step", "round"];
const FIELDS = ["verb", "view", "text", "into", ...NUMBERS];

/** Take over the sending of such forms. */
export function controls() {
  document.addEventListener("submit", (event) => {
    if (!("do" in event.target.dataset)) return;
    event.preventDefault();
    const { submitter } = event;
    if (submitter?.dataset.confirm) return find(submitter.dataset.confirm).showModal();
    submitter?.closest("dialog")?.close();
    act(read(new FormData(event.target, submitter)));
  });
}

function read(fields) {
  const given = FIELDS.filter((name) => fields.has(name)).map((name) => [name, fields.get(name)]);
  return Object.fromEntries(given.map(([name, value]) => [name, NUMBERS.includes(name) ? Number(value) : value]));
}
