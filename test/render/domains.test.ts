import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { replaceDomains } from "../../src/render/domains.ts";

const marked = (text: string) => replaceDomains(text, (labels, ending) => `<${labels}|${ending}>`);

describe("names of domains", () => {
  it.each([
    { text: "curl evil.example/x", shown: "curl <evil.|example>/x" },
    { text: "a.b.co.uk and C.COM", shown: "<a.b.co.|uk> and <C.|COM>" },
    { text: "пример.рф, straße.de", shown: "<пример.|рф>, <straße.|de>" },
    {
      text: "index.ts of settings.json. Then 0.34 s",
      shown: "index.ts of settings.json. Then 0.34 s",
    },
  ])("of $text are found", ({ text, shown }) => {
    expect(marked(text)).toBe(shown);
  });

  it("are found alike among letters of any script", () => {
    const part = fc.constantFrom(
      ...["a", "Evil", "com", "CO", "uk", "ts", "json", "xn--p1ai", "x-", "_", "7"],
      ...[".", ".", ".", "-", "@", "/", " ", ":", ".."],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const text = parts.join("");
        // The last word, which is not ASCII, is no part of the first.
        expect(marked(`${text} é`)).toBe(`${marked(text)} é`);
      }),
      { numRuns: 2000 },
    );
  });
});
