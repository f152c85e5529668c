/* A partial becomes the next one in place: bars move, what is opened stays open, and the focus stays where it was. */
import { Idiomorph } from "idiomorph";

/** What a person set by hand is not put back by a push. */
const KEPT = { DETAILS: ["open"], INPUT: ["checked"], OPTION: ["selected"] };

/** @param {Element} old @param {string} html a partial with the same id as `old` */
export function morph(old, html) {
  const focus = document.activeElement;
  const within = old.contains(focus);
  Idiomorph.morph(old, html, {
    ignoreActiveValue: true,
    callbacks: { beforeAttributeUpdated: (name, element) => !KEPT[element.tagName]?.includes(name) },
  });
  if (within && !focus.isConnected) refocus(focus);
}

/** The button that was pressed is gone: on to the same one, else to the next of its group. */
function refocus(gone) {
  const next =
    (gone.id && document.getElementById(gone.id)) ||
    (gone.name === "verb" && !gone.id && document.querySelector("[data-queue] .waiting button, [data-queue] h2")) ||
    document.querySelector(".main-verbs .btn:not(.quiet), .controls .btn");
  next?.focus({ preventScroll: true });
}
