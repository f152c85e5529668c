/* The line to the server in the life of a phone: sleep, tunnel, back button. It never asks a person to do anything. */
import { offline, online } from "./notice.js";
import { code, lang } from "./page.js";
import { ask, connect, connected, disconnect, listen } from "./socket.js";

const PATIENCE = 2500;
const ASLEEP = 15000;

let told;
let hiddenAt = 0;

/** Ask for the stage with one's own answer in it, as after every connection. @param {boolean} [force] show it in any case */
export async function join(force) {
  try {
    const ack = await ask("join", { code, lang });
    online();
    told.joined(ack, force);
  } catch {
    if (!connected()) return;
    disconnect();
    connect();
  }
}

/** Keep the line up from now on. @param {{joined: Function, stage: Function, result: Function}} handlers */
export function stayConnected(handlers) {
  told = handlers;
  listen({
    connect: join,
    disconnect: () => offline(PATIENCE),
    stage: (message) => told.stage(message),
    result: (message) => told.result(message),
  });
  addEventListener("online", () => (connected() ? join() : connect()));
  addEventListener("offline", () => offline(0));
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
