import { pick } from "./seeded.ts";

/** A made-up secret, as it stands in a text. */
export interface Secret {
  /** Whose it is, or how it is written. */
  readonly shape: string;
  readonly text: string;
  /** The part of the text that nobody may read: what tells the vendor is no secret. */
  readonly hidden: string;
  /** How many characters of it in a row would be a leak. */
  readonly tells: number;
}

/**
 * A random key has at least 16 characters: seven of them leave 62^9 keys to try. A password is
 * shorter and half of it helps to guess the rest; six characters do not meet in a line by chance.
 */
export const TELLS = { key: 8, password: 6 };

export type Random = () => number;

const LOWER = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const ALNUM = `${LOWER}${LOWER.toUpperCase()}${DIGITS}`;
export const HEX = `${DIGITS}abcdef`;
const UPPER = `${LOWER.toUpperCase()}${DIGITS}`;
const URL_SAFE = `${ALNUM}-_`;
export const BASE64 = `${ALNUM}+/`;

/** So many random characters of an alphabet; letters and digits where it is not named. */
export function letters(random: Random, count: number, alphabet = ALNUM): string {
  let text = "";
  while (text.length < count) text += alphabet[Math.floor(random() * alphabet.length)];
  return text;
}

/** What stands before the hidden part, the hidden part, and what follows. */
type Pieces = readonly [before: string, hidden: string, after?: string];

/**
 * Every vendor's shape that secretlint 12 knows, by its rule. Prefixes are assembled, so that no
 * scanner takes this file for a leak.
 */
const OF_SECRETLINT: Readonly<Record<string, (random: Random) => Pieces>> = {
  "aws key id": (r) => [
    pick(r, "AKIA AGPA AIDA AROA AIPA ANPA ANVA ASIA A3TX".split(" ")),
    letters(r, 16, UPPER),
  ],
  "aws secret key": (r) => [
    pick(r, ["AWS_SECRET_ACCESS_KEY=", "aws_secret_access_key = ", "SecretAccessKey: "]),
    `${letters(r, 39, BASE64)}a`,
  ],
  "aws account id": (r) => [
    pick(r, ["aws_account_id=", "AWS_ACCOUNT_ID: ", "AccountId: "]),
    letters(r, 12, DIGITS),
  ],
  "npm token": (r) => ["npm" + "_", letters(r, 36)],
  "npmrc token": (r) => ["//registry.npmjs.org/:_authToken=", letters(r, 36)],
  "npm x-oauth-basic": (r) => ["https://", letters(r, 40, HEX), ":x-oauth-basic@github.com/a/b"],
  "slack token": (r) => [
    `${pick(r, ["xoxb", "xoxp", "xoxa", "xoxo", "xoxr"])}-${letters(r, 12, DIGITS)}-`,
    letters(r, 24),
  ],
  "slack app token": (r) => [
    `${"xapp"}-1-A${letters(r, 10, UPPER)}-${letters(r, 12, DIGITS)}-`,
    letters(r, 40, HEX),
  ],
  "slack webhook": (r) => [
    `https://hooks.${"slack"}.com/services/T${letters(r, 8, UPPER)}/B${letters(r, 8, UPPER)}/`,
    letters(r, 24),
  ],
  "basic auth": (r) => [
    `${pick(r, ["https", "ftp"])}://deploy:`,
    letters(r, 16, URL_SAFE),
    "@files.acme.dev",
  ],
  openai: (r) => ["sk" + "-", `${letters(r, 20)}T3Blbk${"FJ"}${letters(r, 20)}`],
  "openai project": (r) => [
    `sk-${pick(r, ["proj", "svcacct", "admin"])}-`,
    `${letters(r, 74, URL_SAFE)}T3Blbk${"FJ"}${letters(r, 73, URL_SAFE)}a`,
  ],
  anthropic: (r) => ["sk-" + "ant-api03-", `${letters(r, 93, URL_SAFE)}AA`],
  groq: (r) => ["gsk" + "_", letters(r, 52)],
  "hugging face": (r) => ["hf" + "_", letters(r, 34, `${LOWER}${LOWER.toUpperCase()}`)],
  linear: (r) => ["lin_" + "api_", letters(r, 40)],
  notion: (r) => ["ntn" + "_", `${letters(r, 11, DIGITS)}${letters(r, 35)}`],
  sendgrid: (r) => [`${"SG"}.${letters(r, 22)}.`, letters(r, 43)],
  shopify: (r) => [`${pick(r, ["shppa", "shpca", "shpat", "shpss"])}_`, letters(r, 32)],
  github: (r) => [`${pick(r, ["ghp", "gho", "ghu", "ghs", "ghr"])}_`, letters(r, 36)],
  "github fine-grained": (r) => ["github" + "_pat_", `${letters(r, 22)}_${letters(r, 59)}`],
  gitlab: (r) => ["gl" + "pat-", letters(r, 20, URL_SAFE)],
  "grafana cloud": (r) => ["glc" + "_eyJ", letters(r, 80, BASE64)],
  "grafana account": (r) => ["glsa" + "_", `${letters(r, 32)}_${letters(r, 8, HEX)}`],
  "1password": (r) => ["ops" + "_", btoa(onePassword(r))],
  "database url": (r) => [
    `${pick(r, ["mongodb", "mongodb+srv", "mysql", "jdbc:mysql", "postgres", "postgresql"])}://app:`,
    letters(r, 18),
    "@db.acme.dev:5432/shop?ssl=1",
  ],
  vault: (r) => [`${pick(r, ["hvs", "hvr"])}.`, letters(r, 95, URL_SAFE)],
  "vault batch": (r) => ["hvb" + ".", letters(r, 150, URL_SAFE)],
  vercel: (r) => [`${pick(r, ["vcp", "vci", "vca", "vcr", "vck"])}_`, letters(r, 24)],
  databricks: (r) => ["da" + "pi", letters(r, 32, HEX), pick(r, ["", "-2"])],
  docker: (r) => ["dckr_" + "pat_", letters(r, 27, URL_SAFE)],
  figma: (r) => ["figd" + "_", letters(r, 43, URL_SAFE)],
};

