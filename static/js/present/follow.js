/* The line to the server: follow the workshop, and after every break begin anew by asking what is shown now. */
import { ask, connect, disconnect, listen } from "../parts/socket.js";
import { offline, online, warn } from "../parts/notice.js";
import { from } from "./page.js";
import { showResult, showStage } from "./show.js";

const PATIENCE = 2500;

/** Keep following from now on. */
export function follow() {
  listen({
    connect: watch,
    disconnect: () => offline(PATIENCE),
    stage: showStage,
    result: (message) => message && !showResult(message) && watch(),
  });
  addEventListener("pagehide", disconnect);
  addEventListener("pageshow", (event) => event.persisted && connect());
  addEventListener("online", connect);
  offline(PATIENCE);
  connect();
}

async function watch() {
  const ack = await ask("watch", from).catch(() => undefined);
  if (!ack) return;
  online();
  if (ack.ok) showStage(ack.stage);
  else warn(ack.error.sentence);
}
