/* An answer that was not acknowledged yet, kept for as long as this tab lives. Nothing else is ever kept on a phone. */
import { code } from "./page.js";

const KEY = `unsent:${code}`;

/** @param {{round: number, n: number, value: any}} answer */
export function keep({ round, n, value }) {
  attempt(() => sessionStorage.setItem(KEY, JSON.stringify({ round, n, value })));
}

/** The answer that still waits, if there is one. */
export const kept = () => attempt(() => JSON.parse(sessionStorage.getItem(KEY))) ?? undefined;

export const drop = () => attempt(() => sessionStorage.removeItem(KEY));

/** A browser may refuse storage; then an answer lives as long as the page. */
function attempt(doing) {
  try {
    return doing();
  } catch {
    return undefined;
  }
}