/** The length makes the last character stand alone, as in theirs: "fQ==". */
function onePassword(random: Random): string {
  const secretKey = `A3-${letters(random, 60, UPPER)}`;
  return JSON.stringify({ muk: { k: letters(random, 42), kty: "oct" }, secretKey });
}

/** Vendors of our own table that secretlint does not know. */
const OF_OURS: Readonly<Record<string, (random: Random) => Pieces>> = {
  stripe: (r) => [`${pick(r, ["sk", "rk"])}_${pick(r, ["live", "test"])}_`, letters(r, 24)],
  "stripe webhook": (r) => ["wh" + "sec_", letters(r, 32)],
  google: (r) => ["AI" + "za", letters(r, 35, URL_SAFE)],
  "google oauth": (r) => ["GOC" + "SPX-", letters(r, 28, URL_SAFE)],
  "google token": (r) => ["ya29" + ".", letters(r, 80, URL_SAFE)],
  pypi: (r) => ["py" + "pi-AgEIcHlwaS5vcmc", letters(r, 80, URL_SAFE)],
  rubygems: (r) => ["ruby" + "gems_", letters(r, 48, HEX)],
  digitalocean: (r) => [`${pick(r, ["dop", "doo", "dor"])}_v1_`, letters(r, 64, HEX)],
  "gitlab runner": (r) => [
    `${pick(r, ["glrt", "gldt", "glcbt", "glptt"])}-`,
    letters(r, 20, URL_SAFE),
  ],
  "discord webhook": (r) => [
    `https://discord.com/api/webhooks/${letters(r, 18, DIGITS)}/`,
    letters(r, 68, URL_SAFE),
  ],
  "linear oauth": (r) => ["lin_" + "oauth_", letters(r, 40)],
  "notion of old": (r) => ["sec" + "ret_", letters(r, 43)],
  supabase: (r) => [pick(r, ["sbp" + "_", "sb_" + "secret_"]), letters(r, 40, HEX)],
  "1password key": (r) => [
    `A3-${letters(r, 6, UPPER)}-`,
    `${letters(r, 6, UPPER)}-${letters(r, 5, UPPER)}-${letters(r, 5, UPPER)}`,
  ],
  age: (r) => ["AGE-" + "SECRET-KEY-1", letters(r, 58, UPPER)],
  perplexity: (r) => ["pp" + "lx-", letters(r, 48)],
  replicate: (r) => ["r8" + "_", letters(r, 37)],
  xai: (r) => ["xa" + "i-", letters(r, 80)],
  tavily: (r) => ["tv" + "ly-", letters(r, 32)],
  mailgun: (r) => ["key" + "-", letters(r, 32, HEX)],
  mailchimp: (r) => ["", letters(r, 32, HEX), "-us12"],
  telegram: (r) => [`${letters(r, 9, "123456789")}:AA`, letters(r, 33, URL_SAFE)],
  twilio: (r) => ["S" + "K", letters(r, 32, HEX)],
  facebook: (r) => ["EA" + "A", letters(r, 100)],
  square: (r) => ["sq0" + "atp-", letters(r, 22, URL_SAFE)],
  postman: (r) => ["PM" + "AK-", `${letters(r, 24, HEX)}-${letters(r, 34, HEX)}`],
  posthog: (r) => [`${pick(r, ["phc", "phx"])}_`, letters(r, 43)],
  netlify: (r) => ["nf" + "p_", letters(r, 36)],
  fly: (r) => ["Fly" + "V1 fm2_", letters(r, 80, BASE64)],
  tailscale: (r) => ["tskey-" + "auth-", letters(r, 30)],
  hubspot: (r) => ["pat-" + "na1-", letters(r, 32, HEX)],
  atlassian: (r) => ["ATA" + "TT3", letters(r, 120, URL_SAFE)],
  sentry: (r) => ["sntr" + "ys_", letters(r, 80, BASE64)],
  jwt: (r) => [`${"eyJ"}hbGciOiJIUzI1NiJ9.eyJzdWIiOiIx${letters(r, 8)}.`, letters(r, 43, URL_SAFE)],
  "jwt payload": (r) => [
    `${"eyJ"}hbGciOiJSUzI1NiJ9.`,
    `eyJ${letters(r, 200, URL_SAFE)}`,
    `.${letters(r, 86, URL_SAFE)}`,
  ],
};

const VENDORS = { ...OF_SECRETLINT, ...OF_OURS };

export const ORACLE_SHAPES = Object.keys(OF_SECRETLINT);
export const VENDOR_SHAPES = Object.keys(VENDORS);

/** A valid secret of one of these shapes. */
export function vendorSecret(random: Random, shape: string): Secret {
  const [before, hidden, after = ""] = VENDORS[shape]?.(random) ?? ["", ""];
  return { shape, text: `${before}${hidden}${after}`, hidden, tells: TELLS.key };
}
