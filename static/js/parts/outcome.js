/* What becomes of an answer once the server has spoken. */
import { join } from "./connection.js";
import { fault } from "./fault.js";
import { dress, remember } from "./memory.js";
import { warn } from "./notice.js";
import { code, find } from "./page.js";
import { connected } from "./socket.js";
import { sayText } from "./status.js";
import { read } from "./value.js";
import { view, viewed } from "./views.js";

/** It is stored: say so and show it, unless the form was changed again. @param {{round, n, value, own?: string}} answer */
export function stored({ round, n, value, own }) {
  const shown = value === null ? undefined : own;
  remember(round, n, shown);
  warn();
  sayText(value === null ? "withdrawn" : "kept");
  if (shown === undefined) return connected() ? join(true) : location.assign(`/${code}`);
  const stage = find("stage");
  if (stage.dataset.round !== String(round)) return;
  dress(stage);
  if (viewed() === "ask" && JSON.stringify(read(find("answer"))) === JSON.stringify(value)) view("kept");
}

/** It was not taken: the sentence stands at the form, or above whatever is shown now. @param {{round}} answer @param {object} error */
export function refused({ round }, error) {
  const form = find("stage").dataset.round === String(round) && viewed() === "ask" && find("answer");
  if (!form) return warn(`${find("status").dataset.late} ${error.sentence}`);
  form.setAttribute("data-dirty", "");
  fault(form, error);
}
