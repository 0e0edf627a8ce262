// Chance that falls the same way every time: the same seed gives the same week.

/** A generator of numbers in [0, 1) from a 32-bit seed (mulberry32, public domain). */
export function createChance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** A whole number from `least` to `most`, both included. */
    between: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (items) => items[Math.floor(next() * items.length)],
    happens: (share) => next() < share,
    /** One of `items`, each as likely as its `weight` says. */
    weighted: (items) => {
      let rest = next() * items.reduce((sum, item) => sum + item.weight, 0);
      for (const item of items) {
        rest -= item.weight;
        if (rest < 0) return item;
      }
      return items[items.length - 1];
    },
    hex: (length) =>
      Array.from({ length }, () => "0123456789abcdef"[Math.floor(next() * 16)]).join(""),
    letters: (length) =>
      Array.from({ length }, () => LETTERS[Math.floor(next() * LETTERS.length)]).join(""),
  };
}

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

/** A version 4 UUID. */
export function uuid(chance) {
  const hex = `${chance.hex(12)}4${chance.hex(3)}${chance.pick(["8", "9", "a", "b"])}${chance.hex(15)}`;
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
