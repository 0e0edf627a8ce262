/** Endings of names that are no domain, though they look like one: `settings.json`, `index.ts`. */
const TWO_LETTER_FILES = ["ts", "js", "db", "gz", "xz", "go", "hs", "ex", "kt"];

/** Generic endings that phishing lives on; country codes are told by their two letters. */
const GENERIC =
  "com|net|org|info|biz|dev|app|xyz|top|site|online|shop|club|tech|link|click|zip|mov|cloud|page|blog|live|pro|store|space|website|fun|icu|vip|work|life|world|today|news|agency|email|host|press|run|example|local|onion|test|internal|edu|gov|mil|int|arpa|name|mobi|tel|jobs|cat|asia|bank|game|games|download|stream|win|bid|loan|men|date|party|review|trade|webcam|science|support|help|chat|social|media|digital|network|systems|solutions|services|company|group|team|center|zone|tools|software|codes|wiki|security|corp|lan|intranet|localdomain";

const ENDING = `(${GENERIC}|[a-z]{2}|xn--[a-z0-9-]+|[^\\x00-\\x7f]{2,})(?![\\w-]|\\.\\w)`;

/** Letters and digits of every script: to read these classes takes V8 longer than all else here. */
const DOMAIN = new RegExp(
  `(?<![\\p{L}\\p{N}_.@-])((?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+)${ENDING}`,
  "giu",
);

/** The same for text in ASCII, as nearly all is. */
const ASCII_DOMAIN = new RegExp(
  `(?<![a-z0-9_.@-])((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\\.)+)${ENDING}`,
  "gi",
);

/**
 * The text with each name of a domain replaced: `labels` is all of it but its ending, dots
 * included. Names of files stay where they cannot be a domain.
 */
export function replaceDomains(
  text: string,
  replace: (labels: string, ending: string) => string,
): string {
  if (!/\.[a-z\u0080-\uFFFF]/i.test(text)) return text;
  const pattern = /^[\0-\x7f]*$/.test(text) ? ASCII_DOMAIN : DOMAIN;
  return text.replace(pattern, (whole, labels: string, ending: string) =>
    TWO_LETTER_FILES.includes(ending.toLowerCase()) ? whole : replace(labels, ending),
  );
}
