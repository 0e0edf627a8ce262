/** One shape that secrets have. */
export interface SecretShape {
  /** The pattern is tried only where one of these occurs; lower case where `anyCase`. */
  readonly anchors: readonly string[];
  readonly anyCase?: true;
  /**
   * Source of an expression. Every repetition is bounded or cannot overlap its neighbour, so that
   * the scan is linear. A text, because the hook compiles only those whose anchor occurs.
   */
  readonly pattern: string;
  readonly replace: string;
}

const MASK = "[redacted]";

/** Keys that say by their prefix whose they are. Each needs no more context than itself. */
const VENDORS: readonly (readonly [anchor: string, body: string])[] = [
  ["AKIA", "AKIA[A-Z0-9]{12,}"],
  ["ASIA", "ASIA[A-Z0-9]{12,}"],
  ["ABIA", "ABIA[A-Z0-9]{12,}"],
  ["ACCA", "ACCA[A-Z0-9]{12,}"],
  ["AGPA", "A(?:GPA|IDA|ROA|IPA|NPA|NVA)[A-Z0-9]{16}"],
  ["ghp_", "ghp_[A-Za-z0-9]{16,}"],
  ["gho_", "gho_[A-Za-z0-9]{16,}"],
  ["ghu_", "ghu_[A-Za-z0-9]{16,}"],
  ["ghs_", "ghs_[A-Za-z0-9._-]{16,}"],
  ["ghr_", "ghr_[A-Za-z0-9]{16,}"],
  ["github_pat_", "github_pat_\\w{16,}"],
  ["glpat-", "glpat-[\\w.-]{12,}"],
  ["gl", "gl(?:cbt|dt|ft|imt|oas|ptt|rt|soat|agent)-[\\w.-]{12,}"],
  ["xox", "xox[a-z](?:\\.xox[a-z])?-[A-Za-z0-9-]{8,}"],
  ["xapp-", "xapp-[A-Za-z0-9-]{8,}"],
  ["hooks.slack.com/", "hooks\\.slack\\.com/(?:services|workflows|triggers)/[\\w/-]{8,}"],
  ["discord", "discord(?:app)?\\.com/api/webhooks/\\d+/[\\w-]{8,}"],
  ["sk-", "sk-[\\w-]{16,}"],
  ["sk_", "sk_(?:live|test|prod)?_?\\w{12,}"],
  ["rk_", "rk_(?:live|test)_\\w{8,}"],
  ["whsec_", "whsec_[\\w+/=]{8,}"],
  ["AIza", "AIza[\\w-]{20,}"],
  ["ya29.", "ya29\\.[\\w-]{16,}"],
  ["GOCSPX-", "GOCSPX-[\\w-]{12,}"],
  ["npm_", "npm_[A-Za-z0-9]{20,}"],
  ["pypi-", "pypi-[\\w-]{20,}"],
  ["rubygems_", "rubygems_[a-f0-9]{20,}"],
  ["SG.", "SG\\.[\\w-]{12,}\\.[\\w-]{12,}"],
  ["hf_", "hf_[A-Za-z0-9]{20,}"],
  ["_v1_", "do[opr]_v1_[a-f0-9]{20,}"],
  ["dckr_", "dckr_(?:pat|oat)_[\\w-]{12,}"],
  ["shp", "shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{16,}"],
  ["lin_", "lin_(?:api|oauth)_\\w{16,}"],
  ["ntn_", "ntn_\\w{20,}"],
  ["secret_", "secret_[A-Za-z0-9]{24,}"],
  ["figd_", "fig[a-z]_[\\w-]{16,}"],
  ["figo_", "figo_[\\w-]{16,}"],
  ["dapi", "dapi[a-f0-9]{24,}"],
  ["hvs.", "hv[sbr]\\.[\\w-]{16,}"],
  ["sbp_", "sbp_[a-f0-9]{20,}"],
  ["sb_secret_", "sb_secret_[\\w-]{12,}"],
  ["glsa_", "glsa_\\w{16,}"],
  ["glc_", "glc_[\\w+/=]{20,}"],
  ["ops_eyJ", "ops_eyJ[\\w-]{20,}"],
  ["A3-", "A3-[A-Z0-9]{6}-[A-Z0-9-]{10,}"],
  ["AGE-SECRET-KEY-", "AGE-SECRET-KEY-1[A-Z0-9]{20,}"],
  ["gsk_", "gsk_[A-Za-z0-9]{20,}"],
  ["pplx-", "pplx-[A-Za-z0-9]{20,}"],
  ["r8_", "r8_[A-Za-z0-9]{20,}"],
  ["xai-", "xai-[A-Za-z0-9]{20,}"],
  ["tvly-", "tvly-[\\w-]{16,}"],
  ["key-", "key-[0-9a-f]{32}"],
  ["-us", "[0-9a-f]{32}-us\\d{1,2}"],
  [":AA", "\\d{8,10}:AA[\\w-]{30,}"],
  ["SK", "SK[0-9a-f]{32}"],
  ["EAA", "EAA[A-Za-z0-9]{30,}"],
  ["sq0", "sq0(?:atp|csp)-[\\w-]{16,}"],
  ["PMAK-", "PMAK-[a-f0-9-]{20,}"],
  ["phc_", "ph[cx]_\\w{20,}"],
  ["nfp_", "nfp_\\w{20,}"],
  ["fo1_", "fo1_[\\w-]{20,}"],
  ["FlyV1", "FlyV1 fm\\d[\\w+/=,-]{16,}"],
  ["tskey-", "tskey-[\\w-]{12,}"],
  ["pat-", "pat-(?:na|eu)\\d-[a-f0-9-]{20,}"],
  ["ATATT", "ATATT3[\\w=-]{20,}"],
  ["sntrys_", "sntrys_[\\w+/=-]{20,}"],
  ["eyJ", "eyJ[\\w-]{8,}\\.[\\w-]{4,}(?:\\.[\\w-]*)*"],
];

