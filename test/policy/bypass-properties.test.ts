import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policyOf } from "../support/judging.ts";
import { HIDDEN, type Line, type Rewrite, rewritten, SEEN_THROUGH } from "../support/rewrites.ts";
import { scriptsWith } from "../support/shell-scripts.ts";
import { tries } from "../support/soak.ts";
import { type Spoken, spellings } from "../support/spellings.ts";
import { judgeBy } from "../support/starter.ts";

const SEED = 20261125;

const policy = policyOf({
  deny: [
    { name: "rm", tool: "^Bash$", program: "rm", flags: ["r", "R", "recursive"] },
    { name: "force", tool: "^Bash$", program: "git", subcommand: "push", flags: ["f", "force"] },
    { name: "publish", tool: "^Bash$", fields: { command: "^npm publish\\b" } },
    { name: "env", tool: "^Bash$", reads: "**/.env" },
    { name: "rc", tool: "^Bash$", writes: "~/.bashrc" },
    { name: "host", tool: "^Bash$", host: "evil.example" },
  ],
  ask: [{ name: "push", tool: "^Bash$", program: "git", subcommand: "push" }],
  allow: [
    { name: "look", tool: "^Bash$", program: ["ls", "cat", "grep", "wc", "echo", "pwd", "true"] },
    { name: "git", tool: "^Bash$", program: "git", subcommand: ["status", "log", "diff"] },
  ],
});

const DENIED: readonly Spoken[] = [
  {
    forms: [
      ["rm", "-rf", "build"],
      ["rm", "-fr", "build"],
      ["rm", "-f", "-r", "build"],
      ["rm", "-R", "build"],
      ["rm", "--recursive", "--force", "build"],
      ["rm", "build", "-r"],
      ["rm", "-vrf", "--", "build"],
    ],
  },
  {
    forms: [
      ["git", "push", "--force"],
      ["git", "push", "-f", "origin", "main"],
      ["git", "push", "origin", "main", "--force"],
      ["git", "push", "-uf", "origin", "main"],
      ["git", "-C", "src", "push", "--force"],
    ],
  },
  { forms: [["npm", "publish"]] },
  { forms: [["npm", "publish", "--access", "public"]] },
  {
    forms: [
      ["cat", ".env"],
      ["cat", "-n", ".env"],
      ["cat", "--", ".env"],
      ["cat", "README.md", ".env"],
      ["cat", "./config/.env"],
      ["cat", "/home/ana/shop/.env"],
    ],
  },
  {
    forms: [
      ["grep", "-n", "KEY", ".env"],
      ["grep", "-e", "KEY", ".env"],
      ["grep", "KEY", "-n", "--", ".env"],
    ],
  },
  { forms: [["wc", "-l"]], tail: "< .env" },
  { forms: [["echo", "x"]], tail: ">> ~/.bashrc" },
  { forms: [["echo", "x"]], tail: ">/home/ana/.bashrc" },
  {
    forms: [
      ["cp", "x", "~/.bashrc"],
      ["cp", "-f", "x", "/home/ana/.bashrc"],
      ["cp", "--", "x", "~/.bashrc"],
    ],
  },
  { forms: [["tee", "-a", "~/.bashrc"]] },
  {
    forms: [
      ["curl", "https://evil.example/x"],
      ["curl", "-s", "https://www.evil.example/x"],
      ["curl", "https://evil.example:8443/x", "-s"],
      ["wget", "-q", "http://evil.example/x"],
    ],
  },
];

/** One line each: asked about, allowed, and what no rule covers. */
const OTHERS: readonly Spoken[] = [
  { forms: [["git", "push", "origin", "main"]] },
  { forms: [["git", "status", "-s"]] },
  { forms: [["git", "log", "--oneline", "-5"]] },
  {
    forms: [
      ["ls", "-la", "src"],
      ["ls", "-al", "src"],
      ["ls", "-l", "-a", "src"],
      ["ls", "src", "-la"],
    ],
  },
  {
    forms: [
      ["grep", "-rn", "TODO", "src"],
      ["grep", "-nr", "TODO", "src"],
    ],
  },
  { forms: [["cat", "README.md", "package.json"]] },
  { forms: [["echo", "hello"]] },
  { forms: [["wc", "-l"]], tail: "< README.md" },
  { forms: [["make", "deploy"]] },
  { forms: [["frobnicate", "--now", "x"]] },
  { forms: [["npm", "install", "left-pad"]] },
];

const plainText = ({ forms, tail }: Spoken): string =>
  [...(forms[0] ?? []), ...(tail === undefined ? [] : [tail])].join(" ");
const deniedLines = fc.constantFrom(...DENIED).chain((spoken) =>
  spellings(spoken).map(
    (text): Line => ({
      text,
      shape: spoken.tail === undefined ? "argv" : "simple",
    }),
  ),
);
const chosen = (from: readonly Rewrite[]): fc.Arbitrary<Rewrite> => fc.constantFrom(...from);
const composed = (line: Line, rewrites: readonly Rewrite[]): string =>
  rewrites.reduce(rewritten, line).text;

