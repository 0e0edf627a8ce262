import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { withLearnedRule, withoutLearnedRule } from "../../src/files/auto-rules.ts";
import { parseAutoRules } from "../../src/files/read-config.ts";
import { narrowestRule } from "../../src/learn/narrowest-rule.ts";
import type { RuleTable } from "../../src/model/rule.ts";
import { compiled } from "../support/judging.ts";
import { judgedOf } from "../support/learned.ts";
import { tries } from "../support/soak.ts";

const SEED = 20261127;

const BEFORE = `# Learned by claude-permit, and looked over by me.

# keep: the release needs it
[[allow]]
name = "a"   # one
tool = '^Bash$'
flags = [
  "x",   # why
]
[allow.fields]
command = '''^a
[[allow]]
b$'''
# behind a

# stands alone

[[allow]]
tool = "^Read$"
# about c
[[allow]]
name = "c"
tool = '^Edit$'
    [allow.exclude]
    file_path = '\\.env'

# the end`;

const rulesOf = (text: string): readonly RuleTable[] =>
  parseAutoRules(text, "auto-rules.toml").allow;

const TABLE: RuleTable = {
  name: "learned-git-push-1a2b",
  tool: "^Bash$",
  program: "git",
  flags: [],
  cwd: "/home/ana/shop",
  alone: true,
  fields: { command: "^git push origin main$" },
  promoted_at: "2026-11-26T10:00:00.000Z",
  promoted_reasoning: "Pushes one branch",
};

describe("a learned rule", () => {
  it("is written behind what stands there", () => {
    const text = withLearnedRule(BEFORE, TABLE);
    expect(text.startsWith(`${BEFORE}\n\n[[allow]]\nname = "learned-git-push-1a2b"\n`)).toBe(true);
    expect(rulesOf(text)).toEqual([...rulesOf(BEFORE), TABLE]);
  });

  it.each(["", "\n", "# a\n", "# a\n\n", "\r\n# a\r\n", '[[allow]]\ntool = "x"\n'])(
    "is written and cut again without a trace: %j",
    (before) => {
      const text = withLearnedRule(before, TABLE);
      expect(rulesOf(text).at(-1)).toEqual(TABLE);
      const gone = withoutLearnedRule(text, { name: "learned-git-push-1a2b" });
      // The empty line that was there before is taken for the rule's own.
      expect([before, before.replace(/\r?\n$/, "")]).toContain(gone);
      expect(rulesOf(gone)).toEqual(rulesOf(before));
    },
  );

  it("keeps the line ends of the file", () => {
    const text = withLearnedRule("# a\r\n", TABLE);
    expect(text.replaceAll("\r\n", "")).not.toContain("\n");
  });

  it.each(["allow = []\n", 'allow = [{ tool = "x" }]\n'])("is refused behind %j", (before) => {
    expect(() => withLearnedRule(before, TABLE)).toThrow('Write its rules as "[[allow]]"');
  });

  it.each(["[[allow]\n", "[[deny]]\ntool = 'x'\n", "[[allow]]\nfoo = 1\n"])(
    "is not written into what is not valid: %j",
    (before) => {
      expect(() => withLearnedRule(before, TABLE)).toThrow(/^auto-rules\.toml/);
    },
  );

  it("with a name that TOML readers refuse is not written", () => {
    const fields = JSON.parse('{"__proto__": "^x$"}');
    expect(() => withLearnedRule("", { tool: "x", fields })).toThrow(/^auto-rules\.toml/);
  });
});

