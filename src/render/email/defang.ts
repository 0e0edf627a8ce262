import { replaceDomains } from "../domains.ts";

const ADDRESS = /(?<![\d.])(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)/g;

/**
 * Text from the log in which no mail program finds a link: `hxxps://evil[.]example`,
 * `root[@]evil[.]example`. Names of files stay as they are where they cannot be a domain.
 */
export function defang(text: string): string {
  // Most texts have nothing of it, and these expressions take longer to read than to run.
  if (!/[.:@]/.test(text)) return text;
  const schemeless = text.includes(":") ? withoutSchemes(text) : text;
  const harmless = (schemeless.includes("@") ? withoutMail(schemeless) : schemeless)
    .replace(/\bwww\./gi, "www[.]")
    .replace(ADDRESS, "$1[.]$2[.]$3[.]$4");
  return replaceDomains(harmless, (labels, ending) => `${labels.replaceAll(".", "[.]")}${ending}`);
}

function withoutSchemes(text: string): string {
  return text
    .replace(
      /(?<![a-z0-9+.-])([a-z][a-z0-9+.-]{0,30}):\/\//gi,
      (_, scheme: string) => `${mangled(scheme)}://`,
    )
    .replace(/\b(mailto|tel|javascript|data|callto|sms):/gi, "$1[:]");
}

function withoutMail(text: string): string {
  return text.replace(/(?<=[^\s[])@(?=[\p{L}\p{N}])/gu, "[@]");
}

/** `hxxps`, `fxp`: what no program opens, and a person still reads. */
function mangled(scheme: string): string {
  if (/^https?$/i.test(scheme)) return scheme.replace(/tt/i, "xx");
  return scheme.length > 1 ? `${scheme.slice(0, 1)}x${scheme.slice(2)}` : `${scheme}x`;
}