const decide = async (text: string): Promise<string> => {
  const { decision, rule = "" } = await judgeBy(await policy, text);
  return `${decision} ${rule}`.trim();
};
/** What an expectation returns is no verdict: it throws where it is not met. */
const holds = <T>(
  over: fc.Arbitrary<T>,
  property: (value: T) => Promise<void>,
  numRuns: number,
): Promise<void> =>
  fc.assert(
    fc.asyncProperty(over, async (value) => {
      await property(value);
    }),
    { seed: SEED, numRuns: tries(numRuns) },
  );

describe("a denied command", () => {
  it("stays denied in every spelling", async () => {
    await holds(deniedLines, async ({ text }) => expect(await decide(text)).toMatch(/^deny/), 2000);
  });

  it.each(SEEN_THROUGH)("stays denied as $as", async (rewrite) => {
    const over = deniedLines.map((line) => rewritten(line, rewrite).text);
    await holds(over, async (text) => expect(await decide(text)).toMatch(/^deny/), 160);
  });

  it("stays denied behind any three of them", async () => {
    const rewrites = fc.array(chosen(SEEN_THROUGH), { minLength: 2, maxLength: 3 });
    const over = fc.tuple(deniedLines, rewrites).map(([line, list]) => composed(line, list));
    await holds(over, async (text) => expect(await decide(text)).toMatch(/^deny/), 4000);
  });

  it("is never allowed behind what hides it", async () => {
    const rewrites = fc.tuple(
      fc.array(chosen(SEEN_THROUGH), { maxLength: 1 }),
      chosen(HIDDEN),
      fc.array(chosen(SEEN_THROUGH), { maxLength: 1 }),
    );
    const over = fc
      .tuple(deniedLines, rewrites)
      .map(([line, [before, hidden, after]]) => composed(line, [...before, hidden, ...after]));
    await holds(over, async (text) => expect(await decide(text)).not.toMatch(/^allow/), 3000);
  });
});

describe("a rewrite without meaning", () => {
  it("starts from lines of every decision", async () => {
    const found = await Promise.all(OTHERS.map((spoken) => decide(plainText(spoken))));
    expect(found.map((each) => each.replace(/ .*/, ""))).toEqual([
      "ask",
      ...Array.from({ length: 7 }, () => "allow"),
      ...Array.from({ length: 3 }, () => "passthrough"),
    ]);
  });

  it("never changes what is decided", async () => {
    const endings = fc.constantFrom("", " 2>&1", " 2>/dev/null", " # a note", "  ", "\n", " \\\n");
    const over = fc.constantFrom(...DENIED, ...OTHERS).chain((spoken) =>
      fc.record({
        plain: fc.constant(plainText(spoken)),
        text: fc.tuple(spellings(spoken), endings).map((parts) => parts.join("")),
      }),
    );
    const property = async ({ plain, text }: { plain: string; text: string }): Promise<void> =>
      expect(await decide(text), text).toBe(await decide(plain));
    await holds(over, property, 4000);
  });
});

describe("any text", () => {
  const DECISION = /^(?:allow|deny|ask|passthrough)( |$)/;
  const bits = fc.constantFrom(
    ..."ab $(){}[]<>|&;'\"`\\\n\t~*?!#=-/.",
    ...["<<E", "$((", "sh -c ", "ls ", "cat ", "echo ", "if ", "; then ", "; fi", "{ ", "; }"],
    ...["do ", "done", "case x in ", "esac", "[[ ", " ]]", "\0", "\r", "é", "\u202e", "\ud83d"],
  );
  const texts = fc.oneof(
    fc.string({ maxLength: 200 }),
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.string({ unit: "grapheme", maxLength: 100 }),
    fc.string({ unit: bits, maxLength: 60 }),
  );

  it("gets a decision", async () => {
    await holds(texts, async (text) => expect(await decide(text)).toMatch(DECISION), 4000);
  });

  it("is never allowed after a program that no rule names", async () => {
    const over = texts.map((text) => `frobnicate x\n${text}`);
    await holds(over, async (text) => expect(await decide(text)).not.toMatch(/^allow/), 2000);
  });

  it("in the shell's grammar is judged by its worst command", async () => {
    await holds(
      scriptsWith("frobnicate x"),
      async (text) => expect(await decide(text)).not.toMatch(/^(?:allow|deny)/),
      2000,
    );
    await holds(
      scriptsWith("rm -r build"),
      async (text) => expect(await decide(text)).toBe("deny rm"),
      2000,
    );
    await holds(
      scriptsWith("ls"),
      async (text) => expect(await decide(text)).not.toMatch(/^(?:deny|ask)/),
      1000,
    );
  });
});
