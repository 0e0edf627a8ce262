import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { configSchema } from "../../src/model/config-schema.ts";
import { ExplainedEntry, Explanation } from "../../src/model/explanation.ts";
import { Report } from "../../src/model/report.ts";
import { Stats } from "../../src/model/stats.ts";

const SCHEMAS = join(import.meta.dirname, "../../schemas");

/** What is printed as JSON for other programs, and the schema that says how. */
const PUBLISHED = {
  explain: {
    schema: z.union([Explanation, ExplainedEntry]),
    title: "claude-permit explain --json: of a call, and of an entry",
  },
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

describe("schemas/config.json", () => {
  it("says what the code says (npx vitest run test/laws -u writes it anew)", async () => {
    const text = `${JSON.stringify(configSchema(), null, 2)}\n`;
    await expect(text).toMatchFileSnapshot(join(SCHEMAS, "config.json"));
  });

  it("describes every key", () => {
    expect(undescribed(configSchema())).toEqual([]);
  });

  it("accepts no name that config.toml does not know", () => {
    expect(configSchema()).toMatchObject({ type: "object", additionalProperties: false });
  });
});

/** Names of properties without a description. */
function undescribed(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(undescribed);
  if (!(schema instanceof Object)) return [];
  const properties = "properties" in schema ? Object.entries(Object(schema.properties)) : [];
  const own = properties.flatMap(([name, property]) =>
    property instanceof Object && "description" in property ? [] : [name],
  );
  return [...new Set([...own, ...Object.values(schema).flatMap(undescribed)])];
}
