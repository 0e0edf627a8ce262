import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Block } from "../../src/model/report.ts";
import { FORMATS } from "../../src/render/render.ts";

const TEMPLATES = join(import.meta.dirname, "../../templates");
const KINDS = Block.options.map((option) => option.shape.kind.value);

const templated = Object.entries(FORMATS).flatMap(([name, row]) => (row.templates ? [name] : []));

describe.each(templated)("the templates of %s", (format) => {
  it("hold a report", () => {
    expect(existsSync(join(TEMPLATES, format, "report.hbs"))).toBe(true);
  });

  it.each(KINDS)("hold a partial for %s", (kind) => {
    expect(existsSync(join(TEMPLATES, format, `${kind}.hbs`))).toBe(true);
  });
});
