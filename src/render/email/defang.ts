/** Endings of names that are no domain, though they look like one: `settings.json`, `index.ts`. */
const TWO_LETTER_FILES = ["ts", "js", "db", "gz", "xz", "go", "hs", "ex", "kt"];

/** Generic endings that phishing lives on; country codes are told by their two letters. */
const GENERIC =
  "com|net|org|info|biz|dev|app|xyz|top|site|online|shop|club|tech|link|click|zip|mov|cloud|page|blog|live|pro|store|space|website|fun|icu|vip|work|life|world|today|news|agency|email|host|press|run|example|local|onion|test|internal|edu|gov|mil|int|arpa|name|mobi|tel|jobs|cat|asia|bank|game|games|download|stream|win|bid|loan|men|date|party|review|trade|webcam|science|support|help|chat|social|media|digital|network|systems|solutions|services|company|group|team|center|zone|tools|software|codes|wiki|security";

const DOMAIN = new RegExp(
  `(?<![\\p{L}\\p{N}_.@-])((?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+)(${GENERIC}|[a-z]{2}|xn--[a-z0-9-]+|[^\\p{ASCII}]{2,})(?![\\w-]|\\.\\w)`,
  "giu",
);

const ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/g;

/**
 * Text from the log in which no mail program finds a link: `hxxps://evil[.]example`,
 * `root[@]evil[.]example`. Names of files stay as they are where they cannot be a domain.
 */
export function defang(text: string): string {
  return text
    .replace(
      /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}):\/\//gi,
      (_, scheme: string) => `${mangled(scheme)}://`,
    )
    .replace(/\b(mailto|tel|javascript|data|callto|sms):/gi, "$1[:]")
    .replace(/(?<=[^\s[])@(?=[\p{L}\p{N}])/gu, "[@]")
    .replace(/\bwww\./gi, "www[.]")
    .replace(ADDRESS, "$1[.]$2[.]$3[.]$4")
    .replace(DOMAIN, (whole, labels: string, ending: string) =>
      TWO_LETTER_FILES.includes(ending.toLowerCase())
        ? whole
        : `${labels.replaceAll(".", "[.]")}${ending}`,
    );
}

/** `hxxps`, `fxp`: what no program opens, and a person still reads. */
function mangled(scheme: string): string {
  if (/^https?$/i.test(scheme)) return scheme.replace(/tt/i, "xx");
  return scheme.length > 1 ? `${scheme.slice(0, 1)}x${scheme.slice(2)}` : `${scheme}x`;
}
