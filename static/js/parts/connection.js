/* The line to the server in the life of a phone: sleep, tunnel, back button. It never asks a person to do anything. */
import { recall } from "./memory.js";
import { offline, online } from "./notice.js";
import { code, find, lang } from "./page.js";
import { ask, connect, connected, disconnect, listen, reconnect } from "./socket.js";

const PATIENCE = 2500;
const ASLEEP = 15000;
const AGAIN = 5000;

let told;
let entered;
let hiddenAt = 0;

/** Whether the line is up and the server is still to tell whether it knows this phone. */
export const entering = () => connected() && entered === undefined;

/** Whether the server knows on this line whose answers come. */
export const inside = () => connected() && entered;

/** Ask for the stage with one's own answer in it, as after every connection; what is shown already need not come again.
 *  @param {boolean} [force] show it in any case */
export async function join(force) {
  const { rev, round } = find("stage").dataset;
  const shown = force ? {} : { rev: Number(rev), n: recall(round).n };
  try {
    const ack = await ask("join", { code, lang, ...shown });
    entered = ack.ok;
    online();
    told.joined(ack, force);
    if (ack.error?.again) setTimeout(() => connected() && join(), AGAIN * (1 + Math.random()));
  } catch {
    if (connected()) reconnect();
  }
}

/** Keep the line up from now on. @param {{joined: Function, stage: Function, result: Function}} handlers */
export function stayConnected(handlers) {
  told = handlers;
  listen({
    connect: () => ((entered = undefined), join()),
    disconnect: () => offline(PATIENCE),
    stage: (message) => told.stage(message),
    result: (message) => told.result(message),
  });
  addEventListener("online", () => (connected() ? join() : connect()));
  addEventListener("offline", () => (reconnect(), offline(0)));
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connect());
  document.addEventListener("visibilitychange", seen);
  offline(PATIENCE);
  connect();
}

/** A phone that slept may hold a dead line without knowing. */
function seen() {
  if (document.visibilityState === "hidden") hiddenAt = Date.now();
  else if (!connected()) connect();
  else if (Date.now() - hiddenAt > ASLEEP) join();
}
