const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * Makes ids that sort by time: 48 bits of milliseconds, 80 random bits, in Crockford's base 32.
 * Within one maker they rise even in the same millisecond. Our own: the package for it is larger
 * than the hook may be.
 */
export function ulidMaker(now: () => number, random: (bytes: number) => Uint8Array): () => string {
  let lastMs = -1;
  let lastRandom = 0n;
  return () => {
    const ms = Math.max(now(), lastMs);
    lastRandom = ms === lastMs ? (lastRandom + 1n) & ((1n << 80n) - 1n) : toBigInt(random(10));
    lastMs = ms;
    return base32(BigInt(ms), 10) + base32(lastRandom, 16);
  };
}

function toBigInt(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
}

function base32(value: bigint, length: number): string {
  let text = "";
  for (let rest = value; text.length < length; rest >>= 5n)
    text = ALPHABET[Number(rest & 31n)] + text;
  return text;
}
