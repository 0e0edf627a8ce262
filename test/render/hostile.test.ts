import { describe, expect, it } from "vitest";
import { count, quote, text } from "../../src/findings/values.ts";
import {
  FORMATS,
  type Format,
  renderCsvFiles,
  renderMail,
  renderReport,
} from "../../src/render/render.ts";
import { displayWidth } from "../../src/render/width.ts";
import { HOSTILE, HOSTILE_REPORT } from "../support/hostile-report.ts";
import { note, report, section, table } from "../support/values.ts";

const OPTIONS = { columns: 80, colour: false, ascii: false };
const ALL = Object.keys(FORMATS).filter((name): name is Format => name in FORMATS);
/** All of it is in there: what is masked cannot do harm anyway. */
const FULL = { ...OPTIONS, redaction: "full" } as const;

/** All tables of CSV, and of a mail the markup alone. */
async function shown(format: Format, one = HOSTILE_REPORT): Promise<string> {
  if (format === "email") return (await renderMail(one, FULL)).html;
  if (format !== "csv") return renderReport(one, format, FULL);
  return (await renderCsvFiles(one, FULL)).map((file) => file.text).join("");
}

describe.each(ALL)("hostile text in %s", (format) => {
  it("leaves no character behind that nobody sees", async () => {
    // A cell of CSV keeps its line breaks and tabs: they are its text.
    const words = (await shown(format)).replaceAll(format === "csv" ? /[\n\t]/g : "\n", "");
    expect(words.match(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu) ?? []).toEqual([]);
  });
});

describe("hostile text", () => {
  it("never runs as a template", async () => {
    for (const format of ALL) {
      const words = (await shown(format)).replaceAll("<span>.</span>", ".");
      expect(words.includes("{{constructor.constructor}} {{{this}}}")).toBe(true);
    }
  });

  it("opens no element in a page or a mail", async () => {
    for (const format of ["html", "email"] as const) {
      const markup = await shown(format);
      // A page ends in the one script that is ours.
      const ours = format === "html" ? ["<script"] : [];
      expect(found(markup, /<(script|img|svg\/|iframe|style>\*|!channel|U123)/gi)).toEqual(ours);
      expect(markup.endsWith("</script>\n</body>\n</html>\n")).toBe(format === "html");
      expect(found(markup, /<[^>]*\son\w+=/gi)).toEqual([]);
      expect(markup.match(/<\/style>/g)).toHaveLength(1);
    }
  });

  it("leaves no quotation mark in an attribute", async () => {
    const markup = await shown("html");
    const ids = [...markup.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.filter((id) => !/^[A-Za-z0-9-]+$/.test(id ?? ""))).toEqual([]);
  });

  it("has no address in a mail that a program would open", async () => {
    const { html, subject } = await renderMail(HOSTILE_REPORT, FULL);
    const body = html.replace(/<head>.*<\/head>/s, "");
    const address = /https?:\/\/|www\.|evil\.(example|sh)|\w@\w|javascript:/gi;
    expect(found(`${body}\n${subject}`, address)).toEqual([]);
  });

  it("has no such address in the text of a mail either", async () => {
    const quotes = note("", quote(HOSTILE.address), quote(HOSTILE.css), quote(HOSTILE.mention));
    const { text: words } = await renderMail(
      report([section("T", [quotes], { fold: false })]),
      FULL,
    );
    expect(words).toContain("hxxps://evil[.]example");
    expect(found(words, /https?:\/\/|www\.|evil\.(example|sh)|\w@\w/gi)).toEqual([]);
  });

  it("makes one line of a subject", async () => {
    const { subject } = await renderMail(HOSTILE_REPORT, FULL);
    expect(subject).toMatch(/^\[claude-permit\] [^\r\n]+$/);
    expect(subject.length).toBeLessThanOrEqual(120);
  });

  it("keeps the columns of a terminal", async () => {
    for (const columns of [60, 80, 120]) {
      const words = await renderReport(HOSTILE_REPORT, "text", { ...OPTIONS, columns });
      expect(words.split("\n").filter((line) => displayWidth(line) > columns)).toEqual([]);
    }
  });

  it("keeps the cells of a Markdown table", async () => {
    const lines = (await shown("markdown")).split("\n").filter((line) => line.startsWith("| "));
    const cells = lines.map((line) => cellsOf(line));
    expect(cells.filter((number) => number !== 6 && number !== 5 && number !== 3)).toEqual([]);
  });

  it("stays inside the code spans of Markdown", async () => {
    const rows = Object.values(HOSTILE).map((words) => [quote(words), count(1)]);
    const markdown = await shown("markdown", report([section("T", [table(["a", ">b"], rows)])]));
    const cells = markdown.split("\n").flatMap((line) => /^\| (.*) \| 1 \|$/.exec(line)?.[1] ?? []);
    expect(cells).toHaveLength(Object.keys(HOSTILE).length);
    for (const cell of cells) expect(cell).toMatch(/^(`+)(?!`)(.*?[^`]|[^`])\1$|^–$/s);
  });

  it("mentions nobody in Markdown", async () => {
    const words = "ask @octocat about #12 at https://evil.example";
    const markdown = await shown("markdown", report([section(words, [])]));
    expect(markdown).toContain("## ask `@octocat` about `#12` at `https://evil.example`");
  });

  it("is the same again when JSON is read", async () => {
    expect(JSON.parse(await shown("json"))).toEqual(JSON.parse(JSON.stringify(HOSTILE_REPORT)));
  });

  it("does not grow a report without end", async () => {
    const rows = Array.from({ length: 3000 }, () => [quote(HOSTILE.long), text("x"), count(1)]);
    const long = report([
      section("Denied", [table(["a", "b", ">c"], rows)], { id: "denied", fold: false }),
    ]);
    expect((await shown("html", long)).length).toBeLessThan(400_000);
    expect((await shown("markdown", long)).length).toBeLessThan(65_000);
    expect((await shown("email", long)).length).toBeLessThan(80_000);
    expect((await shown("email")).length).toBeLessThan(100_000);
  });
});

/** What matches, short enough to read when a test fails. */
function found(text: string, pattern: RegExp): string[] {
  return (text.match(pattern) ?? []).map((one) => one.slice(-60));
}

/** Cells of a row as a reader of GFM counts them: an escaped pipe ends none. */
function cellsOf(line: string): number {
  return line.replace(/\\[\\|]/g, "").split("|").length - 2;
}
