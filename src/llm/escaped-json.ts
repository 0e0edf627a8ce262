/** What JSON leaves as it is and a reader may take for a mark, a line end or nothing at all. */
const ESCAPED = /[<>&`\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu;

/** A value as JSON on one line, in which markup and invisible characters are `\uXXXX`. */
export function escapedJson(value: unknown): string {
  return JSON.stringify(value).replace(ESCAPED, codes);
}

/**
 * As much of a text as fits into so many bytes as the inside of a JSON string, from its beginning
 * or its end, never half a character; and how many characters of it that is.
 */
export function cutEscaped(
  text: string,
  maxBytes: number,
  from: "beginning" | "end",
): { readonly text: string; readonly taken: number } {
  // One character takes at least one byte: more is not looked at.
  const near = from === "beginning" ? text.slice(0, maxBytes + 1) : text.slice(-maxBytes - 1);
  const characters = from === "beginning" ? [...near] : [...near].reverse();
  const parts: string[] = [];
  let bytes = 0;
  let taken = 0;
  for (const character of characters) {
    const part = escapedJson(character).slice(1, -1);
    bytes += Buffer.byteLength(part);
    if (bytes > maxBytes) break;
    parts.push(part);
    taken += character.length;
  }
  return { text: (from === "beginning" ? parts : parts.reverse()).join(""), taken };
}

function codes(found: string): string {
  return Array.from(
    { length: found.length },
    (_, at) => `\\u${found.charCodeAt(at).toString(16).padStart(4, "0")}`,
  ).join("");
}
