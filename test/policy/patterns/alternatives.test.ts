import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { joinedSource } from "../../../src/policy/patterns/alternatives.ts";
import { beginningsOf } from "../../../src/policy/patterns/beginnings.ts";
import { choicesOf } from "../../../src/policy/patterns/choices.ts";
import { oneOfTexts } from "../../../src/policy/patterns/one-of.ts";
import { engineFinder, withoutEngine } from "../../../src/policy/patterns/pattern.ts";
import { createEngine } from "../../../src/policy/patterns/re2.ts";
import { compileRules } from "../../../src/policy/rules/compile-rules.ts";
import { tries } from "../../support/soak.ts";

const engine = createEngine();

describe("several expressions as one", () => {
  it.each([
    [["^a"], "^a"],
    [["(?i)^a"], "(?i)^a"],
    [["\\Qa"], "\\Qa"],
    [["^a", "^b|^c"], "^a|^b|^c"],
    [["(?i)^a", "^b"], "(?i:^a)|^b"],
    [["(?i)^a", "(?i)^b"], "(?i)^a|^b"],
    [["(?i)^a", "(?s)^b"], "(?i:^a)|(?s:^b)"],
    [["(?i)(?s)a.", "(?i)b"], "(?i)(?s:a.)|b"],
    [["a(?i)b", "c"], "(?:a(?i)b)|c"],
    [["a(?i:b)", "c"], "a(?i:b)|c"],
    [["\\Qa|", "b"], "\\Qa|\\E|b"],
    [["\\Qa\\E\\Qb\\", "c"], "\\Qa\\E\\Qb\\\\E|c"],
    [["\\\\Qa", "\\Qb\\E"], "\\\\Qa|\\Qb\\E"],
  ])("%j: %s", (sources, joined) => expect(joinedSource(sources)).toBe(joined));

  it("leave what string tests tell of them", () => {
    expect(beginningsOf(joinedSource(["^a .*", "^(b|c) d", "^e$"]))).toEqual([
      "a ",
      "b d",
      "c d",
      "e",
    ]);
    expect(beginningsOf(joinedSource(["(?s)^a .*", "(?s)^b"]))).toEqual(["a ", "b"]);
    expect(oneOfTexts(joinedSource(["(?i)^A .*", "(?i)^b"]))).toEqual(["a ", "b"]);
    expect(oneOfTexts(joinedSource(["(?i)^A .*", "^b"]))).toEqual(["a ", "b"]);
    expect(choicesOf(joinedSource(["Edit", "Write"]))?.texts).toEqual(["Edit", "Write"]);
  });
});

const PIECES = [
  ..."a b ab - . ^ $ \\b \\d [ab] [^a] [|] (a|b) (?:b|c)? a* b+ c{2} | (?i) (?s) (?i)A (?-i) (?i:B) (?U)a+".split(
    " ",
  ),
  ..."\\Qa|b\\E \\Qa. \\Q \\E \\\\ \\( \\n (?P<n>a) \\x61 é \\|".split(" "),
  " ",
];
const SOURCES = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 5 });
const LISTS = fc.array(
  SOURCES.map((parts) => parts.join("")),
  { minLength: 1, maxLength: 4 },
);
const UNITS = fc.constantFrom(
  "a",
  "b",
  "c",
  "A",
  "B",
  "|",
  "-",
  " ",
  ".",
  "\\",
  "(",
  "\n",
  "é",
  "1",
);

describe("a list of expressions in a rule", () => {
  it("is found where one of them is, with the engine and without it", async () => {
    const finder = await engineFinder();
    let found = 0;
    fc.assert(
      fc.property(LISTS, fc.string({ unit: UNITS, maxLength: 6 }), (list, text) => {
        fc.pre(list.every((source) => engine.problem(source) === undefined));
        const { rules, problems } = compileRules(
          [{ tool: "x", fields: { text: list } }],
          { file: "f", kind: "deny", source: "config" },
          engine,
        );
        const expression = rules[0]?.fields["text"];
        // One name for two groups.
        fc.pre(problems.length === 0 && expression !== undefined);
        if (expression === undefined) return;
        const wanted = list.some((source) => engine.finds(source, text));
        if (wanted) found += 1;
        const answers = {
          engine: engine.finds(expression.source, text),
          finder: finder.finds(expression, text),
          strings: withoutEngine((plain) => plain.finds(expression, text)) ?? wanted,
        };
        expect({ list, text, ...answers }).toEqual({
          ...{ list, text },
          ...{ engine: wanted, finder: wanted, strings: wanted },
        });
      }),
      { numRuns: tries(3000) },
    );
    expect(found).toBeGreaterThan(tries(300));
  });
});
