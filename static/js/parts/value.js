/* The value of an answer, read from its form. The partial of a type tells the shape with data-shape (and data-numbers),
   so that a new type needs nothing here. What cannot be read stays text, for the server to say what is wrong. */

const TYPED = /^[+-]?\d{1,12}([.,]\d{1,12})?$/;

/** The value in the form, or null when nothing was filled in. @param {HTMLFormElement} form */
export function read(form) {
  const { shape, numbers } = form.querySelector("[data-shape]").dataset;
  const typed = [...new FormData(form)].map(([name, text]) => [name, text.trim()]).filter(([, text]) => text);
  const fields = typed.filter(([name]) => !["csrf_token", "round", "n"].includes(name));
  const said = numbers === undefined ? fields : fields.map(([name, text]) => [name, number(text)]);
  return said.length ? shapes[shape](said, form) : null;
}

const shapes = {
  one: ([[, value]]) => value,
  many: (said) => said.map(([, value]) => value),
  each: (said) => Object.fromEntries(said.map(([name, value]) => [after(name), value])),
  order: (said, form) => said.sort(([, a], [, b]) => a - b).map(([name]) => after(name)).slice(0, top(form)),
  pair: (said) => ["h", "v"].map((line) => Object.fromEntries(said)[line] ?? null),
};

const after = (name) => name.slice(name.indexOf(".") + 1);
const top = (form) => Number(form.querySelector("[data-ranking]").dataset.ranking);
const number = (text) => (TYPED.test(text) ? Number(text.replace(",", ".")) : text);
