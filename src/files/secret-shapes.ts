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
const QUOTED = String.raw`\\{2,8}"[^"\\\n]{0,2000}|\\"(?:[^"\\\n]|\\[^"\n])*(?:\\")?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?`;
/** An assignment's value in single quotes over a few lines. */
const LINES = String.raw`'[^'\n]{0,200}(?:\n[^'\n]{0,200}){1,3}'`;
const BARE = `[^\\s"'&;|)}\\],]+`;
/** A reference is no secret: `$DB_PASSWORD`, `\${{ secrets.X }}`, `<your-token>`. */
const NOT_REFERENCE = `(?!\\[redacted\\]|["']?(?:\\$[A-Z_{(]|<[a-z]|process\\.|os\\.))`;

const namedShapes: readonly SecretShape[] = [
  {
    // PGPASSWORD=x, api_key="x", token := 'x'; nearly: tokenCount > 3
    anchors,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}(?:=(?:\\\\\\n\\s{0,20}|(?!\\\\\\n))|\\s{1,3}:?=\\s{0,3}(?=["'\\\\])))${NOT_REFERENCE}(?:${LINES}|${QUOTED}|${BARE})`,
    replace: `$1${MASK}`,
  },
  {
    // token = abc123 in a settings file; nearly: token = read1(x), max_tokens = 200000
    anchors,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}\\s{1,3}=\\s{1,3})(?=\\S{0,64}\\d)(?=\\S{0,64}[a-z])[\\w+/=@#!%^*~-]{6,}(?![\\w(.[])`,
    replace: `$1${MASK}`,
  },
  {
    // DB_PASS=x, pw=x; nearly: PWD=/home/ana, bypass=yes
    anchors: ["pass=", "pwd=", "pw="],
    anyCase: true,
    pattern: `(?<![a-z])((?:[a-z]\\w{0,30}_)?(?:pass|pwd|pw)=)(?![/.~])${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
    replace: `$1${MASK}`,
  },
  {
    // npm config set //host/:_authToken x, set -x API_TOKEN x, setx PASSWORD x
    anchors,
    anyCase: true,
    pattern: `(\\b(?:setx|set\\s{1,3}-\\w{1,3}|config(?:ure)?\\s{1,3}set)\\s{1,3}\\S{0,100}${NAMED}[\\w-]{0,20}\\s{1,3})(?!-)${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
    replace: `$1${MASK}`,
  },
  {
    // "password": "x", X-Api-Key: 8chars0n; nearly: token: string
    anchors,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}\\\\{0,8}["']?\\s{0,3}:\\s{0,6})${NOT_REFERENCE}(?:${QUOTED}|(?=\\D{0,64}\\d)[^\\s"',;{}()[\\]]{8,})`,
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
    // curl -u user:x, http -a 'user:a b'; nearly: docker run -u 1000:1000
    anchors: ["-u", "--user", "--proxy-user", "-a ", "--auth"],
    pattern: String.raw`((?<![\w-])(?:-u|--user|--userpass|--proxy-user|-a|--auth)(?:\s{1,3}|=)?)(?:(["'])(?!\d+:\d)([^\s:"'/]{1,100}:)(?!\$[A-Z_{(])[^"'\n]+|(?!\d+:\d)([^\s:"'/]{1,100}:)(?!\$[A-Z_{(])[^\s"']+)`,
    replace: `$1$2$3$4${MASK}`,
  },
  {
    // mysql -psecret, mysqldump -p'a b'
    anchors: ["mysql", "mariadb", "7z"],
    pattern: String.raw`(\b(?:mysql\w{0,8}|mariadb[\w-]{0,8}|7za?)\b[^\n|;&]{0,200}?\s-p)(?!\$)(?:"[^"\n]*"?|'[^'\n]*'?|[^\s"';|&]+)`,
    replace: `$1${MASK}`,
  },
  {
    // sshpass -p x, redis-cli -a x, docker login -p x, mongosh -p x; nearly: docker run -p 80:80
    anchors: ["sshpass", "redis-cli", "login", "mongo", "ldap", "sqlcmd", "zip", "smbclient"],
    pattern: String.raw`(\b(?:sshpass\s{1,3}-p|redis-cli\b[^\n|;&]{0,100}?\s-a|login\b[^\n|;&]{0,200}?\s-p|mongo\w{0,8}\b[^\n|;&]{0,200}?\s-p|ldap\w{3,12}\b[^\n|;&]{0,200}?\s-w|sqlcmd\b[^\n|;&]{0,200}?\s-P|zip\b[^\n|;&]{0,100}?\s-P|unzip\b[^\n|;&]{0,100}?\s-P|smbclient\b[^\n|;&]{0,100}?\s-U\s{0,3}[^\s%]{1,60}%)\s{0,3})(?!["']?\$)(?:"[^"\n]*"?|'[^'\n]*'?|[^\s"']+)`,
    replace: `$1${MASK}`,
  },
  {
    // vault login x, tool --pass x, gh secret set NAME --body x
    anchors: ["vault login", "--pass", "secret set"],
    pattern: String.raw`(\bvault login\s{1,3}(?!-)|(?<![\w-])--pass(?:\s{1,3}|=)(?!-)|\bsecret set\b[^\n|;&]{0,200}?\s(?:--body|-b)(?:\s{1,3}|=))(?!["']?\$)(?:"[^"\n]*"?|'[^'\n]*'?|[^\s"']+)`,
    replace: `$1${MASK}`,
  },
  {
    // echo x | docker login --password-stdin, echo x | sudo -S ls
    anchors: ["-stdin", "sudo -S"],
    pattern: String.raw`(\b(?:echo|printf)\s{1,3}(?:-\w{1,3}\s{1,3})?)(?!["']?\$)[^|\n;&]{1,300}(?=\|[^|;&\n]{0,200}(?:--password-stdin|\bsudo -S))`,
    replace: `$1${MASK} `,
  },
  {
    // openssl -passin pass:x
    anchors: ["pass:"],
    pattern: String.raw`(\bpass:)(?!\$)(?:(?<=["']pass:)[^"'\n]+|[^\s"']+)`,
    replace: `$1${MASK}`,
  },
  {
    // Basic dXNlcjpwYXNz; nearly: Basic configuration
    anchors: ["asic "],
    pattern: String.raw`(\b[Bb]asic\s{1,3})(?=[A-Za-z+/]{0,60}\d)(?=[a-z\d+/]{0,60}[A-Z])[A-Za-z\d+/]{10,}={0,2}`,
    replace: `$1${MASK}`,
  },
  {
    // Cookie: session=x; nearly: cookie: parse(x)
    anchors: ["cookie"],
    anyCase: true,
    pattern: String.raw`(cookie\\{0,8}["']?\s{0,3}:\s{0,3}\\{0,8}["']?)[\w.-]{1,60}=[^"'\n\\]+`,
    replace: `$1${MASK}`,
  },
  {
    anchors: ["Private-Lines:"],
    pattern: String.raw`Private-Lines:[\s\S]*`,
    replace: MASK,
  },
  {
    // netrc: login x password y
    anchors: ["login"],
    pattern: String.raw`(\blogin\s{1,5}\S{1,100}\s{1,5}password\s{1,5})\S+`,
    replace: `$1${MASK}`,
  },
  {
    // Azure: …;AccountKey=x, SharedAccessSignature …sig=x; AWS: X-Amz-Signature=x
    anchors: ["sig=", "ignature="],
    pattern: String.raw`((?:[?&]sig|\b[Ss]ignature)=)[^\s"'&]+`,
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
