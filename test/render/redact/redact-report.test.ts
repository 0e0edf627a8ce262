import { describe, expect, it } from "vitest";
import { after, command, count, named, quote, text } from "../../../src/findings/values.ts";
import { Report } from "../../../src/model/report.ts";
import { redactReport } from "../../../src/render/redact/redact-report.ts";
import { FORMATS, renderMail, renderReport } from "../../../src/render/render.ts";
import { SAMPLE_PAGE } from "../../support/sample-page.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../../support/sample-report.ts";
import { note, report, section, table } from "../../support/values.ts";

const PATH = "/home/ana/shop/secret-plan.md";

/** A path in each place that a text may stand in. */
const EVERYWHERE: Report = report(
  [
    section(
      `Title ${PATH}`,
      [
        table(
          [PATH, ">n"],
          [
            [quote(PATH), count(1)],
            [named(PATH), count(2)],
            [text(PATH), count(3)],
          ],
          {
            total: [text(PATH), count(6)],
            more: { count: 3, command: `claude-permit stats --home ${PATH}` },
            empty: PATH,
          },
        ),
        note(
          PATH,
          quote(`cat ${PATH}`),
          text(` at ${PATH} `),
          command(`claude-permit explain ${PATH}`),
        ),
        { kind: "code", text: `cat ${PATH}\nls` },
        {
          kind: "line",
          title: PATH,
          unit: "count",
          points: [{ label: PATH, value: 1, low: null, high: null }],
        },
        {
          kind: "bars",
          series: [PATH],
          rows: [{ label: quote(PATH), bars: [{ value: quote(PATH), share: 1 }] }],
        },
        {
          kind: "list",
          items: [
            {
              id: "k3f2",
              severity: "warn",
              tag: PATH,
              title: [quote(PATH)],
              lines: [[quote(`rm ${PATH}`)]],
              command: `claude-permit report --home ${PATH}`,
              effect: PATH,
            },
          ],
        },
      ],
      { id: "one" },
    ),
  ],
  {
    title: PATH,
    verdict: { level: "red", sentence: [quote(PATH), text(` ${PATH}`)], counts: PATH },
  },
);

describe("redaction", () => {
  it("leaves a report in full as it stands", () => {
    expect(redactReport(SAMPLE_REPORT, "full")).toBe(SAMPLE_REPORT);
  });

  it.each(["masked", "counts"] as const)("%s: leaves no full path anywhere", (level) => {
    const redacted = redactReport(EVERYWHERE, level);
    expect(Report.parse(redacted).redaction).toBe(level);
    expect(JSON.stringify(redacted)).not.toMatch(/\/home|ana\/|shop/);
  });

  it("masked: finds a path behind what nobody sees", () => {
    const hidden = report([section("T", [note("", quote("/ho\u200Bme/ana/shop/x.ts"))])]);
    expect(JSON.stringify(redactReport(hidden, "masked"))).not.toContain("ana");
  });

  it("keeps every number, time and sign", () => {
    const numbers = (one: Report) => JSON.stringify(one).match(/"(value|ms|at|share)":[^,}]+/g);
    expect(numbers(redactReport(SAMPLE_REPORT, "counts"))).toEqual(numbers(SAMPLE_REPORT));
  });

  it("keeps words of ours that stand before a text of the log", () => {
    const value = after("in part ", quote("cat /home/ana/.ssh/id_rsa"));
    const words = (level: "masked" | "counts") =>
      JSON.stringify(redactReport(report([section("One", [note("", value)])]), level));
    expect(words("counts")).toContain('"in part …"');
    expect(words("masked")).toContain('"in part cat …"');
  });

  it("reaches what only the page shows: entries behind counts, and names in its filter", () => {
    const shown = (one: Report) => JSON.stringify([one.cube, behindOf(one)]);
    expect(shown(SAMPLE_PAGE)).toMatch(/cat \.env\.production.*/);
    expect(shown(SAMPLE_PAGE)).toContain("shop-api");
    expect(shown(redactReport(SAMPLE_PAGE, "masked"))).not.toContain("cat .env.production");
    expect(shown(redactReport(SAMPLE_PAGE, "counts"))).not.toMatch(/shop-api|Bash|cat /);
  });

  it("says its level in the footer, once, and never takes less than before", () => {
    const masked = redactReport(SAMPLE_REPORT, "masked");
    expect(redactReport(masked, "masked")).toBe(masked);
    expect(redactReport(masked, "full")).toBe(masked);
    const counts = redactReport(masked, "counts");
    const terms = counts.sections
      .at(-1)
      ?.blocks.map((one) => (one.kind === "note" ? one.term : ""));
    expect(terms?.filter((term) => /Masked|Counts/.test(term))).toEqual(["Counts only"]);
    expect(redactReport(QUIET_REPORT, "masked").sections.at(-1)?.id).toBe("redaction");
  });

  it("is what leaves the machine unless somebody says otherwise", async () => {
    const options = { columns: 80, colour: false, ascii: false };
    for (const format of ["email", "slack", "slack-blocks"] as const) {
      expect(FORMATS[format].redaction).toBe("masked");
      expect(await renderReport(EVERYWHERE, format, options)).not.toContain("/home/ana");
    }
    expect(JSON.stringify(await renderMail(EVERYWHERE, {}))).not.toContain("/home/ana");
    expect((await renderMail(EVERYWHERE, { redaction: "full" })).text).toContain("/home/ana");
    for (const format of ["text", "markdown", "html", "json"] as const) {
      expect(await renderReport(EVERYWHERE, format, options)).toContain("/home/ana");
      const counts = await renderReport(SAMPLE_REPORT, format, { ...options, redaction: "counts" });
      expect(counts).not.toMatch(/shop-api|no-force-push|playwright|8c1e|cat /);
    }
  });
});

function behindOf({ sections }: Report): unknown[] {
  const blocks = sections.flatMap((section) => section.blocks);
  return blocks.flatMap((block) => (block.kind === "table" ? [block.behind] : []));
}
