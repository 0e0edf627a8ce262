import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { plainExpression } from "../../../src/policy/patterns/plain-expression.ts";
import { createEngine } from "../../../src/policy/patterns/re2.ts";
import { tries } from "../../support/soak.ts";

const engine = createEngine();

const FLAGS = fc.constantFrom("", "", "(?i)", "(?s)", "(?is)", "(?si)");
/** Few characters, so that texts and expressions meet. */
const CHARACTERS = [
  "a",
  "b",
  "A",
  "k",
  "K",
  "\u212a",
  "s",
  "\u017f",
  "-",
  " ",
  "/",
  ".",
  "_",
  "0",
  "\n",
  "\u00e9",
  "\u2028",
];
const TEXTS = fc.string({ unit: fc.constantFrom(...CHARACTERS), maxLength: 12 });

const PIECES =
  "a b ab - / 0 \\. \\- \\b ^ $ . .* .+ .*? a? b* [ab] [^a] [^a-b]* [a-z0-9_-]+ [.] \\s \\S+ \\w* \\d \\W \\D [\\w.] [\\s-] k [^k] [A-Z] [^s-z]* a{2} [ab]{1,3} -{0,2}? b{2,} a{0} a{12} a{,2} \\pL (?i)a [[:alpha:]] \\n \\x41 \\z".split(
    " ",
  );
const { expression } = fc.letrec<{ expression: string; sequence: string; part: string }>((tie) => ({
  expression: fc.array(tie("sequence"), { minLength: 1, maxLength: 3 }).map((all) => all.join("|")),
  sequence: fc.array(tie("part"), { maxLength: 5 }).map((all) => all.join("")),
  part: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...PIECES, " "),
    fc
      .tuple(
        fc.constantFrom("(", "(?:", "(?i:", "(?s:", "(?is:"),
        tie("expression"),
        fc.constantFrom("", "?", "*", "+", "{2}", "{0,2}", "{1,}"),
      )
      .map(([open, inside, repeated]) => `${open}${inside})${repeated}`),
  ),
}));

const SIGNS =
  "{2} {3,1} {1,} a b z A - ^ $ . * + ? ( ) [ ] { } | \\ \\w \\b \\- (?: (? [a-z] 1 , ! &".split(
    " ",
  );

/** Expressions as people write them in rules. */
const WRITTEN = [
  "^git push .*(--force|-f)\\b",
  "^git push [^o]\\S* ",
  "^(npm|pnpm) (test|run (lint|build))( |$)",
  "^npm (run|exec) [a-z]+-7( --[a-z-]+)*$",
  "^docker (compose )?(up|run) .*svc-3",
  "(^|/)\\.env(\\.[a-z]+)?$",
  "^mcp__server\\d+__.*",
  "(?i)^GIT (.* )?(push|--FORCE)( |$)",
  "(?is)^(npm|x)\\b.*(\\b(test|lint)\\b|/)",
];

describe("an expression that is read without the engine", () => {
  it("answers what the engine answers, whatever the expression and the text", () => {
    fc.assert(
      fc.property(FLAGS, expression, TEXTS, (flags, inside, text) => {
        const source = `${flags}${inside}`;
        fc.pre(engine.problem(source) === undefined);
        const answer = plainExpression(source)?.(text);
        if (answer !== undefined)
          expect([source, answer]).toEqual([source, engine.finds(source, text)]);
      }),
      { numRuns: tries(5000) },
    );
  });

  it("is valid", () => {
    fc.assert(
      fc.property(
        fc.oneof(expression, fc.string({ unit: fc.constantFrom(...SIGNS) })),
        (source) => {
          if (plainExpression(source) !== undefined)
            expect([source, engine.problem(source)]).toEqual([source, undefined]);
        },
      ),
      { numRuns: tries(5000) },
    );
  });

  it.each(WRITTEN)("is %s", (source) => {
    const answers = plainExpression(source);
    const pieces = fc.constantFrom(
      ..."git push npm run docker compose up svc-3 test lint build-7 --force -f -x origin / .env .local $ \n mcp__server12__x".split(
        " ",
      ),
      " ",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.constantFrom("", " "), (words, glue) => {
        const text = words.join(glue);
        expect(answers?.(text)).toBe(engine.finds(source, text));
      }),
      { numRuns: tries(500) },
    );
  });

  it("is none with flags on the way, many repeats or classes of other alphabets", () => {
    for (const source of [
      "a(?i)a",
      "(?U)a*",
      "(?-s)a",
      "a{12}",
      "a{3,2}",
      "a{2}{3}",
      "(a{2}){3}",
      "\\pL",
      "[[:alpha:]]",
      "\\x41",
      "a**",
      "é",
      "(?P<x>a)",
    ])
      expect(plainExpression(source)).toBeUndefined();
  });

  it("may be long, and stands no deeper in groups than the engine reads", () => {
    const many = Array.from({ length: 150 }, (_, at) => `^go ${at}( -v)*$`).join("|");
    expect(plainExpression(many)?.("go 149 -v -v")).toBe(true);
    expect(plainExpression(many)?.("go 150")).toBe(false);
    const deep = (groups: number): string => `${"(a|bc*".repeat(groups)}${")*c".repeat(groups)}`;
    expect(plainExpression(deep(150))).toBeDefined();
    expect(engine.problem(deep(150))).toBeUndefined();
    expect(plainExpression(deep(250))).toBeUndefined();
    expect(engine.problem(deep(250))).toContain("too deep");
  });

  it("leaves long texts and characters of two units to the engine", () => {
    const answers = plainExpression("^a.$");
    expect(answers?.(`a\u{1f600}`)).toBeUndefined();
    expect(answers?.("a".repeat(5000))).toBeUndefined();
  });

  it("leaves to the engine what takes many steps, in no more time than that takes", () => {
    for (const source of ["^(a(.*y)?)*$", "((a*)*b?)*c", "(a|a.|.a)*(a*)*b$"]) {
      const answers = plainExpression(source);
      expect([undefined, false]).toContain(answers?.("a".repeat(4000)));
    }
    expect(plainExpression("^(a(.*y)?)*$")?.("a".repeat(4000))).toBeUndefined();
  });
});
