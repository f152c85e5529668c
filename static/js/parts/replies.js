/* Acknowledgements that are still to come, each under the number that went with its message. */

const PATIENCE = 8000;
const expected = new Map();
let last = 0;

/** A number for a message, and the promise of its acknowledgement; that fails after some seconds. */
export function expect() {
  const id = last++;
  const reply = new Promise((arrived, failed) => {
    const timer = setTimeout(() => arrive(id), PATIENCE);
    expected.set(id, (found) => {
      clearTimeout(timer);
      expected.delete(id);
      if (found) arrived(found);
      else failed(new Error("no acknowledgement"));
    });
  });
  return { id, reply };
}

/** The acknowledgement of a message came; without one it will never come. @param {number} id @param {object} [found] */
export const arrive = (id, found) => expected.get(id)?.(found);

/** The line broke: none of them will come any more. */
export const giveUp = () => [...expected.keys()].forEach((id) => arrive(id));
