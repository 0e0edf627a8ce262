import { describe, expect, it } from "vitest";
import { count, quote, text } from "../../src/findings/values.ts";
import { renderReport } from "../../src/render/render.ts";
import { displayWidth } from "../../src/render/width.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../support/sample-report.ts";
import { change, figure, note, report, section, table } from "../support/values.ts";

const PLAIN = { columns: 80, colour: false, ascii: false };

function linesOf(words: string): string[] {
  return words.replace(/\n$/, "").split("\n");
}

describe("the text edition", () => {
  it("puts the title of a section into the header of its table", async () => {
    const shown = await renderReport(SAMPLE_REPORT, "text", PLAIN);
    expect(linesOf(shown)).toContain(
      " DENIED  14 in 8 sessions  count  sessions  last       example",
    );
  });

  it("sets the scorecard as eight rows that end in the same column", async () => {
    const shown = linesOf(await renderReport(SAMPLE_REPORT, "text", PLAIN));
    const start = shown.findIndex((line) => line.startsWith(" THE WEEK"));
    expect(shown.slice(start + 1, start + 4)).toEqual([
      " Calls                       1,850    1,702   ≈ same            1,688   ▇▇▇▇▇▇▇█",
      " Sessions                       41       40   ≈ same               38   ▇▇▇▇▇▇██",
      " Prompts you saw               226       88   ▲ +138               89   ▅▄▄▄▄▄▄█",
    ]);
  });

  it.each([40, 60, 72, 80, 100, 120, 200])(
    "has no line longer than %d columns",
    async (columns) => {
      for (const one of [SAMPLE_REPORT, QUIET_REPORT]) {
        const shown = linesOf(await renderReport(one, "text", { ...PLAIN, columns }));
        const room = Math.min(120, Math.max(60, columns));
        expect(shown.filter((line) => displayWidth(line) > room)).toEqual([]);
      }
    },
  );

  it("counts what takes two columns as two", async () => {
    const rows = [
      [quote("読み取り: 秘密"), count(1)],
      [quote("🚀 launch"), count(22)],
    ];
    const one = report([section("Kinds", [table(["what", ">calls"], rows)])]);
    const shown = linesOf(await renderReport(one, "text", PLAIN)).slice(-2);
    expect(shown.map(displayWidth)).toEqual([36, 36]);
  });

  it("breaks a long command so that it can be pasted", async () => {
    const words = `claude-permit report --during 2026-W47 --as-of 2026-11-23T07:00+01:00 --tz UTC`;
    const one = report([section("Again", [note("", { kind: "command", text: words })])]);
    const shown = linesOf(await renderReport(one, "text", PLAIN)).slice(-2);
    expect(shown[0]).toMatch(/ \\$/);
    expect(shown.join("").replace(/ \\ +/, " ").replace(" AGAIN       ", "")).toBe(words);
  });

  it("says what an empty table means instead of drawing it", async () => {
    const empty = table(["rule", ">count"], [], { empty: "nothing was denied" });
    const shown = await renderReport(report([section("Denied", [empty])]), "text", PLAIN);
    expect(shown).toContain("\n DENIED      nothing was denied\n");
  });

  it("draws with ASCII alone where asked", async () => {
    const figures = [figure("Calls", [count(1), count(0), change("up", 1), count(null)], [0, 1])];
    const one = report([section("Week", [{ kind: "figures", figures }, note("", text("Fine."))])]);
    const shown = await renderReport(one, "text", { ...PLAIN, ascii: true });
    expect(shown).toMatch(/^[\n -~]*$/);
    expect(shown).toContain("^ +1");
  });

  it("colours marks and headings, and nothing without colour", async () => {
    const code = "\u001B[";
    const shown = await renderReport(SAMPLE_REPORT, "text", { ...PLAIN, colour: true });
    expect(shown).toContain(`${code}31m■${code}39m`);
    expect(await renderReport(SAMPLE_REPORT, "text", PLAIN)).not.toContain(code);
  });
});
