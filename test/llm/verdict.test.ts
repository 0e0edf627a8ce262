import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verdictOf } from "../../src/llm/verdict.ts";

describe("a verdict", () => {
  it("is a score, one line, and perhaps a rule", () => {
    const rule = { tool: "^Bash$", fields: { command: "^ls$" } };
    expect(verdictOf({ score: "YELLOW", reasoning: "Perhaps.", rule })).toEqual({
      score: "YELLOW",
      reasoning: "Perhaps.",
      rule,
    });
    expect(verdictOf({ score: "RED", reasoning: "No.", rule: null, more: 1 })).toEqual({
      score: "RED",
      reasoning: "No.",
    });
  });

  it("has reasoning of one line under 200 characters, whatever the model wrote", () => {
    const texts = fc.string({ unit: "binary", maxLength: 400 });
    fc.assert(
      fc.property(texts, (reasoning) => {
        const line = verdictOf({ score: "RED", reasoning })?.reasoning ?? "x";
        expect(line.length).toBeLessThan(200);
        expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 300, seed: 3 },
    );
    const cut = verdictOf({ score: "RED", reasoning: `${"a".repeat(197)}😀 tail` });
    expect(cut?.reasoning).toBe(`${"a".repeat(197)}…`);
  });

  it.each<[string, unknown]>([
    ["nothing", undefined],
    ["a text", "GREEN"],
    ["a list", [{ score: "GREEN", reasoning: "x" }]],
    ["no score", { reasoning: "x" }],
    ["another score", { score: "green", reasoning: "x" }],
    ["no reasoning", { score: "GREEN" }],
    ["empty reasoning", { score: "GREEN", reasoning: "\n\u200b " }],
    ["reasoning without end", { score: "GREEN", reasoning: "x".repeat(2001) }],
    ["a rule of another shape", { score: "GREEN", reasoning: "x", rule: { tool: "Bash" } }],
    ["a rule of lists", { score: "GREEN", reasoning: "x", rule: { tool: "B", fields: { a: [] } } }],
  ])("is not in %s", (_, answer) => {
    expect(verdictOf(answer)).toBeUndefined();
  });
});