const vendorShapes = VENDORS.map(
  ([anchor, body]): SecretShape => ({
    anchors: [anchor],
    pattern: `(?<![A-Za-z0-9])${body}`,
    replace: MASK,
  }),
);

const WORDS = [
  "password",
  "passwd",
  "passphrase",
  "passcode",
  "mysql_pwd",
  "secret",
  "token",
  "api[_-]?key",
  "access[_-]?key",
  "account[_-]?key",
  "private[_-]?key",
  "encryption[_-]?key",
  "signing[_-]?key",
  "master[_-]?key",
  "auth[_-]?key",
  "shared[_-]?key",
  "credential",
  "connection[_-]?string",
];
const NAMED = `(?:${WORDS.join("|")})`;
const anchors = ["pass", "pwd", "secret", "token", "key", "credential", "connection"];
/** A value in quotes (perhaps cut before its end), or up to the next blank or separator. */
const QUOTED = String.raw`\\"(?:[^"\\\n]|\\[^"\n])*(?:\\")?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?`;
const BARE = `[^\\s"'&;|)}\\],]+`;
/** A reference is no secret: `$DB_PASSWORD`, `\${{ secrets.X }}`, `<your-token>`. */
const NOT_REFERENCE = `(?!\\[redacted\\]|["']?(?:\\$[A-Z_{(]|<[a-z]|process\\.|os\\.))`;

