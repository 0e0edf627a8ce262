import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "csv-parse/sync";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { type Browser, chromium } from "playwright-core";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { quote, text } from "../../src/findings/values.ts";
import { REDACTIONS } from "../../src/model/redaction.ts";
import { Report } from "../../src/model/report.ts";
import { csvTables } from "../../src/render/csv/csv-tables.ts";
import { cleanText } from "../../src/render/escape-text.ts";
import {
  FORMATS,
  type Format,
  type RenderOptions,
  renderCsvFiles,
  renderMail,
  renderReport,
} from "../../src/render/render.ts";
import { displayWidth } from "../../src/render/width.ts";
import { harmlessTwin } from "../support/harmless.ts";
import { hostileHome, hostileReport } from "../support/hostile-log.ts";
import { HOSTILE, HOSTILE_REPORT } from "../support/hostile-report.ts";
import { bareAmpersands, readMrkdwn } from "../support/mrkdwn.ts";
import { HACKED, UNFOLD } from "../support/page-checks.ts";
import { isSoak } from "../support/soak.ts";
import { note, report, section } from "../support/values.ts";

/**
 * One law: whatever a log holds, a report in any format says what our own parts are, and the
 * log's text is only text in them. Each format is read back with a parser of its own kind, and
 * has the same shape as with a plain word in place of each hostile text.
 */
const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
  (path) => existsSync(path),
);

const NAMES = readdirSync(join(import.meta.dirname, "../../reports"))
  .filter((name) => name.endsWith(".toml"))
  .map((name) => basename(name, ".toml"));

const OPTIONS = { columns: 80, colour: false, ascii: false, redaction: "full" } as const;

/** Every block kind in every place, and every report that there is, of a hostile log. */
const CASES: { name: string; report: Report }[] = [
  { name: "every block", report: HOSTILE_REPORT },
  // Alone, so that no limit of a message leaves any of them out.
  ...HOSTILE_REPORT.sections.map((one) => ({
    name: `the section ${cleanText(one.title).slice(0, 12)}`,
    report: report([one]),
  })),
  {
    name: "titles that fold",
    report: report(
      Object.values(HOSTILE).map((words, index) =>
        section(words.slice(0, 300), [note("", text("x"))], {
          id: `fold-${index}`,
          summary: [quote(words), text(` ${words.slice(0, 300)}`)],
        }),
      ),
    ),
  },
];

const home = hostileHome();
for (const name of NAMES) CASES.push({ name, report: await hostileReport(home, name) });

const shown = (one: Report, format: Format, options: Partial<RenderOptions> = {}) =>
  renderReport(one, format, { ...OPTIONS, ...options });

