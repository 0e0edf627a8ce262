const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RANDOM_DIGITS = 16;

/**
 * Makes ids that sort by time: 48 bits of milliseconds, 80 random bits, in Crockford's base 32.
 * Within one maker they rise even in the same millisecond. `random` gives numbers from 0 to below
 * 1. Our own: the package for it is larger than the hook may be.
 */
export function ulidMaker(now: () => number, random: () => number): () => string {
  let lastMs = -1;
  let digits: readonly number[] = [];
  return () => {
    const ms = Math.max(now(), lastMs);
    digits = ms === lastMs ? next(digits) : randomDigits(random);
    lastMs = ms;
    let text = "";
    for (let rest = ms; text.length < 10; rest = Math.floor(rest / 32)) {
      text = ALPHABET.charAt(rest % 32) + text;
    }
    for (const digit of digits) text += ALPHABET.charAt(digit);
    return text;
  };
}

function randomDigits(random: () => number): number[] {
  const digits: number[] = [];
  while (digits.length < RANDOM_DIGITS) digits.push(Math.floor(random() * 32));
  return digits;
}

/** One more, by its last digits; after the last number of all comes the first. */
function next(digits: readonly number[]): number[] {
  const risen = [...digits];
  for (let at = risen.length - 1; at >= 0; at--) {
    const digit = ((risen[at] ?? 0) + 1) % 32;
    risen[at] = digit;
    if (digit > 0) break;
  }
  return risen;
}
