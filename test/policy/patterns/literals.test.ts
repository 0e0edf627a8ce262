import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { choicesOf, isChosen } from "../../../src/policy/patterns/choices.ts";
import { requiredLiterals } from "../../../src/policy/patterns/literals.ts";
import { createEngine } from "../../../src/policy/patterns/re2.ts";
import { tries } from "../../support/soak.ts";

const engine = createEngine();

/** Small pieces over few letters, so that texts and expressions meet often. */
const text = fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "-", ".", "é"), maxLength: 12 });
const piece = fc.constantFrom(
  "a",
  "b",
  "c",
  "ab",
  "a b",
  "-",
  " ",
  "\\.",
  "\\-",
  ".",
  "^",
  "$",
  "\\b",
  "\\d",
  "\\w",
  "[ab]",
  "[^a]",
  "[]a]",
  "(a|b)",
  "(?:ab|c)",
  "(a)",
  "(?:a(b|c))",
  "a*",
  "a+",
  "ab?",
  "b{2}",
  "a{0,1}",
  "(ab)*",
  "c{1,}",
  "|",
  "(?i)",
  "\\x61",
  "\\Qa.b\\E",
  "\\pL",
  "é",
  "[[:alpha:]]",
  "x{,2}",
  "a**",
  "\\n",
  "(?P<n>a)",
);
const expression = fc.array(piece, { minLength: 1, maxLength: 6 }).map((parts) => parts.join(""));
const simple = fc
  .tuple(
    fc.constantFrom("", "^"),
    fc.constantFrom("", "a", "a b", "a\\.", "-"),
    fc.constantFrom("", "(a|b)", "(?:ab|c|b b)", "(a)"),
    fc.constantFrom("", "b", " c"),
    fc.constantFrom("", "$", "\\b"),
  )
  .map((parts) => parts.join(""));

describe("the literals of an expression", () => {
  it("occur in every text that the engine finds", () => {
    fc.assert(
      fc.property(expression, text, (source, candidate) => {
        fc.pre(engine.problem(source) === undefined);
        const { literals, exact } = requiredLiterals(source);
        const found = engine.finds(source, candidate);
        if (found) for (const literal of literals) expect(candidate).toContain(literal);
        if (exact) expect(candidate.includes(literals[0] ?? "")).toBe(found);
      }),
      { numRuns: tries(5000) },
    );
  });

  it.each([
    ["^git (status|log)\\b", ["git "]],
    ["rm -rf", ["rm -rf"]],
    ["a|b", []],
    ["(?i)secret", []],
    ["curl.*\\|\\s*sh", ["curl", "sh", "|"]],
    ["x+y?z", ["x", "z"]],
  ])("of %s are %j", (source, literals) => {
    expect([...requiredLiterals(source).literals].sort()).toEqual([...literals].sort());
  });
});

describe("the choices of a simple expression", () => {
  it("stand in a text exactly where the engine finds it", () => {
    fc.assert(
      fc.property(fc.oneof(simple, expression), text, (source, candidate) => {
        fc.pre(engine.problem(source) === undefined);
        const choices = choicesOf(source);
        if (choices !== undefined) {
          expect(isChosen(choices, candidate)).toBe(engine.finds(source, candidate));
        }
      }),
      { numRuns: tries(5000) },
    );
  });

  it.each(["^Bash$", "Edit|Write", "^(Read|Grep)$", "^git (log|diff)\\b", "^mcp__"])(
    "are known for %s",
    (source) => expect(choicesOf(source)).toBeDefined(),
  );

  it.each(["^git .*", "a+", "(?i)x", "(a|b)c(d|e)", "^", "é"])(
    "are left to the engine for %s",
    (source) => expect(choicesOf(source)).toBeUndefined(),
  );
});
