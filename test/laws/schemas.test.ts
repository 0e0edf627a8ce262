import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Report } from "../../src/model/report.ts";
import { Stats } from "../../src/model/stats.ts";

const SCHEMAS = join(import.meta.dirname, "../../schemas");

/** What is printed as JSON for other programs, and the schema that says how. */
const PUBLISHED = {
  report: { schema: Report, title: "claude-permit report --format json" },
  stats: { schema: Stats, title: "claude-permit stats --json" },
} as const;

describe.each(Object.entries(PUBLISHED))("schemas/%s.json", (name, { schema, title }) => {
  it("says what the code says (npx vitest run test/laws -u writes it anew)", async () => {
    const made = { title, ...z.toJSONSchema(schema, { reused: "ref" }) };
    const text = `${JSON.stringify(made, null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(SCHEMAS, `${name}.json`));
  });
});
