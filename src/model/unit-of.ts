/** 0 to 1 from a text (FNV-1a): chance that is the same on every reading. */
export function unitOf(text: string): number {
  let hash = 0x811c9dc5;
  for (const letter of text) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash / 0xffffffff;
}
