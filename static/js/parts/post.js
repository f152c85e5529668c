/* The way without a socket: the same form by HTTP, with the same acknowledgement. */
import { code, csrf } from "./page.js";

/** Send an answer; fails when there is no connection at all. @param {{round: number, n: number, fields?: FormData}} answer */
export async function post({ n, fields }) {
  if (!fields) throw new Error("an answer of before a reload has no form any more");
  const body = new URLSearchParams(fields);
  body.set("csrf_token", csrf);
  body.set("n", n);
  const headers = { Accept: "application/json" };
  const reply = await fetch(`/${code}/answer`, { method: "POST", body, headers, signal: AbortSignal.timeout?.(8000) });
  return reply.json();
}