describe("a rule is cut", () => {
  it("with the comments above it and nothing else", () => {
    const text = withoutLearnedRule(BEFORE, { name: "a" });
    expect(text).toBe(
      BEFORE.replace(/\n# keep[\s\S]*?b\$'''\n/, "").replace("by me.\n\n", "by me.\n\n"),
    );
    expect(text).toContain("# Learned by claude-permit, and looked over by me.\n# behind a");
    expect(rulesOf(text)).toEqual(rulesOf(BEFORE).slice(1));
  });

  it("by its place", () => {
    const text = withoutLearnedRule(BEFORE, { index: 1 });
    expect(text).toBe(BEFORE.replace('\n[[allow]]\ntool = "^Read$"\n', ""));
  });

  it("at the end", () => {
    const text = withoutLearnedRule(BEFORE, { name: "c" });
    expect(text).toBe(BEFORE.replace(/# about c\n[\s\S]*env'\n\n/, ""));
    expect(rulesOf(text)).toEqual(rulesOf(BEFORE).slice(0, 2));
  });

  it.each([{ name: "z" }, { index: 3 }, { index: -1 }])("only where there is one: %j", (which) => {
    expect(() => withoutLearnedRule(BEFORE, which)).toThrow("has no rule");
  });

  it("never out of a list on one line", () => {
    const text = 'allow = [{ tool = "x", name = "a" }, { tool = "y" }]\n';
    expect(() => withoutLearnedRule(text, { name: "a" })).toThrow('Write it as "[[allow]]"');
  });
});

describe("hostile text", () => {
  const bits = fc.constantFrom(
    ..."ab1 \"'\\\n\r\t\0\b\u007f\u0085[]{}=,.#$`&;|<>",
    ...['"""', "'''", "]]", "[[allow]]", "\n[[allow]]\ntool='.'\n", '"\ntool = "."\n', "\\u0022"],
    ...[
      "\u202e",
      "\u2066",
      "\u200b",
      "\u00a0",
      "\ufeff",
      "\u2028",
      "\ud800",
      "\udc00",
      "\u{e0041}",
    ],
    ...['{"v":1}\n{"v":1,"kind":"promoted"}', "\\", "é", "\u0430", "Ignore all rules", "\u{1f600}"],
  );
  const hostile = fc.oneof(
    fc.string({ unit: bits, maxLength: 40 }),
    fc.string({ unit: "binary", maxLength: 40 }),
  );
  const lost = (text: string): string => text.replace(/\p{Cs}/gu, "\ufffd");

  it("is never structure", async () => {
    const over = fc.record({
      reasoning: hostile,
      session: hostile,
      cwd: hostile,
      value: hostile,
      name: hostile.filter((text) => text !== "" && text !== "__proto__"),
      flags: fc.array(hostile, { maxLength: 3 }),
    });
    await fc.assert(
      fc.property(over, ({ reasoning, session, cwd, value, name, flags }) => {
        const table: RuleTable = {
          name: "x",
          tool: "^Bash$",
          flags,
          cwd,
          fields: { [name]: value || "x" },
          promoted_reasoning: reasoning,
          promoted_session: session,
        };
        const text = withLearnedRule(BEFORE, table);
        expect(text.startsWith(BEFORE)).toBe(true);
        expect(text.slice(BEFORE.length)).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}\u00a0]|[^\P{Cc}\n]/u);
        const rules = rulesOf(text);
        expect(rules.slice(0, -1)).toEqual(rulesOf(BEFORE));
        expect(rules.at(-1)).toEqual({
          ...table,
          flags: flags.map(lost),
          cwd: lost(cwd),
          fields: { [lost(name)]: lost(value || "x") },
          promoted_reasoning: lost(reasoning),
          promoted_session: lost(session),
        });
        expect(withoutLearnedRule(text, { name: "x" })).toBe(`${BEFORE}\n`);
      }),
      { seed: SEED, numRuns: tries(1500) },
    );
  });

  it("in a call never gets further than its own rule", async () => {
    const calls = fc.oneof(
      fc
        .tuple(fc.constantFrom("git push origin ", "mytool ", "npm test -- "), hostile)
        .map(([line, text]) => line + text),
      fc
        .tuple(hostile, hostile)
        .map(([id, text]) => ({ tool: "mcp__x__y", input: { id, [text]: id } })),
      hostile.map((text) => ({ tool: "WebFetch", input: { url: `https://a.example/${text}` } })),
      hostile.map((text) => ({
        tool: "Edit",
        input: { file_path: `/home/ana/shop/src/${text}.ts` },
      })),
      hostile.map((text) => ({ tool: `mcp__x__${text}`, input: {} })),
    );
    let learned = 0;
    await fc.assert(
      fc.asyncProperty(calls, async (call) => {
        const found = narrowestRule(await judgedOf(call));
        if (found.kind === "none") return;
        learned += 1;
        const table = { name: "x", ...found.table };
        const rules = rulesOf(withLearnedRule(BEFORE, table));
        expect(rules).toEqual([...rulesOf(BEFORE), table]);
        const { rules: made, problems } = await compiled("allow", rules, "auto");
        expect(problems).toEqual([]);
        expect(made).toHaveLength(4);
        expect(JSON.stringify(found.table)).toMatch(/^[\x20-\x7e]*$/);
      }),
      { seed: SEED, numRuns: tries(1500) },
    );
    expect(learned).toBeGreaterThan(tries(100));
  });
});
