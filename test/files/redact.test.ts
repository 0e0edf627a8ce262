import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MASK, redact, redactBeginning, redactValue } from "../../src/files/redact.ts";
import { ANCHORS, FOLDED_ANCHORS } from "../../src/files/secret-anchors.ts";
import { isSecretName, PLAIN_FIELDS } from "../../src/files/secret-names.ts";
import { secretShapes } from "../../src/files/secret-shapes.ts";
import { secretsIn } from "../support/oracle.ts";
import { hasRecorded, recordedRows } from "../support/recorded.ts";
import { isSoak, tries } from "../support/soak.ts";

/** Assembled here, so that no scanner takes this file for a leak. */
const A = "Ab1".repeat(20);
const HEX = "0af1".repeat(16);
const PLANTED: readonly (readonly [what: string, text: string, secret: string])[] = [
  ["an AWS key id", `AWS_KEY=${"AKIA"}IOSFODNN7EXAMPL3`, "IOSFODNN7EXAMPL3"],
  [
    "an AWS secret",
    `aws_secret_access_key = "${"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"}"`,
    "wJalrXUtnFEMI",
  ],
  ["a GitHub token", `git clone https://${"ghp"}_${A.slice(0, 36)}@github.com/x`, A.slice(0, 36)],
  ["a fine-grained token", `${"github"}_pat_${A.slice(0, 22)}_${A.slice(0, 59)}`, A.slice(0, 20)],
  ["a GitLab token", `${"glpat"}-${A.slice(0, 20)}`, A.slice(0, 20)],
  ["a Slack token", `${"xoxb"}-123456789012-123456789012-${A.slice(0, 24)}`, A.slice(0, 24)],
  [
    "a Slack webhook",
    `https://${"hooks.slack"}.com/services/T0000/B0000/${A.slice(0, 24)}`,
    A.slice(0, 24),
  ],
  ["an Anthropic key", `${"sk-ant"}-api03-${A}`, A],
  ["an OpenAI key", `export X=${"sk-proj"}-${A}`, A],
  ["a Stripe key", `${"sk_live"}_${A.slice(0, 24)}`, A.slice(0, 24)],
  ["a Google key", `${"AIza"}${A.slice(0, 35)}`, A.slice(0, 35)],
  ["an npm token", `//registry.npmjs.org/:_authToken=${"npm"}_${A.slice(0, 36)}`, A.slice(0, 36)],
  ["a Hugging Face token", `${"hf"}_${"a".repeat(34)}`, "a".repeat(34)],
  [
    "a JWT",
    `${"eyJ"}hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.${A.slice(0, 43)}`,
    A.slice(0, 43),
  ],
  ["a bearer header", `curl -H "Authorization: Bearer ${HEX}"`, HEX],
  ["a bearer header in JSON", `{"Authorization":"Bearer ${HEX}"}`, HEX],
  ["a basic header", `-H 'authorization: Basic dXNlcjpwYXNzd29yZA=='`, "dXNlcjpwYXNzd29yZA"],
  ["a key header", `-H "X-Api-Key: ${HEX}"`, HEX],
  ["a password in a URL", "postgres://ana:s3cr3t@db:5432/x", "s3cr3t"],
  ["a password that begins as a port", "ftp://ana:8-hunter2", "hunter2"],
  ["a password with a separator", "ftp://ana:8;hunter2@acme.dev", "hunter2"],
  ["a password with a colon", "https://ana:s3:cr3t@host/", "s3:cr3t"],
  ["an assignment", "PASSWORD=hunter2 npm start", "hunter2"],
  ["a prefixed assignment", "PGPASSWORD='hunt er2' psql", "hunt er2"],
  ["a quoted assignment", 'export DB_PASSWORD="hunt \\"er2"', "er2"],
  ["a cut quote", 'API_KEY="hunter2 and', "hunter2"],
  ["JSON", '{"password": "hunter2"}', "hunter2"],
  ["escaped JSON", '{\\"client_secret\\":\\"hunter2\\"}', "hunter2"],
  ["YAML", "api-key: abc123def456", "abc123def456"],
  ["a flag", "login --password hunter2 --verbose", "hunter2"],
  ["a flag with =", "login --api-key=hunter2", "hunter2"],
  ["a Go assignment", 'token := "hunter2"', "hunter2"],
  ["curl's user", "curl -u ana:hunter2 https://x", "hunter2"],
  ["mysql's password", "mysql -u root -phunter2 db", "hunter2"],
  ["sshpass", "sshpass -p hunter2 ssh x", "hunter2"],
  ["mysql's quoted password", "mysqldump -h x -p'hunter2' db", "hunter2"],
  ["a quoted password with a blank", "sshpass -p 'a hunter2' ssh x", "hunter2"],
  ["curl's quoted user", "curl -u 'ana:a hunter2' https://x", "hunter2"],
  ["docker's login", "docker login -u ana -p hunter2 reg", "hunter2"],
  ["mongo's password", "mongosh -u ana -p hunter2", "hunter2"],
  ["--pass", "tool --pass hunter2", "hunter2"],
  ["what is piped to a login", "echo hunter2 | docker login --password-stdin", "hunter2"],
  ["a short name", "DB_PASS=hunter2 npm start", "hunter2"],
  ["a setting", "password = hunter2", "hunter2"],
  ["config set", "npm config set //r/:_authToken hunter2", "hunter2"],
  ["a continued line", "PASSWORD=\\\nhunter2", "hunter2"],
  ["a quote of two lines", "PASSWORD='one\nhunter2'", "hunter2"],
  [
    "JSON in JSON in JSON",
    JSON.stringify(JSON.stringify(JSON.stringify({ password: "hunter2" }))),
    "hunter2",
  ],
  [
    "a pair with a type in JSON in JSON",
    JSON.stringify(JSON.stringify({ name: "API_TOKEN", type: "x", value: "hunter2" })),
    "hunter2",
  ],
  ["basic credentials alone", "Basic YW5hOmh1bnRlcjI=", "YW5hOmh1bnRlcjI"],
  ["a cookie", "curl -H 'Cookie: session=hunter2'", "hunter2"],
  ["a signed URL", `https://x/?X-Amz-Signature=${HEX}`, HEX],
  ["openssl", "openssl enc -pass pass:hunter2", "hunter2"],
  ["netrc", "machine x login ana password hunter2", "hunter2"],
  ["a private key", `-----BEGIN RSA ${"PRIVATE"} KEY-----\n${A}\n-----END RSA PRIVATE KEY-----`, A],
  ["a private key cut short", `x\n-----BEGIN ${"PRIVATE"} KEY-----\n${A}\n${A}`, A],
];

