/* The way of an answer: by socket, else by HTTP, else as soon as there is a connection; where the server cannot save it now,
   a little later. The last press is what counts. */
import { entering, inside } from "./connection.js";
import { drop, keep, kept } from "./draft.js";
import { offline, online, patience, unsent, warn } from "./notice.js";
import { refused, stored } from "./outcome.js";
import { post } from "./post.js";
import { result, show } from "./stage.js";
import { ask, connected } from "./socket.js";

const AGAIN = 5000;
const SLOW = 2500;
let latest = kept();
let timer;

/** After every connection: show the stage with the own answer in it, and send what waits. */
export function joined(ack, force) {
  if (!ack.ok) warn(ack.error.sentence);
  else if (ack.stage.html) show(ack.stage, { personal: true, force });
  else if (ack.result) result(ack.result);
  if (latest) deliver(latest);
}

/** Send an answer, and again until it is acknowledged. @param {{round, n, value, fields?: FormData, own?: string}} answer */
export async function deliver(answer) {
  clearTimeout(timer);
  latest = answer;
  keep(answer);
  const again = { ...answer, again: true };
  if (entering() && !answer.again) return (timer = setTimeout(deliver, SLOW, again));
  timer = setTimeout(() => waits(), navigator.onLine ? SLOW : 0);
  const ack = await carry(answer).catch(() => undefined);
  if (answer !== latest) return;
  if (ack && !ack.error?.again) return settle(answer, ack);
  waits(ack);
  timer = setTimeout(deliver, AGAIN * (1 + Math.random()), again);
}

/** A server that is only slow, because a whole hall answers, is not sent a form as well at the first silence. One that does
 *  not know on this line whose answer it is gets the form: that has the cookie with it. */
async function carry(answer) {
  const { round, n, value, again } = answer;
  const ack = inside() && (await ask("answer", { round, n, value }).catch(() => undefined));
  return ack || (inside() && !again ? undefined : post(answer));
}

/** @param {object} [told] by the server that it cannot save anything now */
function waits(told) {
  clearTimeout(timer);
  unsent(true);
  patience(Boolean(told));
  if (!told) offline(0);
}

/** The acknowledgement came. A higher n is of an older page of this person: what was pressed last still counts. */
function settle(answer, ack) {
  if (ack.ok && ack.n > answer.n) return deliver({ ...answer, n: ack.n + 1 });
  clearTimeout(timer);
  latest = undefined;
  drop();
  unsent(false);
  patience(false);
  if (connected()) online();
  if (ack.ok) stored(answer);
  else refused(answer, ack.error);
}
