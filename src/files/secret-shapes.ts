import { NAMED, PASSWORDS, WORD_ANCHORS } from "./secret-words.ts";
import { vendorPattern, vendors } from "./vendor-shapes.ts";

/** One shape that secrets have. */
export interface SecretShape {
  /** The pattern is tried only where one of these occurs; lower case where `anyCase`. */
  readonly anchors: readonly string[];
  readonly anyCase?: true;
  /**
   * Source of an expression. Every repetition is bounded or cannot overlap its neighbour, so that
   * the scan is linear. Its groups, one after the other from its beginning, take what tells that
   * the rest is a secret. A text, because the hook compiles only those whose anchor occurs.
   */
  readonly pattern: string;
}

const vendorShapes = (): SecretShape[] =>
  vendors().map((vendor) => ({
    anchors: vendor.anchors ?? [vendor.begins],
    pattern: vendorPattern(vendor),
  }));

/** A word begins here, be it after an escape: `\nzip`. */
const BEGIN = "(?:(?<![\\w-])|(?<=\\\\[nrt]))";
/** Names that are too short to be told inside of another one. */
const SHORT = "(?:(?<![a-z])|(?<=\\\\[nrt]))(?:[a-z]\\w{0,30}[_-])?(?:pass|pwd|pw)";
/** A quote, perhaps escaped once or more. */
const QUOTE = `\\\\{0,64}["']`;
/** A value in quotes (perhaps cut before its end), or up to the next blank or separator. */
const QUOTED = String.raw`[bfru$]{0,2}(?:\\{2,64}"[^"\\\n]{0,2000}|\\"(?:[^"\\\n]|\\[^"\n])*(?:\\")?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?)`;
/** An assignment's value in single quotes over a few lines; perhaps cut before its end. */
const LINES = String.raw`'[^'\n]{0,200}(?:\n[^'\n]{0,200}){1,3}(?:'|$)`;
const BARE = `(?:[^\\s"'&;|)}\\],\\\\]|\\\\(?![nr]))+`;
/** Blanks of one line. */
const BLANKS = "[^\\S\\n]{1,3}";
/** A word of a command line. */
const WORD = `(?:"[^"\\n]*"?|'[^'\\n]*'?|(?:[^\\s"';|&<>\\\\]|\\\\(?![nr]))+)`;
/** A reference is no secret: `$DB_PASSWORD`, `\${{ secrets.X }}`, `<your-token>`. */
const NOT_REFERENCE = `(?!\\[redacted\\]|["']?(?:\\$[A-Z_{(]|<[a-z]|process\\.|os\\.))`;
/** From a colon to its value: in the next line only in quotes, and where it is no key itself. */
const AFTER_COLON = `(?:[ \\t]{0,6}(?:(?:&|!{1,2})\\w{1,20}[ \\t]{1,3})?|\\s{0,6}(?=["'])(?!["'][\\w-]{1,80}["']\\s{0,3}(?::|=>)))`;
/** A type is no secret: `password: string`. */
const NOT_TYPE = `(?!(?:string|str|text|number|bool(?:ean)?|int|any|unknown|null|nil|none|undefined|true|false|required|optional|z)\\b)`;

const PASSWORD_VALUE = `${NOT_REFERENCE}${NOT_TYPE}(?!\\d{1,4}\\b)(?:${QUOTED}|[^\\s"',;:/{}()[\\]|>\\\\][^\\s"',;{}()[\\]\\\\]{2,})`;