const SECRET_SHAPES = secretShapes();

describe("a secret is masked", () => {
  it.each(PLANTED)("%s", (_, text, secret) => {
    expect(text).toContain(secret);
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain(MASK);
  });

  it("wherever it stands in a value", () => {
    const value = redactValue({ a: [{ b: "PASSWORD=hunter2" }], password: "x y", n: 1 }, 1000);
    expect(value).toEqual({ a: [{ b: `PASSWORD=${MASK}` }], password: MASK, n: 1 });
  });

  it("under a secret's name at any depth, where a number only counts", () => {
    const value = { credentials: { user: "ana", list: ["hunter2"] }, max_tokens: 4096 };
    expect(redactValue(value, 1000)).toEqual({
      credentials: { user: MASK, list: [MASK] },
      max_tokens: 4096,
    });
  });

  it("also where the cut goes through it", () => {
    const key = `-----BEGIN ${"PRIVATE"} KEY-----\n${A.repeat(120)}-----END ${"PRIVATE"} KEY-----`;
    const token = `${"ghp"}_${A.slice(0, 36)}`;
    for (let kept = 1; kept < token.length; kept++) {
      const text = `${key} ${token}`;
      const shown = redactBeginning(text, text.length - token.length + kept);
      expect(shown).not.toContain(token.slice(4, 8));
    }
  });

  it.each([
    ["an option", "git log --auth\n$env:API_TOKEN = 'hunter2'"],
    ["a value", "AWS_SECRET_ACCESS_KEY=Ab1\\tpassword: hunter2"],
    ["a cut URL", "https://ana:Ab1cdefgh\\tsetx CLIENT_SECRET hunter2"],
  ])("also where what tells it is taken for the secret of %s", (_, text) => {
    expect(redact(text)).not.toContain("hunter2");
  });

  it.each([
    ["a reader", "echo hunter2 ", "| sudo -S ls"],
    ["a host", "https://1hunter2", "hunter2hunter2@acme.dev/"],
    ["the next lines", `${A}AAAA\n`, `${A}AAAA\n${A}AAAA`],
    ["the next lines, escaped,", `${A}AAAA\\n${A.slice(40)}`, `${A.slice(20)}AAAA\\n${A}AAAA`],
    ["the end of a key", "x\nhunter2hunter2\n", `-----END ${"PRIVATE"} KEY-----`],
  ])("also where %s behind the cut tells it", (_, shown, behind) => {
    for (const lines of [0, 200, 600]) {
      const start = `${"# x\n".repeat(lines)}${shown}`;
      expect(redactBeginning(start + behind, start.length)).not.toMatch(/hunter2|Ab1Ab1/);
    }
  });

  it("once: masking again changes nothing", () => {
    const piece = fc.constantFrom(...PLANTED.map(([, text]) => text), " ", "\n", "abc", "=", '"');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const once = redact(pieces.join(" "));
        expect(redact(once)).toBe(once);
      }),
    );
  });
});

