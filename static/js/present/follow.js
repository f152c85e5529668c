/* The line to the server: follow the workshop, and after every break begin anew by asking what is shown now. */
import { offline, online, warn } from "../parts/notice.js";
import { ask, connect, connected, disconnect, listen, reconnect } from "../parts/socket.js";
import { from } from "./page.js";
import { showResult, showStage } from "./show.js";
import { trouble } from "./trouble.js";

const PATIENCE = 2500;
const waiting = new Set();

/** Keep following from now on. */
export function follow() {
  listen({
    connect: watch,
    disconnect: () => offline(PATIENCE),
    stage: showStage,
    trouble: (message) => trouble(message.sentence),
    result: (message) => message && !showResult(message) && watch(),
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connect());
  addEventListener("online", look);
  addEventListener("offline", () => (reconnect(), offline(0)));
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && look());
  offline(PATIENCE);
  connect();
}

/** Gives true as soon as there is a line, false when there is none for a while. @returns {Promise<boolean>} */
export async function line() {
  if (connected()) return true;
  const there = await new Promise((go) => {
    waiting.add(go);
    setTimeout(go, PATIENCE, false);
  });
  if (!there) offline(0);
  return there;
}

/** A computer that slept may hold a dead line without knowing. */
const look = () => (connected() ? watch() : connect());

async function watch() {
  const ack = await ask("watch", from).catch(() => undefined);
  if (!ack) return connected() && reconnect();
  online();
  for (const go of waiting) go(true);
  waiting.clear();
  trouble(ack.trouble);
  if (ack.ok) showStage(ack.stage);
  else warn(ack.error.sentence);
}
