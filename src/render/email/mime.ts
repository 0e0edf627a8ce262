/** A header's name and its text, not encoded. */
export type Header = readonly [name: string, text: string];

/** Characters of a line, RFC 5322; of quoted-printable, RFC 2045. */
const HEADER_LINE = 76;
const BODY_LINE = 75;

/** Bytes of a text that one encoded word holds: base64 of them, its frame and `Subject: ` are 76 characters. */
const WORD_BYTES = 39;

const encoder = new TextEncoder();

/**
 * A message of two alternatives, the plain one first, in ASCII and lines ended by LF (as files
 * have them; who sends it makes CR LF of each). No header can begin another line of its own.
 */
export function mimeMessage(
  headers: readonly Header[],
  body: { readonly text: string; readonly html: string; readonly boundary: string },
): string {
  const { text, html, boundary } = body;
  return [
    ...headers.map(headerLines),
    "MIME-Version: 1.0",
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    "",
    ...part(boundary, "plain", text),
    ...part(boundary, "html", html),
    `--${boundary}--`,
    "",
  ].join("\n");
}

function part(boundary: string, type: "plain" | "html", content: string): string[] {
  return [
    `--${boundary}`,
    `Content-Type: text/${type}; charset=utf-8`,
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(content),
  ];
}

/** Folded at spaces; text beyond ASCII as encoded words (RFC 2047). */
function headerLines([name, text]: Header): string {
  const clean = text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  const isPlain = /^[ -~]*$/.test(clean) && !clean.includes("=?");
  const words = isPlain ? clean.split(" ") : encodedWords(clean);
  const lines = [`${name}:`];
  for (const word of words) {
    const line = lines.at(-1) ?? "";
    if (line.length + 1 + word.length > HEADER_LINE && line.includes(" ")) lines.push(` ${word}`);
    else lines[lines.length - 1] = `${line} ${word}`;
  }
  return lines.join("\n");
}

/** Never cut within a character: each word is decoded by itself. */
function encodedWords(text: string): string[] {
  const words: string[] = [];
  let waiting = "";
  for (const character of text) {
    if (encoder.encode(waiting + character).length > WORD_BYTES) {
      words.push(waiting);
      waiting = "";
    }
    waiting += character;
  }
  return [...words, waiting].map((word) => `=?utf-8?B?${base64(word)}?=`);
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...encoder.encode(text)));
}

/** RFC 2045: bytes beyond ASCII and `=` as `=E2`, no line longer than 76, none ended by a blank. */
export function quotedPrintable(text: string): string {
  return text.split("\n").map(quotedLine).join("\n");
}

function quotedLine(line: string): string {
  // A blank at the end of a line is lost on the way.
  const text = line.replaceAll("=", "=3D").replace(/[^\t -~]+|[\t ]$/g, quoted);
  const lines: string[] = [];
  let start = 0;
  do {
    const sign = text.charAt(start);
    // A dot or `From ` at the beginning of a line is changed by programs on the way.
    const first = sign === "." || text.startsWith("From ", start) ? quoted(sign) : sign;
    const end = wholeTokens(text, start + BODY_LINE + 1 - first.length);
    lines.push(first + text.slice(start + 1, end));
    start = end;
  } while (start < text.length);
  return lines.join("=\n");
}

/** The last place up to `end` that does not stand within an `=E2`. */
function wholeTokens(text: string, end: number): number {
  const at = text.lastIndexOf("=", end - 1);
  return end < text.length && at > end - 3 ? at : end;
}

function quoted(text: string): string {
  return Buffer.from(text).toString("hex").toUpperCase().replace(/../g, "=$&");
}