describe("ordinary text stays", () => {
  it.each([
    "git commit -m 'rotate the token'",
    "docker run -u 1000:1000 x",
    "http://localhost:8080/a@b",
    "const token: string = read();",
    "PASSWORD=$DB_PASSWORD npm start",
    'curl -H "Authorization: Bearer $TOKEN" x',
    "grep -rn password src",
    "--password-file /run/x",
    "the bearer authentication scheme",
    "docker run -p 8080:80 -u 1000:1000 x",
    "mkdir -p src/login && ls -p src",
    "PWD=/home/ana npm start",
    "max_tokens = 200000",
    "token = read1(x)",
    "Basic configuration",
    "cookie: parse(header)",
    "echo done | tee log",
    "ssh git@github.com:a/b.git",
    "git show 8f3a9c2d7e1b4f608f3a9c2d7e1b4f608f3a9c2d",
    "git log --author=ana --oneline -p src/files",
    "session 5b0f7c1e-9a53-4a0e-8a70-2f6d1f0c77aa",
    "max_tokens: 4096",
    "  max_tokens: 200000,\n  model: x",
    `"integrity": "sha512-${"Ab1+".repeat(21)}Ab=="`,
    `${HEX}  a.tar.gz\n${HEX}  b.tar.gz\n${HEX}\n${HEX}\n`,
    "/home/ana/shop/src/access-tokens/password-reset.ts",
    "password: string;",
    "password: z.string()",
    "pass: 12, fail: 3",
    "--- PASS: TestLogin (0.03s)",
    "// First pass: collect, in a two-pass algorithm",
    "a.go:71://nolint:ireturn",
    "at http://127.0.0.1:45123\u001b[39m",
    "privateKey: encryptedIpnsPrivateKey,",
    "const password = ask();",
    "password = user.password",
    "User::Password::hash(x)",
    "tokens:\n  'access': short",
    "secrets: inherit",
    "--bypass yes",
    "if (token === undefined) return;",
    "http://[::1]:8080/@x",
    "https://shop.acme.dev:8443/a?mail=ana@acme.dev",
    'pick(user, ["password", "name"]) ?? ["token", "user_id"]',
    'if (token === "(" || kind == "password") return t("password")',
    "the token is required, and the secret was missing",
    '.password("Enter your password")',
    "{ 'value': 'x', 'name': 'total' }",
    "bw list items && cargo login",
    "env FORCE_COLOR=1 npm test",
    'key := read("x")',
    "sudo -u postgres createdb shop | cat",
    "#define MAX_TOKENS 4096",
    "redis://cache:6379",
    "http://localhost:8080. And http://localhost:8081: connection refused",
    "['http://localhost:8080','http://localhost:8081']",
    "git clone git@github.com:acme/shop.git",
    "ssh -p 2222 ana@host",
    "cp -a src dist && tar -C x -p",
    "docker run -u 1000 -p 8080:80 x",
    "mysql -u root -p < dump.sql",
    "git checkout -b fix=a",
    "npm_config_registry=https://r.acme.dev npm_lifecycle_event=x",
    "pip install hf_transfer sk_buff",
    "risk-assessment-of-2026-plans, task-list-for-the-week-1",
    "sk-learn",
    "echo done | docker build -",
    "htpasswd -c .htpasswd ana",
    "vcr_cassettes/login_test.yaml",
    'a: \'x\'\nb: "auth": "basic"',
  ])("%s", (text) => expect(redact(text)).toBe(text));
});

describe("redaction comes to an end", () => {
  it.each([
    "token",
    "token:",
    "password=",
    '"',
    "://",
    "://a:",
    "-u ",
    "mysql ",
    "eyJa.",
    "-----BEGIN PRIVATE KEY-----",
    "bearer ",
    "authorization: ",
    "--token ",
    "pass:",
    "login a password ",
    "AKIA",
    '\\"',
    "key ",
    "secret_",
    "token = ",
    "token='\n",
    "password=\\\n",
    "a_pw=",
    "Basic a",
    "cookie: a=",
    "login -p ",
    "echo a | ",
    "-u 'a:",
    "set -x ",
    'token\\\\"',
    "a",
    `${"Ab1/".repeat(16)}\n     `,
    `${"Ab1/".repeat(16)}\n+`,
    `${"Ab1/".repeat(16)}\\n`,
    "Ab1/",
    "://a:b@",
    "https://a1",
    "\\",
    "password\\\\\\\\",
    "pw\n value",
    "login a\\n",
    "authorization: a ",
    "htpasswd -b a ",
    "sqlplus a ",
    "SG.aaaaaaaaaaaaaaaa.",
    "eyJ",
    "a-",
    "<a",
    "name: token\n ",
    "value: a, ",
    '"token", "',
    "token is 1a",
    "set(token, ",
    "token: a",
    "echo a | b | ",
  ])("on a megabyte of %j", { timeout: 20_000 }, (unit) => {
    // Quadratic time would be hours; the limit only says that it is not.
    const text = unit.repeat(Math.ceil((1 << 20) / unit.length));
    expect(redact(text)).not.toBe("");
  });
});

