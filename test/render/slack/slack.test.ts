import { describe, expect, it } from "vitest";
import { count, named, text } from "../../../src/findings/values.ts";
import { renderReport } from "../../../src/render/render.ts";
import { readMrkdwn } from "../../support/mrkdwn.ts";
import { QUIET_REPORT, SAMPLE_REPORT } from "../../support/sample-report.ts";
import { report, section, table } from "../../support/values.ts";

const OPTIONS = { columns: 80, colour: false, ascii: false };

/** Forty tables of forty long rows: more than any message takes. */
const HUGE = report(
  Array.from({ length: 40 }, (_, index) =>
    section(`Part ${index}`, [
      table(
        ["what", ">calls"],
        Array.from({ length: 40 }, (_row, row) => [
          named(`${"name ".repeat(12)}${row}`),
          count(row),
        ]),
      ),
    ]),
  ),
);

describe("a digest for Slack", () => {
  it("says verdict, three findings, four figures and what is masked", async () => {
    const words = await renderReport(SAMPLE_REPORT, "slack", OPTIONS);
    expect(words).toMatch(
      /^\*claude-permit 2026-W47: RED\*\nA blocked secret was read another way/,
    );
    expect(words).toContain(
      "*1. FIX* A denied read was reached another way (Thu 19 Nov, `shop-api`, session `8c1e`)\n     `claude-permit rules suggest --accept k3f2`",
    );
    expect(words).toContain("_and 2 more:_ `claude-permit report --during 2026-W47");
    expect(words).toContain(
      "```\nCalls   1,850  ≈ same        Prompts you saw       226  ▲ +138\nDenied     14  +9, unclear   Passthrough ratio  16.0 %  ▲ +11.8 pp\n```",
    );
    expect(words).toMatch(/_Mon 16 Nov to Sun 22 Nov 2026, .* Masked: no full paths\._\n$/);
    expect(readMrkdwn(words).bold).toEqual([
      "claude-permit 2026-W47: RED",
      "1. FIX",
      "2. LOOK",
      "3. LOOK",
    ]);
  });

  it("says a quiet week in a few lines", async () => {
    expect((await renderReport(QUIET_REPORT, "slack", OPTIONS)).split("\n").length).toBeLessThan(
      10,
    );
  });

  it("counts rows that it leaves out, whatever lines they take, and cuts no column", async () => {
    const rows = Array.from({ length: 40 }, (_, row) => [
      named(`a name of what was called ${row}`),
      count(row),
      text("asked by Claude Code"),
      text("in part npm-scripts"),
    ]);
    const one = table(["what", ">calls", "asked by", "covered by"], rows, {
      more: { count: 7, command: null },
    });
    const words = await renderReport(report([section("One", [one])]), "slack", OPTIONS);
    const shown = words.match(/^ a name of what was called \d+ +\d+ {2}asked/gm) ?? [];
    expect(shown.length).toBeGreaterThan(10);
    expect(words).toContain(`\n… ${47 - shown.length} more\n`);
    expect(words).toContain("asked by Claude Code  in part npm-scripts");
    const { blocks } = JSON.parse(
      await renderReport(report([section("One", [one])]), "slack-blocks", OPTIONS),
    );
    const code = blocks.map((block: { text?: { text: string } }) => block.text?.text ?? "").join();
    const inBlocks = code.match(/^ a name/gm)?.length ?? 0;
    expect(code).toContain(`… ${47 - inBlocks} more`);
  });

  it("clamps what is too long, and says so", async () => {
    const words = await renderReport(HUGE, "slack", OPTIONS);
    expect(words.length).toBeLessThanOrEqual(9000);
    expect(words).toMatch(/_There was no room for \d+ sections more:_ `claude-permit report /);
  });
});

describe("blocks for Slack", () => {
  it("name the machine, six figures, five findings, the scorecard and the command", async () => {
    const { blocks, ...rest } = JSON.parse(
      await renderReport(SAMPLE_REPORT, "slack-blocks", { ...OPTIONS, host: "desk.corp.example" }),
    );
    expect(rest).toMatchObject({ unfurl_links: false, unfurl_media: false });
    expect(rest.text).toMatch(/^claude-permit 2026-W47: RED\nA blocked/);
    expect(blocks.map((block: { type: string }) => block.type).join(" ")).toBe(
      "header context section section divider section section section section section divider section context",
    );
    expect(blocks[1].elements[0].text).toMatch(/^desk · Mon 16 Nov/);
    expect(blocks[3].fields).toHaveLength(6);
    expect(blocks[11].text.text).toContain("*The week*\n```\n");
  });

  it("are 20 at most, 9,000 characters at most, and say what is left out", async () => {
    const { blocks } = JSON.parse(await renderReport(HUGE, "slack-blocks", OPTIONS));
    expect(blocks.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(blocks).length).toBeLessThanOrEqual(9000);
    const lengths = blocks.map(
      (block: { text?: { text: string } }) => block.text?.text.length ?? 0,
    );
    expect(Math.max(...lengths)).toBeLessThanOrEqual(3000);
    expect(blocks.at(-1).elements[0].text).toMatch(/^There was no room for \d+ more; all of it: `/);
  });

  it("escape the three signs and nothing else", async () => {
    const one = report([section("T", [])], {
      verdict: { level: "red", sentence: [text("a < b & c > d @here *x*")], counts: "" },
    });
    const { blocks } = JSON.parse(await renderReport(one, "slack-blocks", OPTIONS));
    expect(blocks[2].text.text).toBe("a &lt; b &amp; c `&gt;` d [@]here `*x*`");
  });
});
