import fc from "fast-check";
import { RE2JS } from "re2js";
import { describe, expect, it } from "vitest";
import { holdsOneOf, oneOfTexts } from "../../../src/policy/patterns/one-of.ts";
import { tries } from "../../support/soak.ts";

describe("the texts of which one occurs", () => {
  it.each([
    ["(?i)^(\\S+ )*(npm|Yarn) Publish", [" publish"]],
    ["\\.(?:pem|key)$", ["pem", "key"]],
    ["^(?:.*/)?[^/]*\\.(?:p12|pfx)$", ["p12", "pfx"]],
    ["git push|hg\\b (pull|fetch)", ["git push", "fetch", "pull"]],
    ["(abc|d)", ["abc", "d"]],
    ["(a|b)+c?", ["a", "b"]],
    ["(?i:AB)c", ["ab"]],
    ["a{2,3}", ["aa"]],
  ])("%s: %j", (source, texts) => {
    expect([...(oneOfTexts(source) ?? [])].sort()).toEqual([...texts].sort());
  });

  it.each([".*", "a?", "(a|b?)", "(abc)*", "\\w+", "\\x61", "(?P<x>a)", "a)", "[ab]"])(
    "are not known of %s",
    (source) => expect(oneOfTexts(source)).toBeUndefined(),
  );

  it("hold for whatever the engine finds, letters that fold among them", () => {
    const part = fc.constantFrom(
      ...[
        "a",
        "b",
        "k",
        "s",
        "S",
        "(a|K)",
        "(a|bs)?",
        "a+",
        ".",
        "[ab]",
        "\\b",
        "(?:a|b*)k",
        "\\.",
      ],
      ...["(?i:ks)", "(?i:S|b)", "k{2}", "(s|(a|b)k)", "$", "|"],
    );
    const source = fc
      .tuple(
        fc.constantFrom("", "^", "(?i)", "(?is)"),
        fc.array(part, { minLength: 1, maxLength: 5 }),
      )
      .map(([start, parts]) => start + parts.join(""));
    const unit = fc.constantFrom("a", "B", "k", "K", "s", "S", "\u017f", "\u212a", ".", " ");
    let found = 0;
    fc.assert(
      fc.property(source, fc.string({ unit, maxLength: 8 }), (expression, subject) => {
        const texts = oneOfTexts(expression);
        if (texts === undefined || !RE2JS.compile(expression).matcher(subject).find()) return;
        found += 1;
        expect(holdsOneOf(texts, subject)).toBe(true);
      }),
      { numRuns: tries(10_000), seed: 11 },
    );
    expect(found).toBeGreaterThan(tries(300));
  });
});
