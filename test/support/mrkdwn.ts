/** What Slack makes of a message, as far as it is about markup. */
export interface Mrkdwn {
  /** Texts in code, decoded. */
  readonly code: string[];
  /** Texts outside of code, decoded, without the signs that make them bold or italic. */
  readonly plain: string[];
  readonly bold: string[];
  readonly italic: string[];
  readonly strike: string[];
  readonly quotes: string[];
  readonly emoji: string[];
  /** `<…>`: links, mentions, channels. */
  readonly angles: string[];
  /** `@name`, which a message that is pasted turns into a mention. */
  readonly mentions: string[];
  /** What looks like an address outside of code, and so becomes a link. */
  readonly links: string[];
}

/**
 * Reads mrkdwn by what Slack documents: code first, in which nothing else counts; then angle
 * brackets; then bold, italic and strike between signs that stand at the edges of words.
 */
export function readMrkdwn(text: string): Mrkdwn {
  const code: string[] = [];
  const outside = text.replace(
    /```\n?([\s\S]*?)```|`([^`\n]+)`/g,
    (_, block?: string, span?: string) => {
      code.push(decode(block ?? span ?? ""));
      return "\u0001";
    },
  );
  const between = (sign: string) =>
    found(
      outside,
      new RegExp(
        `(?<![\\w${sign}])\\${sign}(?!\\s)([^\\n${sign}]+?)(?<!\\s)\\${sign}(?![\\w${sign}])`,
        "g",
      ),
    );
  return {
    code,
    plain: outside.split("\u0001").map((part) => decode(part.replace(/[*_~]/g, ""))),
    bold: between("*"),
    italic: between("_"),
    strike: between("~"),
    quotes: found(outside, /^(?:&gt;|>)(.*)$/gm),
    emoji: found(outside, /:([a-z][\w+'-]*):/g),
    angles: found(text, /<([^<>]*)>?/g),
    mentions: found(outside, /(?<!\[)@([\p{L}\p{N}_][\p{L}\p{N}_.-]*)/gu),
    links: found(outside, /((?:https?:\/\/|www\.)\S+)/g),
  };
}

/** Ampersands that are no entity of Slack's. */
export function bareAmpersands(text: string): string[] {
  return found(text, /(&(?!amp;|lt;|gt;).{0,20})/g);
}

function found(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

function decode(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