const namedShapes = (): readonly SecretShape[] => [
  {
    // PGPASSWORD=x, api_key="x", token := 'x', ?token=x, token%3Dx, token%22%3A%22x;
    // nearly: tokenCount > 3
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}(?:=(?:\\\\\\n\\s{0,20}|(?!\\\\\\n))|%3d|\\s{1,3}:?=\\s{0,3}(?=[bfru]{0,2}["'\\\\])|(?:%2[27])?%3a(?:%20|\\+)?(?:%2[27])?))${NOT_REFERENCE}(?:${LINES}|${QUOTED}|${BARE})`,
  },
  {
    // token = abc123 in a settings file, token := abc123 in a makefile; nearly: token = read1(x), max_tokens = 200000
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}\\s{1,3}[:?]?=\\s{1,3})(?=\\S{0,64}\\d)(?=\\S{0,64}[a-z])[\\w+/=@#!%^*~-]{6,}(?![\\w(]|\\.\\w|\\[\\w)`,
  },
  {
    // aws_secret_access_key = x, SecretAccessKey: x
    anchors: ["key"],
    anyCase: true,
    pattern: `(secret_?access_?key\\s{0,3}[:=]\\s{0,3})[\\w+/=]{8,}`,
  },
  {
    // password = swordfish, alone in its line; nearly: password = ask(); password = user.password
    anchors: ["pass", "pwd"],
    anyCase: true,
    pattern: `((?:${PASSWORDS.join("|")}|${SHORT})\\s{1,3}=\\s{1,3})${NOT_TYPE}[^\\s"'$<>(){}.;[\\]\\\\]{4,}(?=\\s{0,9}(?:[#\\n\\u2028\\\\"'…[]|\\.{3}|$))`,
  },
  {
    // DB_PASS=x, pw=x, psk=x, _auth=x; nearly: PWD=/home/ana, bypass=yes
    anchors: ["pass=", "pwd=", "pw=", "psk=", "_auth=", "_pat="],
    anyCase: true,
    pattern: `((?:${SHORT}|psk|_auth|_pat)=)(?![/.~])${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
  },
  {
    // npm config set //host/:_authToken x, set -x API_TOKEN x, setx PASSWORD x, ENV API_KEY x
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${BEGIN}(?:setx|setenv|env|set\\s{1,3}-\\w{1,3}|config(?:ure)?\\s{1,3}set)${BLANKS}\\S{0,100}${NAMED}[\\w-]{0,20}${BLANKS})(?![-=:<>|&])${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
  },
  {
    // environ["API_KEY"] = "x", {"X-Api-Key" = "x"}, password: str = "x", apiKey = `x`, token <- "x";
    // nearly: token == "x"
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}(?:${QUOTE}\\]?|:\\s{0,3}[\\w&<>[\\]|?]{1,40})?\\s{0,3}(?:\\|\\||\\?\\?|[?:])?(?:=|<-)\\s{0,3})(?=[bfru]{0,2}(?:${QUOTE}|\`))${NOT_REFERENCE}(?:${QUOTED}|\`(?!\\$)[^\`\\s]{1,200}\`?)`,
  },
  {
    // Setenv("API_TOKEN", "x"), define('DB_PASSWORD', 'x'); nearly: ["token", "name"]
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(\\b(?:set|add|append|put|define|header)\\w{0,30}\\(\\s{0,9}${QUOTE}[\\w-]{0,40}${NAMED}[\\w-]{0,20}${QUOTE}\\s{0,3},\\s{0,9})(?=${QUOTE})${NOT_REFERENCE}(?:${QUOTED})`,
  },
  {
    // ["--token", "x"], ["password", "x1y2z3w4"]; nearly: ["password", "name"]
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `((["'](?:--)?)[\\w-]{0,40}${NAMED}[\\w-]{0,20}${QUOTE}\\s{0,3},\\s{0,9})(?=${QUOTE})(?:(?<=["']--[^"']{0,100}["'][\\s,]{1,12})|(?=${QUOTE}[^\\s"'\\\\]{0,60}\\d)(?=${QUOTE}[^\\s"'\\\\]{8}))${NOT_REFERENCE}(?:${QUOTED})`,
  },
  {
    // setPassword("x"), .token('x'); nearly: .password("Enter one")
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `((?:\\.|set_?|with_?|\\b)${NAMED}\\(\\s{0,3})(?=${QUOTE}[^\\s"'\\\\]{4,200}${QUOTE})${NOT_REFERENCE}(?:${QUOTED})`,
  },
  {
    // #define API_KEY "x"
    anchors: ["#define"],
    anyCase: true,
    pattern: `(#define\\s{1,9}\\w{0,40}${NAMED}\\w{0,20}\\s{1,9})(?=${QUOTE})(?:${QUOTED})`,
  },
  {
    // auth=("ana", "x"), BasicAuth('ana', 'x'), PSCredential('ana', 'x')
    anchors: ["auth=(", "auth(", "credential("],
    anyCase: true,
    pattern: `((?:auth=?|credential)\\(\\s{0,9}${QUOTE}[^"'\\\\\\n]{0,100}${QUOTE}\\s{0,3},\\s{0,9})(?=${QUOTE})(?:${QUOTED})`,
  },
  {
    // \u0022token\u0022: \u0022x\u0022, &quot;token&quot;:&quot;x&quot;
    anchors: ["u0022", "&quot;", "&#34;"],
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}(?:\\\\{1,9}u0022|&quot;|&#34;)\\s{0,3}[:=,]\\s{0,3}(?:\\\\{1,9}u0022|&quot;|&#34;))[^\\s"&\\\\]+`,
  },
  {
    // "password": ["x"], "secret": {"value": "x"}; nearly: "tokens": [], "tokens": [1]
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}s?${QUOTE}\\s{0,3}:\\s{0,3}(?:\\[\\s{0,20}|\\{\\s{0,20}${QUOTE}\\w{1,40}${QUOTE}\\s{0,3}:\\s{0,3}))(?=${QUOTE})${NOT_REFERENCE}(?:${QUOTED})`,
  },
  {
    // {"value": "x", "name": "DB_PASSWORD"}
    anchors: ["value"],
    anyCase: true,
    pattern: `(value\\\\{0,64}["']?\\s{0,3}:\\s{0,3})(?:${QUOTE}[^"'\\\\\\n]{1,500}${QUOTE}|[^\\s"',\\\\]{1,500})(?=[\\s,]{1,20}\\\\{0,64}["']?(?:name|key)\\\\{0,64}["']?\\s{0,3}:\\s{0,3}\\\\{0,64}["']?[\\w-]{0,40}${NAMED})`,
  },
  {
    // the password is x1y2z3, token was 'xyzxyz'; nearly: the password is required
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}\\s(?:is|was):?\\s{1,3})(?:(?=\\S{0,60}\\d)(?=[^a-z\\s]{0,60}[a-z])["'\`]?[^\\s"'\`()]{6,}|["'][^\\s"']{6,}["'])`,
  },
  {
    // https://api.acme.dev/x?key=x
    anchors: ["key=", "auth=", "bearer="],
    anyCase: true,
    pattern: "([?&](?:key|auth|bearer)=)(?=[^\\s&]{0,64}\\d)[\\w.~%+/=-]{8,}",
  },
  {
    // "password": "x", 'token' => 'x', X-Api-Key: 8chars0n; nearly: token: string
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}\\\\{0,64}["']?\\s{0,3}(?::|=>)${AFTER_COLON})${NOT_REFERENCE}(?:${QUOTED}|(?=\\D{0,64}\\d)[^\\s"',;{}()[\\]\\\\]{8,})`,
  },
  {
    // password: swordfish, SMTP_PASS: "x"; nearly: password: string, Password::hash, PASS: TestA
    anchors: ["pass", "pwd"],
    anyCase: true,
    pattern: `((?:${PASSWORDS.join("|")}|[a-z]\\w{0,30}_(?:pass|pwd|pw))\\\\{0,64}["']?\\s{0,3}:${AFTER_COLON})${PASSWORD_VALUE}`,
  },
  {
    // pass: x, as a key; nearly: the first pass: x, pass: 12
    anchors: ["pass", "pwd", "pw"],
    pattern: `((?<=(?:^|[\\n\\u2028{,]|\\\\n)[ \\t+]{0,20}(?:\\d{1,6}→[ \\t]{0,20})?\\\\{0,64}["']?)(?:pass|pwd|pw)\\\\{0,64}["']?:${AFTER_COLON})${PASSWORD_VALUE}`,
  },
  {
    // token: abCDefGH…, which has no digit; nearly: token: cancellationTokenSource
    anchors: "token Token TOKEN secret Secret SECRET key Key KEY".split(" "),
    pattern: `((?:[Tt]oken|TOKEN|[Ss]ecret|SECRET|[Kk]ey|KEY)["']?[ \\t]{0,3}:[ \\t]{0,6})(?=[A-Za-z]{0,60}(?:[A-Z]{2}[a-z]|[A-Z][a-z][A-Z]))[\\w+/=-]{16,}`,
  },
  {
    // password: | and the text in the next line
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,30}["']?:\\s{1,3}[|>][+-]?(?:\\s|\\\\{1,9}[rn]){1,20}(?:\\d{1,6}→\\s{0,9}|[+]\\s{0,9})?)[^\\s"']+`,
  },
  {
    // {"name": "DB_PASSWORD", "value": "x"}, and the same in YAML and XML
    anchors: ["value"],
    anyCase: true,
    pattern: `(${NAMED}[\\w-]{0,20}\\\\{0,64}["']?(?:[\\s,+]|\\\\{1,9}[rn]|\\d{1,6}→){1,20}(?:${QUOTE}type${QUOTE}\\s{0,3}:\\s{0,3}${QUOTE}\\w{1,40}${QUOTE},\\s{0,20})?\\\\{0,64}["']?(?:parameter)?value\\\\{0,64}["']?\\s{0,3}[:=]\\s{0,3})${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
  },
  {
    // X-Auth-Token: x
    anchors: ["-token", "-key", "-secret"],
    anyCase: true,
    pattern: `([a-z]-(?:token|key|secret)\\\\{0,64}["']?\\s{0,3}:${AFTER_COLON})${NOT_REFERENCE}(?:${QUOTED}|[^\\s"',;()\\\\]{8,})`,
  },
  {
    // {"auths": {"host": {"auth": "x"}}}; nearly: "auth": "basic"
    anchors: ['auth"', "auth'", "auth\\"],
    pattern: `(["']_?auth${QUOTE}\\s{0,3}:\\s{0,3}${QUOTE})[\\w+/=-]{8,}`,
  },
  {
    // <password>x</password>
    anchors: WORD_ANCHORS,
    anyCase: true,
    pattern: `(<[\\w:.-]{0,40}${NAMED}[\\w-]{0,20}>)(?!\\$)[^<\\s][^<]{0,500}`,
  },
  {
    // IDENTIFIED BY 'x', WITH PASSWORD 'x'
    anchors: ["identified", "password"],
    anyCase: true,
    pattern: `(${BEGIN}(?:identified\\s{1,3}by|password)\\s{1,3})(?=${QUOTE})${NOT_REFERENCE}(?:${QUOTED})`,
  },
  {
    // --password x, --api-key=x, -storepass x; nearly: --token-file path, --bypass x
    anchors: [...WORD_ANCHORS, "-bearer"],
    anyCase: true,
    pattern: `(${BEGIN}--?[\\w-]{0,30}(?:${NAMED}(?!\\w{0,10}-(?:file|path|stdin|env|name|type|id)\\b)[\\w-]{0,20}|(?<!by)pass|oauth2-bearer)(?:\\s{1,3}|=))(?!-)${NOT_REFERENCE}(?:${QUOTED}|${BARE})`,
  },
];

/** Up to an option of the same command. */
const OPTION = String.raw`\b[^\n|;&]{0,200}?\s`;

/** Programs that take a secret as an option or a word; each ends where the secret begins. */
const programs = (): readonly (readonly [anchor: string, before: string])[] => [
  ["mysql", `mysql\\w{0,8}${OPTION}-p`],
  ["mariadb", `mariadb[\\w-]{0,8}${OPTION}-p`],
  ["sshpass", `sshpass${OPTION}-p`],
  ["redis-cli", `redis-cli${OPTION}-a`],
  ["login", `login${OPTION}-p(?!ass)`],
  ["mongo", `mongo\\w{0,8}${OPTION}-p(?!ass)`],
  ["ldap", `ldap\\w{3,12}${OPTION}-w`],
  ["sqlcmd", `sqlcmd${OPTION}-P`],
  ["zip", `(?:un)?zip${OPTION}-P`],
  ["smbclient", `smbclient${OPTION}-U\\s{0,3}[^\\s%]{1,60}%`],
  ["lftp", `lftp${OPTION}-u\\s{0,3}[^\\s,]{1,60},`],
  ["ssh-keygen", `ssh-keygen${OPTION}-[NP]`],
  ["sqlplus", "sqlplus\\s[^\\n|;&]{0,100}?[\\w$#]{1,60}/"],
  ["vault login", "vault login"],
  ["secret set", `secret set${OPTION}(?:--body|-b|--value)`],
  ["put-parameter", `put-parameter${OPTION}--value`],
  ["kv put", "kv put\\s[^\\n|;&]{0,200}?[\\w-]{1,60}="],
  ["bcp", `bcp${OPTION}-P`],
  ["ipmitool", `ipmitool${OPTION}-P`],
  ["mosquitto_", `mosquitto_\\w{3,6}${OPTION}-P`],
  ["snmp", `snmp\\w{2,10}${OPTION}-[AX]`],
  ["rar a ", `rar a(?:${OPTION}|\\s)-h?p`],
  ["openssl enc", `openssl enc${OPTION}-k`],
  ["rabbitmqctl", "rabbitmqctl\\s{1,3}(?:add_user|change_password)\\s{1,3}\\S{1,60}"],
  ["wpa_passphrase", "wpa_passphrase\\s{1,3}\\S{1,60}"],
  ["nmcli", `nmcli${OPTION}password`],
  ["mysqladmin", `mysqladmin${OPTION}password`],
  ["pdp ", "(?:im|ex)pdp\\s[^\\n|;&]{0,100}?[\\w$#]{1,60}/"],
  ["encrypt_string", "encrypt_string"],
  ["authtoken ", "(?:add-)?authtoken"],
  ["cargo login", "cargo login"],
  ["bw login", "bw login\\s{1,3}\\S{1,100}"],
  ["bw unlock", "bw unlock"],
  ["add-generic-password", `add-generic-password${OPTION}-w`],
  ["ConvertTo-SecureString", "ConvertTo-SecureString(?: -String)?"],
  ["net user", "net user\\s{1,3}[^\\s/]{1,60}"],
  ["requirepass", "requirepass"],
  ["masterauth", "masterauth"],
  ["rootpw", "rootpw(?: --plaintext)?"],
  ["bindpw", "bindpw"],
  ["curl", `curl${OPTION}-\\w{0,6}[uU]\\s{0,3}["']?[^\\s:"'/]{1,100}:`],
  ["curl", `curl${OPTION}(?:-E|--cert)[ =]\\s{0,3}[^\\s:]{1,200}:`],
  ["--from-literal", "--from-literal[ =][\\w.-]{1,100}="],
];

const programShapes = (): SecretShape[] =>
  programs().map(([anchor, before]) => ({
    anchors: [anchor],
    pattern: `(${BEGIN}${before}(?:[^\\S\\n]|=){0,3})(?![<>|&;(/-]|["']?\\$)${WORD}`,
  }));

/** What reads a secret from its standard input. */
const READERS = String.raw`(?:-stdin|sudo (?:-\w{1,3} ){0,2}-\w{0,3}S|passwd\b|--with-token|secret (?:set|put)|env add|--passphrase-fd|kinit)`;
const READER_ANCHORS = [
  ...["-stdin", "sudo -", "passwd", "--with-token", "secret set", "secret put"],
  ...["env add", "--passphrase-fd", "kinit"],
];
const SCHEME = "(?:bearer|basic|token|digest|apikey|negotiate|aws4-hmac-sha256)";
const KEY_TEXT = "[A-Za-z0-9+/]";
/** From one line of a key to the next: escapes, line numbers. Reads any text in one way only. */
const LINE_END = String.raw`(?:\s|\\{1,9}[rn]){1,18}(?:(?:\d{1,6}[\u2192:|]|[|>])\s{0,9})?`;

const contextShapes = (): readonly SecretShape[] => [
  {
    // Mailchimp: the data centre stands at the end
    anchors: ["-us"],
    pattern: "(?<![0-9a-f])[0-9a-f]{32}-us\\d{1,2}",
  },
  {
    // A block that was cut has no end: all that follows is masked.
    anchors: ["PRIVATE KEY", "PRIVATE+KEY", "PRIVATE%20KEY"],
    pattern: String.raw`----[- ]?BEGIN[A-Za-z0-9 +%]{0,60}PRIVATE(?: |\+|%20)KEY[A-Za-z0-9 +%]{0,20}[- ]?----(?:(?!----[- ]?END)[\s\S])*(?:----[- ]?END[^-]{0,80}[- ]?----)?`,
  },
  {
    // Or it has no beginning.
    anchors: ["PRIVATE KEY"],
    pattern: String.raw`(?<![A-Za-z0-9+/=\s\\\u2192])[A-Za-z0-9+/=\s\\\u2192]{8,}(?=-----END [A-Z0-9 ]{0,40}PRIVATE KEY)`,
  },
  {
    // Or neither: lines of one length with digits and capitals, which is base64 of any kind.
    anchors: ["\n", "\\n", "\u2028"],
    pattern: `(?<!${KEY_TEXT})(?=[^\\s\\d]{0,59}\\d)(?=[^\\sA-Z]{0,59}[A-Z])${KEY_TEXT}{60,76}(?:${LINE_END}${KEY_TEXT}{60,76})+(?!${KEY_TEXT})(?:${LINE_END}${KEY_TEXT}{1,59}={0,2}(?=\\s|\\\\|$))?`,
  },
  {
    anchors: ["Private-Lines:"],
    pattern: String.raw`Private-Lines:[\s\S]*`,
  },
  {
    // The private parts of a JSON web key
    anchors: ["kty"],
    pattern: `(["'](?:d|p|q|dp|dq|qi|k)${QUOTE}\\s{0,3}:\\s{0,3}${QUOTE})[\\w+/=-]{8,}`,
  },
  {
    // Authorization: Bearer x, authorization=Basic x, "Authorization": "Any scheme x"
    anchors: ["authorization"],
    anyCase: true,
    pattern: String.raw`(authorization\\{0,64}["']?\]?\s{0,3}(?:[:=]|%3a)(?:\s|%20|\+){0,3}(?:[bfru]{1,2}(?=["']))?\\{0,64}["'\x60]?)(?!(?:[a-z]{1,12}[ \t])?(?:\$[A-Z_{(]|\[redacted))((?:${SCHEME}(?:[ \t]{1,3}|%20|\+))?)(?:[a-z][a-z-]{0,20}[ \t]{1,3})?[^\s"'\\]+`,
  },
  {
    // Digest …, response="x"
    anchors: ["response="],
    pattern: `(${BEGIN}response=${QUOTE})[^\\s"'\\\\]{8,}`,
  },
  {
    // Bearer abc123…, Bearer abcDef…; nearly: bearer authentication
    anchors: ["bearer", "Bearer", "BEARER"],
    pattern: String.raw`((?:[Bb]earer|BEARER)(?:\s{1,3}|%20|\+))(?:(?=[A-Za-z._~+/=-]{0,64}\d)[\w.~+/=-]{8,}|(?=[A-Za-z]{0,60}[a-z][A-Z])[A-Za-z.~+/=-]{8,}|[\w.~+/=-]{20,})`,
  },
  {
    // Basic dXNlcjpwYXNz; nearly: Basic configuration
    anchors: ["basic ", "Basic "],
    pattern: `(${BEGIN}[Bb]asic\\s{1,3})(?:(?=[A-Za-z+/]{0,60}\\d)(?=[a-z\\d+/]{0,60}[A-Z])[A-Za-z\\d+/]{8,}|(?=[A-Za-z]{0,60}[a-z][A-Z])[A-Za-z+/]{8,})={0,2}`,
  },
  {
    // postgres://user:x@host, also with @ or / in the password; nearly: http://host:8080/a@b,
    // http://host:8080,b
    anchors: ["://"],
    pattern: String.raw`(://[^\s/:@"'[\]]{0,200}:)(?!\$[A-Z_{(]|\d{1,5}(?:[/?#"\s\\\x1b]|[',;)\]}](?!\w[^\s/"'@,;]{0,200}@)|$))(?:[^\s/@"]{1,500}(?:@[^\s/@"]{1,200}){0,3}(?=@)|[^\s@"]{1,200}(?=@))`,
  },
  {
    // The same, cut before its host; nearly: http://host:8080. And http://host:8080-
    anchors: ["://"],
    pattern: String.raw`((?<=[A-Za-z][A-Za-z0-9+.-]{1,20})://[^\s/:@"'[\]]{0,200}:)(?!\$[A-Z_{(]|\[redacted|\d{1,5}(?!\w|[-~!$%&+=^*(.:]\w))(?:[^\s@"'\\]|'(?=\w)){4,500}`,
  },
  {
    // https://TOKEN@host, https://TOKEN:@host, https://TOKEN:x-oauth-basic@host
    anchors: ["://"],
    pattern: String.raw`(://)(?=[^\s\d]{0,200}\d)[\w.~%+-]{20,500}(?=(?::[^\s/@"']{0,500})?@)`,
  },
  {
    // curl -u user:x, http -a 'user:a b'; nearly: docker run -u 1000:1000
    anchors: ["-u", "--user", "--proxy-user", "-a ", "-auth", "-creds"],
    pattern: String.raw`((?<![\w-])(?:-u|--user|--userpass|--proxy-user|-a|--?auth|--(?:src-|dest-)?creds)(?:[^\S\n]{1,3}|=)?)(?:(["'])(?!\d+:\d)([^\s:"'/]{1,100}:)(?!\$[A-Z_{(])[^"'\n]+|(?!\d+:\d)([^\s:"'/]{1,100}:)(?!\$[A-Z_{(])[^\s"']+)`,
  },
  {
    // tool -u user -p x; nearly: docker run -u 1000 -p 80:80
    anchors: ["-u "],
    pattern: String.raw`((?<![\w-])-u\s{1,3}[^\s-]\S{0,100}\s{1,3}-p\s{1,3})(?![-$]|\d{1,5}(?::\d|\b))${WORD}`,
  },
  {
    // 7z a -px out.7z
    anchors: ["7z"],
    pattern: `(${BEGIN}7za?${OPTION}-p)(?!\\$)${WORD}`,
  },
  {
    // htpasswd -b file user x, htpasswd -nb user x
    anchors: ["htpasswd"],
    pattern: `(${BEGIN}htpasswd\\s{1,3}(?=[^\\n|;&]{0,40}-\\w{0,6}b)(?:-\\w{1,8}\\s{1,3}){1,4})[^\\n|;&<>]+`,
  },
  {
    // echo x | docker login --password-stdin, echo x | sudo -S ls
    anchors: READER_ANCHORS,
    pattern: `(${BEGIN}(?:echo|printf)\\s{1,3}(?:-\\w{1,3}\\s{1,3})?)(?!["']?\\$)[^|\\n;&]{1,300}(?=\\|(?:[^|;&\\n]{0,200}\\|){0,2}[^|;&\\n]{0,200}${READERS})`,
  },
  {
    // gh auth login --with-token <<< x
    anchors: ["<<<"],
    pattern: `(${READERS}[^\\n|;&<]{0,100}<<<\\s{0,3})(?!["']?\\$)${WORD}`,
  },
  {
    // openssl -passin pass:x
    anchors: ["pass:"],
    pattern: `(${BEGIN}pass:)(?![\\s$])(?:(?<=["']pass:)[^"'\\n]+|[^\\s"']+)`,
  },
  {
    // Cookie: session=x, document.cookie = "a=x"; nearly: cookie: parse(x)
    anchors: ["cookie"],
    anyCase: true,
    pattern: String.raw`(cookie\\{0,64}["']?\s{0,3}[:=]\s{0,3}\\{0,64}["']?)[\w.-]{1,60}=[^"'\n\u2028\\]+`,
  },
  {
    // curl -b 'session=x', --cookie a=x; nearly: git checkout -b x
    anchors: ["curl", "--cookie"],
    pattern: `((?:${BEGIN}curl${OPTION}(?:-b|--cookie)|${BEGIN}--cookie)(?:\\s{1,3}|=)["']?[\\w.-]{1,60}=)[^\\s"']+`,
  },
  {
    // PHPSESSID=x
    anchors: ["sessid=", "sessionid=", "connect.sid="],
    anyCase: true,
    pattern: `(${BEGIN}(?:phpsessid|jsessionid|connect\\.sid|sessionid|asp\\.net_sessionid)=)[^\\s"'&;,\\\\]{4,}`,
  },
  {
    // netrc: login x password y
    anchors: ["login"],
    pattern: `(${BEGIN}login\\s{1,9}\\S{1,100}(?:\\s|\\\\{1,9}[rn]){1,9}(?:\\d{1,6}→\\s{0,9}|[+]\\s{0,9})?password\\s{1,9})[^\\s"'\\\\]+`,
  },
  {
    // Azure: SharedAccessSignature …sig=x; AWS: X-Amz-Signature=x
    anchors: ["sig=", "ignature="],
    pattern: String.raw`((?:[?&]sig|[Ss]ignature)=)[^\s"'&,]+`,
  },
  {
    // aws_account_id=123456789012: no secret to AWS, but scanners report it
    anchors: ["account"],
    anyCase: true,
    pattern: `(account_?(?:id)?\\\\{0,64}["']?\\s{0,3}(?:=>|[:=])\\s{0,3}\\\\{0,64}["']?)\\d{4}-?\\d{4}(?:-?\\d{1,4})?(?!\\d)`,
  },
];

let made: readonly SecretShape[] | undefined;

/** Every shape, in no order. Most starts of the hook need none. */
export function secretShapes(): readonly SecretShape[] {
  made ??= [...contextShapes(), ...programShapes(), ...vendorShapes(), ...namedShapes()];
  return made;
}
