/* What the page tells its scripts: which workshop is followed, from where, and what can be done now. */
import { find, lang } from "../parts/page.js";

const { workshop, place } = document.body.dataset;

/** What every message says about who sends it. */
export const from = { workshop: Number(workshop), place, lang };

/** The part of the page that is sent anew. */
export const stage = () => find("stage");

/** Whether a verb makes sense now. @param {string} verb */
export const can = (verb) => stage().dataset.can.split(" ").includes(verb);
