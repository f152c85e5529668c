/* A partial becomes the next one in place: bars move, what is opened stays open, and the focus stays where it was. */
import { Idiomorph } from "idiomorph";

/** What a person set by hand is not put back by a push. */
const KEPT = { DETAILS: ["open"], INPUT: ["checked"], OPTION: ["selected"] };

/** @param {Element} old @param {Element} next with the same id as `old` */
export function morph(old, next) {
  const focus = document.activeElement;
  const within = old.contains(focus);
  const row = focus.closest(".waiting > li");
  const place = row ? [...row.parentElement.children].indexOf(row) : -1;
  Idiomorph.morph(old, next, { callbacks: { beforeAttributeUpdated: (name, element) => !KEPT[element.tagName]?.includes(name) } });
  if (!within || (focus.isConnected && (!row || row.matches(".waiting > li")))) return;
  (place < 0 ? twin(focus) : following(place))?.focus({ preventScroll: place < 0 });
}

/** The button that was pressed is gone: on to the same one, else to what is likely next. */
const twin = (gone) => (gone.id && document.getElementById(gone.id)) || document.querySelector(".main-verbs .btn:not(.quiet), .controls .btn");

/** The text that was judged is gone: on to the one that took its place. */
function following(place) {
  const rows = document.querySelectorAll(".waiting > li");
  return rows[Math.min(place, rows.length - 1)]?.querySelector("button") ?? document.querySelector("[data-queue] h2");
}