describe.each(CASES)("hostile text in $name", ({ report: hostile }) => {
  const twin = harmlessTwin(hostile);

  it("is hostile, and its twin is not", () => {
    const found = Object.values(HOSTILE).filter((words) => {
      const known = JSON.stringify(words.slice(0, 60)).slice(1, -1);
      return JSON.stringify(hostile).includes(known);
    });
    expect(found.length).toBeGreaterThan(0);
    expect(JSON.stringify(twin)).not.toContain("hacked");
  });

  it.each([60, 80, 120])("text: stays on its line of %d columns", async (columns) => {
    for (const colour of [false, true]) {
      const words = await shown(hostile, "text", { columns, colour });
      // Bold, dim and colours are ours; nothing else that a terminal acts on is left.
      const seen = words.replace(new RegExp(`${ESC}\\[(?:0|1|2|22|3[0-9])m`, "g"), "");
      expect(seen.match(/[^\P{Cc}\n]|\p{Cf}/gu) ?? []).toEqual([]);
      expect(seen.split("\n").filter((line) => displayWidth(line) > columns)).toEqual([]);
    }
    expect(await shown(hostile, "text", { columns, ascii: true })).toMatch(/^[\n -~]*$/);
  });

  it.each(["plain", "github"] as const)("markdown, %s: is text and code", async (flavour) => {
    const words = await shown(hostile, "markdown", { flavour });
    const others = await shown(twin, "markdown", { flavour });
    for (const read of [commonMark, gitHub]) {
      const tree = read(words);
      expect(shapeOf(tree)).toBe(shapeOf(read(others)));
      expect(kindsOf(tree).filter((kind) => !OUR_NODES.includes(kind))).toEqual([]);
      const markup = flavour === "plain" ? /(?!)/ : OUR_HTML;
      expect(htmlOf(tree).filter((words) => !markup.test(words))).toEqual([]);
    }
  });

  it("json: is the same report again", async () => {
    const words = await shown(hostile, "json");
    expect(Report.parse(JSON.parse(words))).toEqual(JSON.parse(JSON.stringify(hostile)));
    expect(words.match(/[^\P{Cc}\n]|\p{Cf}/gu) ?? []).toEqual([]);
  });

  it("csv: is what went in, in each cell, and never a formula", async () => {
    const files = await renderCsvFiles(hostile, OPTIONS);
    for (const [index, table] of csvTables(hostile).entries()) {
      const [header, ...rows] = z.array(z.array(z.string())).parse(parse(files[index]?.text ?? ""));
      expect(header).toEqual(table.columns.map(cellOf));
      expect(rows).toEqual(table.rows.map((row) => row.map(cellOf)));
      const texts = table.rows.flatMap((row, y) =>
        row.flatMap((cell, x) => (typeof cell === "string" ? [rows[y]?.[x] ?? "?"] : [])),
      );
      expect(texts.filter((cell) => /^[=+\-@\t\r＝＋－＠]/u.test(cell))).toEqual([]);
    }
  });

  it("slack: is no mention, no link, no markup", async () => {
    checkMrkdwn(await shown(hostile, "slack"), await shown(twin, "slack"));
  });

  it("slack-blocks: is no mention, no link, no markup, within Slack's limits", async () => {
    const message = SlackMessage.parse(JSON.parse(await shown(hostile, "slack-blocks")));
    const other = SlackMessage.parse(JSON.parse(await shown(twin, "slack-blocks")));
    checkMrkdwn(textsOf(message).join("\n"), "");
    expect(kindsOfBlocks(message).slice(0, 2)).toEqual(kindsOfBlocks(other).slice(0, 2));
    expect(message.blocks.length).toBeLessThanOrEqual(20);
    expect(JSON.stringify(message.blocks).length).toBeLessThanOrEqual(9000);
  });

  it("email: has our headers and our two parts", async () => {
    const mail = await renderMail(hostile, OPTIONS);
    const parsed = await PostalMime.parse(await shown(hostile, "email"));
    const other = await PostalMime.parse(await shown(twin, "email"));
    expect(parsed.headers.map(({ key }) => key)).toEqual(other.headers.map(({ key }) => key));
    expect(parsed.subject).toBe(mail.subject);
    const parts = [parsed.text, parsed.html].map((part) => part?.trimEnd());
    expect(parts).toEqual([mail.text.trimEnd(), mail.html.trimEnd()]);
    expect(parsed.attachments).toEqual([]);
    expect([parsed.to, parsed.cc, parsed.bcc, parsed.replyTo]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

/** Skipped, and listed as skipped, on a machine without Chromium. */
describe.skipIf(CHROMIUM === undefined)("in a browser", () => {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM ?? "",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
    });
  });
  afterAll(() => browser?.close());

  // Every block is in the first; of the reports some for every commit.
  const reports = CASES.slice(-NAMES.length).filter((_, at) => isSoak || at % 4 === 0);
  describe.each([CASES[0] ?? never(), ...reports])(
    "hostile text in $name",
    ({ report: hostile }) => {
      it.each(["html", "mail", "mail without its head"] as const)("%s: is text", async (kind) => {
        // A long text leaves room for fewer rows: of few there is always room.
        const short = kind === "html" ? hostile : withFewRows(hostile);
        const seen = await look(await markupOf(short, kind));
        expect(seen.noise).toEqual([]);
        expect(seen.hacked).toBe("undefined");
        expect(seen.shape).toEqual((await look(await markupOf(harmlessTwin(short), kind))).shape);
      });
    },
  );

  async function look(markup: string) {
    const page = await browser?.newPage();
    if (page === undefined) throw new Error("the browser did not start");
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(error.message));
    page.on("request", (request) => noise.push(request.url()));
    try {
      await page.setContent(markup);
      await page.evaluate(UNFOLD);
      const shape: string = await page.evaluate(SHAPE);
      return { noise, hacked: await page.evaluate(HACKED), shape: shape.split("\n") };
    } finally {
      await page.close();
    }
  }
});

describe("a hostile log where only counts are told", () => {
  const reports = CASES.slice(-NAMES.length);

  it.each(reports)("$name has no word of it, in any format", async ({ report: hostile }) => {
    const words = Object.values(HOSTILE).map((text) => cleanText(text).trim().slice(0, 12));
    for (const format of Object.keys(FORMATS).filter(isFormat)) {
      const all =
        format === "csv"
          ? (await renderCsvFiles(hostile, { redaction: "counts" })).map((file) => file.text).join()
          : await shown(hostile, format, { redaction: "counts" });
      expect({ format, found: words.filter((text) => all.includes(text)) }).toEqual({
        format,
        found: [],
      });
    }
  });

  it("knows every level", () => {
    expect(REDACTIONS).toEqual(["full", "masked", "counts"]);
  });
});

const ESC = String.fromCharCode(27);

