import { describe, expect, it } from "vitest";
import type { Facts } from "../../src/findings/facts.ts";
import { METRICS } from "../../src/metrics/index.ts";
import { buildReport } from "../../src/report/build.ts";
import { parsed } from "../support/definition.ts";
import { sampleWeek } from "../support/sample-week.ts";

const HOSTILE = "<img src=x onerror=alert(1)>{{#each}}`|<!channel>\u001b[31m\n";

/** Columns that hold one of our own words, or a moment in our own spelling. */
const OUR_WORDS = ["tier", "decision", "rule_kind", "rule_source", "day", "class"];

describe.each(["digest", "trends"])("%s of a hostile log", (name) => {
  const given = poisoned(sampleWeek());
  const report = buildReport(parsed(name), given, poisoned(sampleWeek()));

  it("carries text of the log in quotes alone", () => {
    const places = placesOf(report, []);
    expect(places.filter((place) => !place.quoted)).toEqual([]);
    if (name === "digest") expect(places.length).toBeGreaterThan(10);
  });
});

/** The same facts with hostile text in every column that takes its text from the log. */
function poisoned(facts: Facts): Facts {
  const rows = Object.fromEntries(
    Object.entries(facts.rows).map(([name, all]) => [
      name,
      all.map((row: object) =>
        Object.fromEntries(
          Object.entries(row).map(([key, value]) => [
            key,
            typeof value === "string" && !OUR_WORDS.includes(key) ? `${value}${HOSTILE}` : value,
          ]),
        ),
      ),
    ]),
  );
  const severities = new Map([[`cccccccccccc${HOSTILE}`, "critical"] as const]);
  return { ...facts, rows: parsedRows(rows), severities };
}

function parsedRows(rows: Record<string, object[]>): Facts["rows"] {
  for (const [name, all] of Object.entries(rows)) {
    const metric = Object.entries(METRICS).find(([known]) => known === name)?.[1];
    for (const row of all) metric?.row.parse(row);
  }
  return rows;
}

interface Place {
  readonly path: string;
  readonly quoted: boolean;
}

function placesOf(value: unknown, path: readonly string[], quoted = false): Place[] {
  if (typeof value === "string") {
    return value.includes("onerror") ? [{ path: path.join("."), quoted }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const quote = "kind" in value && value.kind === "quote";
  return Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key], quote));
}
