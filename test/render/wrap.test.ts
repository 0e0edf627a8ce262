import { describe, expect, it } from "vitest";
import { type Line, plain, styled } from "../../src/render/text/spans.ts";
import { wrap } from "../../src/render/text/wrap.ts";
import { seeded } from "../support/seeded.ts";

const texts = (lines: readonly Line[]): string[] =>
  lines.map((line) => line.map(({ text }) => text).join(""));
const command = (text: string) => styled("command", text);

describe("a command in a sentence", () => {
  it("goes to the next line whole where it fits into one", () => {
    const line = [plain("most often x stood there; 2 more. "), command("claude-permit rules list")];
    expect(texts(wrap(line, 52))).toEqual([
      "most often x stood there; 2 more.",
      "claude-permit rules list",
    ]);
    expect(texts(wrap(line, 80))).toEqual([
      "most often x stood there; 2 more. claude-permit rules list",
    ]);
  });

  it("takes what stands right behind it along", () => {
    const line = [plain("see "), command("claude-permit rules list"), plain(", then go on")];
    expect(texts(wrap(line, 28))).toEqual(["see", "claude-permit rules list,", "then go on"]);
  });

  it("is broken so that it can be pasted where no line holds it", () => {
    const long = "claude-permit report digest --during 2026-W47 --tz Europe/Amsterdam";
    expect(texts(wrap([plain("again: "), command(long)], 40))).toEqual([
      "again: claude-permit report digest \\",
      "  --during 2026-W47 \\",
      "  --tz Europe/Amsterdam",
    ]);
  });

  it("is never lost, and no line is wider than told, whatever the widths are", () => {
    const random = seeded(77);
    const word = () => "abcdefghij".slice(0, 1 + Math.floor(random() * 9));
    const words = (most: number) =>
      Array.from({ length: 1 + Math.floor(random() * most) }, word).join(" ");
    for (let round = 0; round < 400; round += 1) {
      const asked = `claude-permit ${words(5)}`;
      const line = [plain(`${words(12)} `), command(asked), plain(` ${words(8)}`)];
      const columns = 24 + Math.floor(random() * 50);
      const lines = texts(wrap(line, columns, columns - Math.floor(random() * 8)));
      expect(Math.max(...lines.map((one) => one.length))).toBeLessThanOrEqual(columns);
      expect(
        lines
          .join("\n")
          .replace(/ \\\n {2}/g, " ")
          .replace(/\n/g, " "),
      ).toBe(line.map(({ text }) => text).join(""));
      if (asked.length <= columns) {
        expect(lines.filter((one) => one.includes(asked))).toHaveLength(1);
      }
    }
  });
});
