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
  const bytes = encoder.encode(line);
  let done = "";
  let current = "";
  bytes.forEach((byte, index) => {
    // A blank at the end of a line is lost on the way.
    const isLastBlank = isBlank(byte) && index === bytes.length - 1;
    let token = isLastBlank ? hexByte(byte) : (TOKENS[byte] ?? "");
    if (current.length + token.length > BODY_LINE) {
      done += `${current}=\n`;
      current = "";
    }
    // A dot or `From ` at the beginning of a line is changed by programs on the way.
    if (current === "" && (token === "." || (token === "F" && index === 0))) token = hexByte(byte);
    current += token;
  });
  return done + current;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09;
}

function hexByte(byte: number): string {
  return `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;
}

/** What may not be torn apart, for each byte: itself, or its number. */
const TOKENS: readonly string[] = Array.from({ length: 256 }, (_, byte) => {
  const isPlain = (byte > 0x20 && byte < 0x7f && byte !== 0x3d) || isBlank(byte);
  return isPlain ? String.fromCharCode(byte) : hexByte(byte);
});
