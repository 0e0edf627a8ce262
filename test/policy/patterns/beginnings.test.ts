import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { beginningsOf } from "../../../src/policy/patterns/beginnings.ts";
import { tries } from "../../support/soak.ts";

describe("what a match begins with", () => {
  it.each([
    ["^git (log|diff)\\b", ["git log", "git diff"]],
    ["^(git|gh) pr (view|list)", ["git pr view", "git pr list", "gh pr view", "gh pr list"]],
    ["^rm( -f)? x", ["rm"]],
    ["^npm .*test", ["npm "]],
    ["^a|^b", ["a", "b"]],
    ["^(a(b|c)d|e)", ["abd", "acd", "e"]],
    ["^\\./x", ["./x"]],
    ["^ab+", ["a"]],
    ["(?s)^ab", ["ab"]],
  ])("%s: %j", (source, texts) => {
    expect(beginningsOf(source)).toEqual(texts);
  });

  it.each([
    "git",
    "^a|b",
    "^.*",
    "^(a|)b?",
    "^(a|.*)",
    "(?i)^git",
    "^\\Qa",
    "^[ab]c",
    "^a*",
    "^(?P<x>a)",
  ])("is not known of %s", (source) => expect(beginningsOf(source)).toBeUndefined());

  it("holds for whatever the engine finds", () => {
    const part = fc.constantFrom(
      "a",
      "b",
      "ab",
      "(a|b)",
      "(a|bc)?",
      "a+",
      ".",
      "[ab]",
      "\\b",
      "(?:a|b*)c",
      "\\.",
    );
    const source = fc
      .array(part, { minLength: 1, maxLength: 5 })
      .map((parts) => `^${parts.join("")}`);
    const text = fc.string({ unit: fc.constantFrom("a", "b", "c", ".", " "), maxLength: 8 });
    fc.assert(
      fc.property(source, text, (expression, subject) => {
        const texts = beginningsOf(expression);
        if (texts === undefined || !RE2JS.compile(expression).matcher(subject).find()) return;
        expect(texts.some((each) => subject.startsWith(each))).toBe(true);
      }),
      { numRuns: tries(5000), seed: 7 },
    );
  });
});
