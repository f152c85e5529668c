/* The two ways to carry text to the server and back: a WebSocket, and long polling for networks that let none through. */

const PATH = "/socket.io/?EIO=4&transport=";

/** @typedef {{packet: (text: string) => void, closed: () => void}} Ears
 *  @typedef {{send: (text: string) => void, close: () => void}} Line */

/** @param {Ears} ears @returns {Line} */
export function webSocket({ packet, closed }) {
  const line = new WebSocket(`${location.origin.replace("http", "ws")}${PATH}websocket`);
  line.onmessage = ({ data }) => packet(data);
  line.onclose = closed;
  return { send: (text) => line.send(text), close: () => line.close() };
}

/** @param {Ears} ears @returns {Line} */
export function polling({ packet, closed }) {
  const stop = new AbortController();
  let session = "";
  let sent = Promise.resolve();
  const request = async (options) => {
    const reply = await fetch(`${PATH}polling${session}`, { cache: "no-store", signal: stop.signal, ...options });
    if (!reply.ok) throw new Error(reply.status);
    return reply.text();
  };
  const listen = async () => {
    for (const text of (await request()).split("\x1e")) {
      if (text[0] === "0") session = `&sid=${JSON.parse(text.slice(1)).sid}`;
      packet(text);
    }
    return listen();
  };
  listen().catch(closed);
  const send = (text) => (sent = sent.then(() => request({ method: "POST", body: text })).catch(closed));
  return { send, close: () => stop.abort() };
}