const namedShapes: readonly SecretShape[] = [
  {
    // PGPASSWORD=x, api_key="x", token := 'x'; nearly: tokenCount > 3
    anchors,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}(?:=|\\s{1,3}:?=\\s{0,3}(?=["'\\\\])))${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
    replace: `$1${MASK}`,
  },
  {
    // "password": "x", X-Api-Key: 8chars0n; nearly: token: string
    anchors,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}\\\\?["']?\\s{0,3}:\\s{0,3})${NOT_REFERENCE}(?:${QUOTED}|(?=\\D{0,64}\\d)[^\\s"',;{}()[\\]]{8,})`,
    replace: `$1${MASK}`,
  },
  {
    // --password x, --api-key=x; nearly: --token-file path
    anchors,
    anyCase: true,
    pattern: `(--?[\\w-]{0,30}${NAMED}(?!\\w{0,10}-(?:file|path|stdin|env|name|type|id)\\b)[\\w-]{0,20}(?:\\s{1,3}|=))(?!-)${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
    replace: `$1${MASK}`,
  },
];

const contextShapes: readonly SecretShape[] = [
  {
    // A block that was cut has no end: all that follows is masked.
    anchors: ["PRIVATE KEY"],
    pattern: String.raw`-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY[A-Z ]{0,10}-----(?:(?!-----END)[\s\S])*(?:-----END [^-]{0,60}-----)?`,
    replace: MASK,
  },
  {
    // Authorization: Bearer x, authorization=Basic x
    anchors: ["authorization"],
    anyCase: true,
    pattern: String.raw`(authorization\\?["']?\s{0,3}[:=]\s{0,3}\\?["']?)(?!(?:\w{1,20}\s{1,3})?(?:\$[A-Z_{(]|\[redacted))((?:(?:bearer|basic|token|digest|apikey)\s{1,3})?)[^\s"'\\,;$]+`,
    replace: `$1$2${MASK}`,
  },
  {
    // Bearer abc123…; nearly: bearer authentication
    anchors: ["bearer"],
    anyCase: true,
    pattern: String.raw`(bearer\s{1,3})(?=[A-Za-z._~+/=-]{0,64}\d)[\w.~+/=-]{12,}`,
    replace: `$1${MASK}`,
  },
  {
    // postgres://user:x@host; nearly: http://host:8080/a@b
    anchors: ["://"],
    pattern: String.raw`(://[^\s/:@'"]{0,100}:)(?!\$[A-Z_{(])[^\s/@'"]{1,500}(?=@)`,
    replace: `$1${MASK}`,
  },
  {
    // https://TOKEN@host
    anchors: ["://"],
    pattern: String.raw`(://)[\w.~%+-]{20,500}(?=@)`,
    replace: `$1${MASK}`,
  },
  {
    // curl -u user:x; nearly: docker run -u 1000:1000
    anchors: ["-u", "--user", "--proxy-user"],
    pattern: String.raw`(\s(?:-u|--user|--proxy-user)(?:\s{1,3}|=)?["']?(?!\d+:\d)[^\s:"'/]{1,100}:)(?!\$[A-Z_{(])[^\s"']+`,
    replace: `$1${MASK}`,
  },
  {
    // mysql -psecret
    anchors: ["mysql", "mariadb"],
    pattern: String.raw`(\b(?:mysql\w{0,8}|mariadb[\w-]{0,8})\b[^\n|;&]{0,200}?\s-p)(?!\$)[^\s"';|&]+`,
    replace: `$1${MASK}`,
  },
  {
    // sshpass -p x, redis-cli -a x
    anchors: ["sshpass", "redis-cli"],
    pattern: String.raw`(\b(?:sshpass\s{1,3}-p|redis-cli\b[^\n|;&]{0,100}?\s-a)\s{0,3}["']?)(?!\$)[^\s"']+`,
    replace: `$1${MASK}`,
  },
  {
    // openssl -passin pass:x
    anchors: ["pass:"],
    pattern: String.raw`(\bpass:)(?!\$)[^\s"']+`,
    replace: `$1${MASK}`,
  },
  {
    // netrc: login x password y
    anchors: ["login"],
    pattern: String.raw`(\blogin\s{1,5}\S{1,100}\s{1,5}password\s{1,5})\S+`,
    replace: `$1${MASK}`,
  },
  {
    // Azure: …;AccountKey=x, SharedAccessSignature …sig=x
    anchors: ["sig="],
    pattern: String.raw`([?&]sig=)[^\s"'&]+`,
    replace: `$1${MASK}`,
  },
];

/** Every shape, in the order in which they are masked. */
export const SECRET_SHAPES: readonly SecretShape[] = [
  ...contextShapes,
  ...vendorShapes,
  ...namedShapes,
];

/** Whether a field of this name holds a secret: `password`, `apiKey`, `client_secret`. */
export function isSecretName(name: string): boolean {
  if (name.length > 80) return false;
  const lower = name.toLowerCase();
  // Compiled only for names that may be.
  return anchors.some((anchor) => lower.includes(anchor)) && new RegExp(`${NAMED}s?$`).test(lower);
}
