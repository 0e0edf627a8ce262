import { isSecretName, SECRET_SHAPES, type SecretShape } from "./secret-shapes.ts";

/** What stands in the place of a secret. */
export const MASK = "[redacted]";
/** Secrets are shorter; a private key is masked up to the cut. */
const LONGEST_WORD = 512;

/**
 * The text with everything that looks like a secret masked: keys of vendors, bearer headers,
 * passwords in URLs, assignments and flags, private key blocks, tokens. Redact before truncating,
 * else the first half of a secret stays. Time is linear in the text.
 */
export function redact(text: string): string {
  const lower = text.toLowerCase();
  let result = text;
  for (const shape of SECRET_SHAPES) {
    const searched = shape.anyCase === true ? lower : text;
    if (shape.anchors.some((anchor) => searched.includes(anchor))) {
      result = result.replace(expressionOf(shape), shape.replace);
    }
  }
  return result;
}

/**
 * A JSON value with every text redacted, and the texts under names such as `password` masked
 * whole. Texts are cut to `maxChars` first: for previews that keep far less.
 */
export function redactValue(value: unknown, maxChars: number): unknown {
  if (typeof value === "string") return redactBeginning(value, maxChars);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, maxChars));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => {
      return [redact(name), isSecretName(name) ? masked(item) : redactValue(item, maxChars)];
    }),
  );
}

/**
 * The redacted beginning of a text. What the cut left of a longer word is dropped: the first half
 * of a secret looks like none.
 */
export function redactBeginning(text: string, maxChars: number): string {
  if (text.length <= maxChars) return redact(text);
  const end = text.slice(maxChars - LONGEST_WORD, maxChars).search(/\S*$/);
  return redact(text.slice(0, maxChars - LONGEST_WORD + end));
}

/** What stands under a secret's name. A plain number counts something: `max_tokens`. */
function masked(value: unknown): unknown {
  if (typeof value === "string") return value === "" ? "" : MASK;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [redact(name), masked(item)]),
  );
}

// A process sees few shapes, and a replay sees those few thousands of times.
const compiled = new Map<SecretShape, RegExp>();

function expressionOf(shape: SecretShape): RegExp {
  const known = compiled.get(shape);
  if (known !== undefined) return known;
  const made = new RegExp(shape.pattern, shape.anyCase === true ? "gi" : "g");
  compiled.set(shape, made);
  return made;
}
