/* One way for buttons and keys: a verb goes with the revision it was pressed on, and the answer is what is shown now. */
import { warn } from "../parts/notice.js";
import { find } from "../parts/page.js";
import { ask, reconnect } from "../parts/socket.js";
import { line } from "./follow.js";
import { from, stage } from "./page.js";
import { showStage } from "./show.js";

const LINGERS = 6000;
let busy = false;
let timer;

/** @param {{verb: string, step?: number, view?: string, round?: number, text?: string, into?: string}} deed */
export async function act(deed) {
  if (busy) return;
  busy = true;
  const pressed = { ...from, rev: Number(stage().dataset.rev), ...deed };
  const reply = (await line()) && (await ask("do", pressed).catch(reconnect));
  busy = false;
  if (!reply) return;
  tell(reply.error?.sentence);
  if (reply.stage) showStage(reply.stage);
}

/** What was refused stays in sight for a while. */
function tell(sentence) {
  clearTimeout(timer);
  warn(sentence);
  find("error")?.remove();
  if (sentence) timer = setTimeout(warn, LINGERS);
}
