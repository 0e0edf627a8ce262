import { describe, expect, it } from "vitest";
import { count, quote, text } from "../../src/findings/values.ts";
import type { Report } from "../../src/model/report.ts";
import { renderReport } from "../../src/render/render.ts";
import { displayWidth } from "../../src/render/width.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../support/sample-report.ts";
import { change, figure, note, report, section, table } from "../support/values.ts";

const PLAIN = { columns: 80, colour: false, ascii: false };

/** The lines of one section at 60 columns. */
async function narrow(one: Report["sections"][number]): Promise<string[]> {
  const shown = linesOf(await renderReport(report([one]), "text", { ...PLAIN, columns: 60 }));
  return shown.slice(shown.findIndex((line) => line.startsWith("─")) + 2);
}

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

  it("cuts no number, title, time or change at 60 columns: words and spaces give way", async () => {
    const titles = ["tool", ">calls", ">allowed", ">asked", ">denied", ">prompts", ">refused", "k"];
    const cell = text("1,212 of 5,100");
    const row = [quote("Bash"), ...[2746, 2299, 23, 6, 418, 17].map(count), cell];
    const shown = await narrow(section("By tool", [table(titles, [row])]));
    expect(shown).toEqual([
      " BY TOOL",
      " calls allowed asked denied prompts refused k".padStart(47),
      " Bash",
      " 2,746   2,299    23      6     418      17 1,212 of 5,100".padStart(60),
    ]);
  });

  it("leaves median and weeks out of a scorecard before anything in it is cut", async () => {
    const figures = [
      figure(
        "Prompts saved, estimated",
        [count(12_923), count(12_487), change("unclear", 436), count(401)],
        [0, 1, 2, 3, 4, 5, 6, 7],
      ),
    ];
    expect(await narrow(section("The week", [{ kind: "figures", figures }]))).toEqual([
      " THE WEEK                     this     last   change",
      " Prompts saved, estimated   12,923   12,487   +436, unclear",
    ]);
  });

  it("puts the title of a section above a table whose first column holds numbers", async () => {
    const shown = await narrow(
      section("Hours", [table([">hour", ">calls"], [[count(9), count(4)]])]),
    );
    expect(shown).toEqual([" HOURS", " hour  calls", "    9      4"]);
  });

  it("breaks the line that says which window it is about, and cuts no label", async () => {
    const window = {
      ...{ since: "2026-02-09T08:10:00.000Z", until: "2026-02-09T11:57:00.000Z" },
      time_zone: "America/Argentina/Buenos_Aires",
    };
    const label = "2026-02-09 05:10 to 2026-02-09 08:57";
    const one = { ...report([]), title: "friction report", label, window };
    const shown = linesOf(await renderReport(one, "text", { ...PLAIN, columns: 60 }));
    expect(shown.slice(0, 4)).toEqual([
      "claude-permit  friction report",
      label,
      "Mon 9 Feb 05:10 to Mon 9 Feb 2026 08:57,",
      "America/Argentina/Buenos_Aires (UTC-3)",
    ]);
  });

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
