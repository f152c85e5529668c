/* What a presenter chose for this tab. It is gone when the tab is; a browser may refuse, then it lives as long as the page. */
const kept = new Map();

/** @param {string} name */
export function recall(name) {
  try {
    return kept.get(name) ?? sessionStorage.getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** @param {string} name @param {string} value */
export function keep(name, value) {
  kept.set(name, value);
  try {
    sessionStorage.setItem(name, value);
  } catch {
    /* refused: see above */
  }
}