describe("the fields that are not looked at", () => {
  it.each([...PLAIN_FIELDS])("%s would be no secret's name if they were", (name) => {
    // In large letters it is none of them.
    expect(isSecretName(name.toUpperCase())).toBe(false);
  });
});

describe("each shape by itself", () => {
  it("keeps what its groups take, from its beginning on", () => {
    for (const [, text] of PLANTED) {
      for (const { anyCase, pattern } of SECRET_SHAPES) {
        for (const { index, indices = [] } of text.matchAll(
          new RegExp(pattern, anyCase === true ? "dgi" : "dg"),
        )) {
          const groups = indices.slice(1).filter((group) => group !== undefined);
          const begins = [index, ...groups.map(([, end]) => end)];
          expect(groups.map(([start]) => start)).toEqual(begins.slice(0, -1));
        }
      }
    }
  });

  it("is looked for where it may occur", () => {
    for (const { anchors, anyCase } of SECRET_SHAPES) {
      const folded = (anchor: string) => FOLDED_ANCHORS.some((each) => anchor.includes(each));
      for (const anchor of anchors) {
        const isLookedFor =
          anyCase === true ? false : ANCHORS.some((each) => anchor.includes(each));
        expect([anchor, isLookedFor || folded(anchor.toLowerCase())]).toEqual([anchor, true]);
      }
    }
  });

  // Where one is tried at each place and reads on from each, 100,000 characters take minutes.
  it.each(["", " ", "=a", ": a", '="', " -p", "\n", "\\n", "://", "a1B+"])(
    "reads its anchors with %j between them in one go",
    { timeout: 20_000 },
    (between) => {
      for (const { anchors, anyCase, pattern } of SECRET_SHAPES) {
        const expression = new RegExp(pattern, anyCase === true ? "gi" : "g");
        for (const anchor of anchors) {
          const text = `${anchor}${between}`.repeat(100_000 / (anchor.length + between.length));
          const empty = [...text.matchAll(expression)].filter(([match]) => match === "");
          expect(empty).toEqual([]);
        }
      }
    },
  );

  it("reads a piece of text in few ways", { timeout: 60_000 }, () => {
    const anchors = SECRET_SHAPES.flatMap((shape) => shape.anchors);
    const line = "Ab1/".repeat(16);
    const glue = [
      " ",
      "  ",
      "\n",
      "\\n",
      "\\",
      '"',
      "'",
      "=",
      ":",
      "-",
      "+",
      "@",
      "/",
      "1",
      "a",
      line,
    ];
    const piece = fc.oneof(fc.constantFrom(...anchors), fc.constantFrom(...glue));
    const pieces = fc.array(piece, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(pieces, (some) => {
        // Two ways to read one piece are 2^40 ways to read forty of them.
        expect(redact(`${some.join("").repeat(40)}\u0001`)).not.toBe("");
      }),
      { numRuns: tries(1000), seed: 7 },
    );
  });
});

describe("secretlint, as an oracle,", () => {
  it("finds nothing in planted secrets that we leave", async () => {
    for (const [, text] of PLANTED) {
      for (const secret of await secretsIn(text)) expect(redact(text)).not.toContain(secret);
    }
  });

  it.skipIf(!hasRecorded)(
    "finds nothing in recorded calls that we leave",
    async () => {
      const texts = new Set<string>();
      for (const row of recordedRows()) collect(row, texts);
      const missed: string[] = [];
      const some = [...texts].filter((_, at) => isSoak || at % 4 === 0);
      for (const chunk of chunks(some, 2000)) {
        for (const secret of await secretsIn(chunk.join("\n\u0000\n"))) {
          const holders = chunk.filter((text) => text.includes(secret));
          missed.push(...holders.filter((text) => redact(text).includes(secret)).map(() => secret));
        }
      }
      expect(missed).toEqual([]);
    },
    240_000,
  );
});

function collect(value: unknown, into: Set<string>): void {
  if (typeof value === "string" && value.length > 12) into.add(value);
  else if (value instanceof Object) for (const item of Object.values(value)) collect(item, into);
}

function* chunks(texts: readonly string[], size: number): Generator<readonly string[]> {
  for (let at = 0; at < texts.length; at += size) yield texts.slice(at, at + size);
}
