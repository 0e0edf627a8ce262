import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { displayWidth, graphemes, head } from "../../src/render/width.ts";

describe("what a reader sees as one character", () => {
  it("is told alike with and without the machine's own rules", () => {
    const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });
    const unit = fc.oneof(
      fc.integer({ min: 0x20, max: 0x7e }),
      fc.integer({ min: 0xa1, max: 0x2ff }),
      fc.integer({ min: 0x2010, max: 0x2027 }),
      fc.integer({ min: 0x2190, max: 0x25ff }),
      fc.constantFrom(0x301, 0x200d, 0xfe0f, 0x1f469, 0x1f1e6, 0x1100),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 12 }), (codes) => {
        const text = String.fromCodePoint(...codes);
        const parts = Array.from(segmenter.segment(text), (part) => part.segment);
        expect(graphemes(text)).toEqual(parts);
      }),
      { numRuns: 500 },
    );
  });
});

describe("columns on a terminal", () => {
  it.each([
    { text: "▲ +138 – ≈ same", columns: 15 },
    { text: "\u25FC\u25FF", columns: 2 },
    // Shapes among the others that are shown as emoji.
    { text: "\u25FD\u25FE", columns: 4 },
    { text: "日本", columns: 4 },
    { text: "e\u0301", columns: 1 },
  ])("of $text are $columns", ({ text, columns }) => {
    expect(displayWidth(text)).toBe(columns);
  });

  it("are what the beginning of a text is cut by", () => {
    expect(head("▲ +138", 3)).toBe("▲ +");
    expect(head("\u25FD\u25FE", 3)).toBe("\u25FD");
    expect(head("▲", -1)).toBe("");
  });
});
