import { describe, expect, it } from "vitest";
import { count, duration, quote, ratio, text } from "../../../src/findings/values.ts";
import type { Block } from "../../../src/model/report.ts";
import { renderCsvFiles, renderReport } from "../../../src/render/render.ts";
import { SAMPLE_REPORT } from "../../support/sample-report.ts";
import { note, report, section, share, table, time } from "../../support/values.ts";

const OPTIONS = { columns: 80, colour: false, ascii: false };
const ONE = report([
  section("Kinds", [
    table(
      ["what", ">ratio", ">took", "at", "", "what"],
      [
        [
          quote("=1+1"),
          ratio(1 / 3),
          duration(1234.5),
          time("2026-11-19T13:12:48Z", "day"),
          share(1),
          text("a,b"),
        ],
        [quote("x\ny"), ratio(null), duration(null), time(null, "day"), share(0), text("")],
      ],
      { total: [text("all"), ratio(1), duration(1), text(""), text(""), text("")] },
    ),
  ]),
  section("Notes", [note("", text("no table"))]),
]);

describe("a report as CSV", () => {
  it("is its only table: exact numbers, no bars, no total, no formula", async () => {
    expect(await renderReport(ONE, "csv", OPTIONS)).toBe(
      [
        "what,ratio,took,at,what-2",
        `'=1+1,${1 / 3},1234.5,2026-11-19,"a,b"`,
        '"x\ny",,,,""',
        "",
      ].join("\n"),
    );
  });

  it("tells a day as the report's zone has it, and any other time as an instant", async () => {
    const late = "2026-11-15T23:00:00.000Z";
    const days: Block = {
      kind: "bars",
      series: ["calls"],
      rows: [{ label: time(late, "day"), bars: [{ value: count(3), share: 1 }] }],
    };
    const one = report([section("Days", [days])]);
    expect(await renderReport(one, "csv", OPTIONS)).toBe("day,calls\n2026-11-16,3\n");
    const at = report([section("Times", [table(["at"], [[time(late, "day_clock")]])])]);
    expect(await renderReport(at, "csv", OPTIONS)).toBe(`at\n${late}\n`);
  });

  it("leaves bars in parts to the table beside them", async () => {
    const bars: Block = {
      kind: "bars",
      series: ["calls"],
      parts: ["yours", "learned"],
      rows: [{ label: text("W47"), bars: [{ value: count(3), share: 1 }], parts: [0.5, 0.5] }],
    };
    const parts = table(["week", ">yours", ">learned"], [[text("W47"), count(2), count(1)]]);
    expect(await renderReport(report([section("Tiers", [bars, parts])]), "csv", OPTIONS)).toBe(
      "week,yours,learned\nW47,2,1\n",
    );
  });

  it("says evidence in words, as every other format does", async () => {
    const item: Extract<Block, { kind: "list" }>["items"][number] = {
      ...{
        id: "k3f2",
        severity: "warn",
        tag: "new",
        title: [text("rose")],
        command: "x",
        effect: "",
      },
      lines: [
        [text("ratio "), ratio(190 / 1402), text(" at "), time("2026-11-19T13:12:07Z", "clock")],
      ],
    };
    const list: Block = { kind: "list", items: [item] };
    expect(await renderReport(report([section("Do", [list])]), "csv", OPTIONS)).toContain(
      ",rose,ratio 13.6 % at 14:12,",
    );
  });

  it("needs to be told which of several tables", async () => {
    await expect(renderReport(SAMPLE_REPORT, "csv", OPTIONS)).rejects.toThrow(
      /digest has 10 tables, and CSV holds one\. Name one with --table, .*: do-this-first, week, /,
    );
    await expect(renderReport(SAMPLE_REPORT, "csv", { ...OPTIONS, table: "x" })).rejects.toThrow(
      'digest has no table "x"',
    );
    const denied = await renderReport(SAMPLE_REPORT, "csv", { ...OPTIONS, table: "denied" });
    expect(denied.split("\n")[1]).toBe(
      "no-secret-reads,5,3,2026-11-20T15:31:00Z,cat .env.production",
    );
  });

  it("says what has no table", async () => {
    const none = report([section("Notes", [note("", text("x"))])]);
    await expect(renderReport(none, "csv", OPTIONS)).rejects.toThrow("digest has no table");
  });

  it("is a file for each table, each with a name of its own", async () => {
    const twice = table([">n"], [[count(1)]], { more: { count: 7, command: null } });
    const files = await renderCsvFiles(report([section("A", [twice, twice])]), {});
    expect(files.map(({ name, left }) => [name, left])).toEqual([
      ["a.csv", 7],
      ["a-2.csv", 7],
    ]);
  });
});
