import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { quote } from "../../src/findings/values.ts";
import { renderMail, renderReport } from "../../src/render/render.ts";
import { SAMPLE_PAGE } from "../support/sample-page.ts";
import { note, report, section } from "../support/values.ts";

const ROOT = join(import.meta.dirname, "../..");
const REPORT = report([section("Notes", [note("Term", quote("<b> @x"))], { fold: false })]);

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "claude-permit-templates-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, source: string, mode = 0o600): void {
  mkdirSync(join(folder, path, ".."), { recursive: true });
  writeFileSync(join(folder, path), source);
  chmodSync(join(folder, path), mode);
}

function shown(format: "markdown" | "html" | "text"): Promise<string> {
  const options = { columns: 80, colour: false, ascii: false, userTemplates: folder };
  return renderReport(REPORT, format, options);
}

describe("a template of the user's", () => {
  it("takes the place of our partial of the same name", async () => {
    write("markdown/note.hbs", "NOTE {{term}}: {{text}}\n");
    expect(await shown("markdown")).toContain("NOTE Term: `<b> @x`");
  });

  it("gets values that are escaped already", async () => {
    write("html/note.hbs", "<i>{{text}}</i>");
    expect(await shown("html")).toContain("<i><code>&lt;b&gt; @x</code></i>");
  });

  it("may write the entries behind a count cell by cell", async () => {
    const options = { columns: 80, colour: false, ascii: false };
    const row =
      '<tr{{#if at}} data-at="{{at}}"{{/if}}>{{#each cells}}<td>{{this}}</td>{{/each}}</tr>';
    const theirs = readFileSync(join(ROOT, "templates/html/table.hbs"), "utf8")
      .replace(
        '{{#each columns}}<th scope="col">{{title}}',
        '{{#each ../listColumns}}<th scope="col">{{title}}',
      )
      .replace("{{rows}}\n", `{{#each entries}}\n${row}\n{{/each}}\n`);
    write("html/table.hbs", theirs);
    const shown = await renderReport(SAMPLE_PAGE, "html", { ...options, userTemplates: folder });
    expect(theirs).toContain("../listColumns");
    expect(shown).toContain("data-at=");
    expect(shown).toBe(await renderReport(SAMPLE_PAGE, "html", options));
  });

  it("does not change another format, nor a report without it", async () => {
    const before = await shown("text");
    write("markdown/note.hbs", "mine");
    expect(await shown("text")).toBe(before);
    expect((await renderMail(REPORT, { userTemplates: folder })).text).toContain("Term");
  });

  it.each(["{{{text}}}", "{{&text}}", "{{~{text}~}}", "{{{{raw}}}} x {{{{/raw}}}}"])(
    "is refused with %s",
    async (source) => {
      write("markdown/note.hbs", source);
      await expect(shown("markdown")).rejects.toThrow('markdown/note.hbs: uses "{{{"');
    },
  );

  it("is refused where it names what the view has not", async () => {
    write("markdown/note.hbs", "{{terms}}");
    await expect(shown("markdown")).rejects.toThrow('"terms" not defined');
  });

  it("is refused where it calls what is no helper", async () => {
    write("markdown/note.hbs", "{{log term}}");
    await expect(shown("markdown")).rejects.toThrow("markdown/note.hbs");
  });

  it("cannot reach the prototype of a view", async () => {
    write("markdown/note.hbs", "{{constructor.name}}");
    await expect(shown("markdown")).rejects.toThrow("markdown/note.hbs");
  });

  it("is refused where others can write it", async () => {
    write("markdown/note.hbs", "x", 0o666);
    await expect(shown("markdown")).rejects.toThrow("chmod 600");
  });

  it("is refused where it is a link", async () => {
    write("elsewhere.hbs", "x");
    mkdirSync(join(folder, "markdown"));
    symlinkSync(join(folder, "elsewhere.hbs"), join(folder, "markdown/note.hbs"));
    await expect(shown("markdown")).rejects.toThrow("is a link");
  });
});
