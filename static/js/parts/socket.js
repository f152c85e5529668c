/* A Socket.IO client of the size a phone needs: one namespace, plain text, acknowledgements, and coming back by itself.
   It speaks protocol 5 over Engine.IO 4 (socket.io/docs/v4/socket-io-protocol). The whole client would be half of what a
   phone may load (docs/decisions.md). */
import { arrive, expect, giveUp } from "./replies.js";
import { polling, webSocket } from "./transports.js";

const PATIENCE = 8000;

let ears = {};
let line;
let way;
let ready = false;
let proven = false;
let failures = 0;
let watchdog;
let retry;
let beat = PATIENCE;

/** Whether a message would reach the server now. */
export const connected = () => ready;

/** Call these when connected, when the line broke, and by name for what the server sends. @param {Object<string, Function>} handlers */
export const listen = (handlers) => (ears = handlers);

/** Be connected from now on. */
export function connect() {
  clearTimeout(retry);
  if (line) return;
  // Polling is for networks without WebSockets; where one worked before, a server that starts again must not get us there.
  way = failures % 2 && (!proven || failures > 4) ? polling : webSocket;
  const mine = (line = way({ packet: (text) => line === mine && receive(text), closed: () => line === mine && drop() }));
  beat = PATIENCE;
  watch();
}

/** Leave a line that may be dead and begin anew. */
export function reconnect() {
  disconnect();
  connect();
}

/** Be without a connection until `connect`. */
export function disconnect() {
  drop();
  clearTimeout(retry);
  failures = 0;
}

/** Send a message; gives its acknowledgement. Fails without a connection, and after some seconds. @param {string} name @param {object} payload */
export async function ask(name, payload) {
  if (!ready) throw new Error("no connection");
  const { id, reply } = expect();
  line.send(`42${id}${JSON.stringify([name, payload])}`);
  return reply;
}

function receive(packet) {
  watch();
  const kind = packet[0] === "4" ? packet.slice(0, 2) : packet[0];
  handlers[kind]?.(packet.slice(kind.length));
}

const handlers = {
  0: (text) => {
    const { pingInterval, pingTimeout } = JSON.parse(text);
    beat = pingInterval + pingTimeout;
    line.send("40");
  },
  1: () => drop(),
  2: () => line.send("3"),
  40: () => {
    [ready, failures] = [true, 0];
    proven ||= way === webSocket;
    ears.connect();
  },
  41: () => drop(),
  42: (text) => {
    const [name, message] = JSON.parse(text.slice(text.indexOf("[")));
    ears[name]?.(message);
  },
  43: (text) => {
    const at = text.indexOf("[");
    arrive(Number(text.slice(0, at)), JSON.parse(text.slice(at))[0]);
  },
  44: () => drop(),
};

/** A line on which nothing was heard for too long is a dead one. */
function watch() {
  clearTimeout(watchdog);
  watchdog = setTimeout(drop, beat);
}

function drop() {
  clearTimeout(watchdog);
  clearTimeout(retry);
  const [old, was] = [line, ready];
  [line, ready] = [undefined, false];
  old?.close();
  giveUp();
  retry = setTimeout(connect, pause(failures++));
  if (was) ears.disconnect();
}

/** How long to wait before the next try, in ms. The first time not for long: mostly it is only this phone that was cut off. When that
    fails the server is away for everybody, and each waits a time of its own, so that a hall does not come back in the same second. */
function pause(failed) {
  return failed ? Math.min(6000, 1000 * 2 ** failed) * (0.25 + 1.5 * Math.random()) : 250 + 500 * Math.random();
}