function never(): never {
  throw new Error("there is no case");
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

function withFewRows(one: Report): Report {
  const sections = one.sections.map((section) => ({
    ...section,
    blocks: section.blocks.map((block) =>
      block.kind === "table" ? { ...block, rows: block.rows.slice(0, 4) } : block,
    ),
  }));
  return { ...one, sections };
}

async function markupOf(one: Report, kind: "html" | "mail" | "mail without its head") {
  if (kind === "html") return shown(one, "html");
  const { html } = await renderMail(one, OPTIONS);
  return kind === "mail" ? html : html.replace(/<head>[\s\S]*<\/head>/, "");
}

/**
 * Elements and the names of their attributes, in order. What parts an address or breaks a long
 * line is no element of anybody's.
 */
const SHAPE = `[...document.querySelectorAll("*")]
  .map((one) => [one.localName, ...[...one.attributes].map(({ name }) => name).sort()].join(" "))
  .filter((one) => one !== "span" && one !== "tspan")
  .join("\\n")`;

/** Nodes that our templates write. */
const OUR_NODES = [
  "root",
  "heading",
  "paragraph",
  "blockquote",
  "list",
  "listItem",
  "strong",
  "text",
  "inlineCode",
  "code",
  "table",
  "tableRow",
  "tableCell",
  "html",
];

/** The folds of the GitHub flavour, with nothing in them but words and code. */
const OUR_HTML =
  /^(?:<details><summary><b>(?:[^<>]|<code>[^<>]*<\/code>)*<\/b><\/summary>|<\/details>)$/;

type Root = ReturnType<typeof fromMarkdown>;
type Node = Root | Root["children"][number];

function commonMark(text: string): Node {
  return fromMarkdown(text);
}

function gitHub(text: string): Node {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

function childrenOf(node: Node): Node[] {
  return "children" in node ? [...node.children] : [];
}

function kindsOf(node: Node): string[] {
  return [node.type, ...childrenOf(node).flatMap(kindsOf)];
}

function htmlOf(node: Node): string[] {
  const own = node.type === "html" ? [node.value] : [];
  return [...own, ...childrenOf(node).flatMap(htmlOf)];
}

/**
 * The tree without its words: text and code beside each other are one run of words, and rows or
 * items of the same shape one, because a page that is too long loses rows.
 */
function shapeOf(node: Node): string {
  const parts = childrenOf(node).map((child) =>
    child.type === "text" || child.type === "inlineCode" ? "words" : shapeOf(child),
  );
  const runs = parts.filter((part, index) => part !== parts[index - 1]);
  return runs.length === 0 ? node.type : `${node.type}(${runs.join(" ")})`;
}

/** A cell as a reader of CSV gets it back: a formula's sign stands behind an apostrophe. */
function cellOf(value: unknown): string {
  if (value === null) return "";
  if (typeof value !== "string")
    return typeof value === "number" ? String(value) : JSON.stringify(value);
  const clean = value
    .split(/([\n\t])/)
    .map((part) => (/[\n\t]/.test(part) ? part : cleanText(part)));
  const text = clean.join("");
  return /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
}

function checkMrkdwn(words: string, twin: string): void {
  const read = readMrkdwn(words);
  expect(read.angles).toEqual([]);
  expect(bareAmpersands(words)).toEqual([]);
  const none = { strike: [], quotes: [], emoji: [], mentions: [], links: [] };
  expect(read).toMatchObject(none);
  expect(words.length).toBeLessThanOrEqual(10_000);
  expect((words.match(/```/g) ?? []).length % 2).toBe(0);
  if (twin === "") return;
  const other = readMrkdwn(twin);
  expect([read.bold.length, read.italic.length]).toEqual([other.bold.length, other.italic.length]);
}

const SlackText = z.strictObject({
  type: z.enum(["mrkdwn", "plain_text"]),
  text: z.string().min(1).max(3000),
  emoji: z.literal(false).optional(),
});

/** What Slack takes, by its own limits. */
const SlackMessage = z.strictObject({
  text: z.string().min(1).max(3000),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  blocks: z
    .array(
      z.union([
        z.strictObject({
          type: z.literal("header"),
          text: z.strictObject({
            type: z.literal("plain_text"),
            text: z.string().min(1).max(150),
            emoji: z.literal(false),
          }),
        }),
        z.strictObject({ type: z.literal("divider") }),
        z.strictObject({ type: z.literal("context"), elements: z.array(SlackText).min(1).max(10) }),
        z.strictObject({ type: z.literal("section"), text: SlackText }),
        z.strictObject({
          type: z.literal("section"),
          fields: z
            .array(SlackText.extend({ text: z.string().min(1).max(2000) }))
            .min(1)
            .max(10),
        }),
      ]),
    )
    .max(50),
});
type SlackMessage = z.infer<typeof SlackMessage>;

function kindsOfBlocks(message: SlackMessage): string[] {
  return message.blocks.map((block) => block.type);
}

function textsOf({ text, blocks }: SlackMessage): string[] {
  const inBlocks = blocks.flatMap((block) => {
    if (block.type === "divider") return [];
    if (block.type === "context") return block.elements.map((one) => one.text);
    return "fields" in block ? block.fields.map((one) => one.text) : [block.text.text];
  });
  return [text, ...inBlocks];
}
