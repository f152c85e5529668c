/* What the page itself tells its scripts: the workshop, the language, the texts to say. */

const main = document.getElementById("main");

export const code = main?.dataset.code;
export const csrf = main?.dataset.csrf;
export const lang = document.documentElement.lang;

/** The element with this id. @param {string} id */
export const find = (id) => document.getElementById(id);

/** Make an element. @param {string} tag @param {object} properties @param {...(Node|string)} inside */
export function make(tag, properties, ...inside) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...inside);
  return made;
}

/** A text with its {names} filled in. @param {string} text @param {Object<string, string|number>} words */
export const fill = (text, words) => text.replace(/\{(\w+)\}/g, (all, name) => words[name] ?? all);

/** Tell that a field was changed by a script, as a person would have. @param {Element} field */
export const changed = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
