import { mayHoldSecret } from "./secret-anchors.ts";
import { isSecretName } from "./secret-names.ts";
import { type Span, secretSpans } from "./secret-spans.ts";

/** What stands in the place of a secret. */
export const MASK = "[redacted]";
/** Secrets are shorter; a private key is masked up to the cut. */
const LONGEST_WORD = 512;
/** How far behind a cut that may stand which tells that something before it is a secret. */
const READ_ON_CHARS = 2048;

/** Longer texts are not looked at before their parts. */
const LOOKED_AT_CHARS = 4096;

let clean = "";

/** Looks once at texts that are redacted one by one later: what is found clean costs nothing then. */
export function lookAt(texts: readonly string[]): void {
  const all = texts.join(" ");
  if (all.length <= LOOKED_AT_CHARS && !mayHoldSecret(all)) clean = all;
}

/**
 * The text with everything that looks like a secret masked: keys of vendors, bearer headers,
 * passwords in URLs, assignments and flags, private key blocks, tokens. Redact before truncating,
 * else the first half of a secret stays. Time is linear in the text.
 */
export function redact(text: string): string {
  if (clean.includes(text) || !mayHoldSecret(text)) return text;
  return withMasks(text, secretSpans(text));
}

function withMasks(text: string, spans: readonly Span[]): string {
  let [result, from] = ["", 0];
  for (const { start, end } of spans) {
    result += text.slice(from, start) + MASK;
    from = end;
  }
  return result + text.slice(from);
}

/**
 * A JSON value with every text redacted, and the texts under names such as `password` masked
 * whole. Texts are cut to `maxChars` first: for previews that keep far less. A list of texts is
 * redacted as one, because a secret may stand in the item after its option; it may get shorter.
 */
export function redactValue(value: unknown, maxChars: number): unknown {
  if (typeof value === "string") return redactBeginning(value, maxChars);
  if (Array.isArray(value)) {
    return value.length > 1 && value.every((item) => typeof item === "string")
      ? redactBeginning(value.join(BETWEEN), maxChars).split(BETWEEN)
      : value.map((item) => redactValue(item, maxChars));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(maskNamed(value)).map(([name, item]) => {
      return [redact(name), isSecretName(name) ? item : redactValue(item, maxChars)];
    }),
  );
}

/** White space that no text holds, to any shape. */
const BETWEEN = " \u2028";

/** The fields of an object, those masked whole whose names say that they hold secrets. */
export function maskNamed(fields: object): Record<string, unknown> {
  const entries = Object.entries(fields);
  // {"name": "DB_PASSWORD", "value": "x"}
  const isPair = entries.some(
    ([name, item]) =>
      (name === "name" || name === "key") && typeof item === "string" && isSecretName(item),
  );
  return Object.fromEntries(
    entries.map(([name, item]) => [
      name,
      isSecretName(name) || (isPair && name === "value") ? masked(item, name) : item,
    ]),
  );
}

/**
 * The redacted beginning of a text. What the cut left of a longer word is dropped: the first half
 * of a secret looks like none. It is read on behind the cut, where the other half may stand or
 * what tells that there was one: `echo x | sudo -S ls`.
 */
export function redactBeginning(text: string, maxChars: number): string {
  if (text.length <= maxChars) return redact(text);
  const from = Math.max(0, maxChars - LONGEST_WORD);
  const shown = from + text.slice(from, maxChars).search(/\S*$/);
  const read = text.slice(0, maxChars + READ_ON_CHARS);
  if (!mayHoldSecret(read)) return text.slice(0, shown);
  const before = secretSpans(read).filter(({ start }) => start < shown);
  return withMasks(read.slice(0, shown), before);
}

/** What stands under a secret's name. A small number counts something, and so do `max_tokens`. */
function masked(value: unknown, name: string): unknown {
  if (typeof value === "string") return value === "" ? "" : MASK;
  if (typeof value === "number") return value < 10_000 || name.endsWith("s") ? value : MASK;
  if (Array.isArray(value)) return value.map((item) => masked(item, name));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([inner, item]) => [redact(inner), masked(item, inner)]),
  );
}
