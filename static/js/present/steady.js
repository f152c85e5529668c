/* Texts to judge stay where they are while others come in: new ones go to the end, so that no row moves under a finger. */

/** Put the rows of the next partial in the order in which they stand now. @param {Element} next */
export function steady(next) {
  const list = next.querySelector(".waiting");
  if (!list) return;
  const now = [...document.querySelectorAll(".waiting > li")].map((row) => row.id);
  const place = (row) => (now.includes(row.id) ? now.indexOf(row.id) : now.length);
  list.append(...[...list.children].sort((a, b) => place(a) - place(b)));
}
