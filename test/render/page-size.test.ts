import { describe, expect, it } from "vitest";
import { count, quote } from "../../src/findings/values.ts";
import type { Report } from "../../src/model/report.ts";
import { TIERS } from "../../src/model/words.ts";
import { jsonIsland } from "../../src/render/html/json-island.ts";
import { renderReport } from "../../src/render/render.ts";
import { SAMPLE_PAGE } from "../support/sample-page.ts";
import { section, table, time } from "../support/values.ts";

const HTML = { columns: 80, colour: false, ascii: false };

/** A week with as much of everything as a page may be asked to hold. */
function bigPage(): Report {
  const names = (letter: string, many: number) =>
    Array.from({ length: many }, (_, index) => quote(`${letter}-of-a-longer-name-${index}`));
  const entry = {
    cells: [
      quote("7K2M4Q"),
      time("2026-11-19T13:12:48Z", "day_clock"),
      quote("web-client"),
      quote(`docker compose ${"--env-file .env ".repeat(18)}`),
      quote("docker-compose-read"),
    ],
    at: [6, 18, 18, 8],
  };
  const columns = ["id", "time", "project", "subject", "rule"].map(
    (title) => ({ title, align: "left" }) as const,
  );
  const tables = Array.from({ length: 8 }, (_, index) =>
    section(`Table ${index}`, [
      {
        ...table(
          ["rule", ">count"],
          names("rule", 10).map((name) => [name, count(900)]),
        ),
        behind: {
          version: 1,
          column: 1,
          columns,
          rows: Array.from({ length: 10 }, () => ({
            entries: Array.from({ length: 50 }, () => entry),
            more: { count: 850, command: "claude-permit query 'select 1'" },
          })),
        },
      },
    ]),
  );
  return {
    ...SAMPLE_PAGE,
    sections: [...SAMPLE_PAGE.sections, ...tables],
    cube: {
      version: 1,
      days: SAMPLE_PAGE.cube?.days ?? [],
      projects: names("project", 60),
      tools: names("tool", 60),
      tiers: [...TIERS],
      cells: Array.from({ length: 6000 }, (_, index) => {
        return [index % 7, index % 60, index % 59, index % 9, 41, 1, 2, 3, 12, 0, 5, 38];
      }),
    },
  };
}

describe("a big page", () => {
  it("stays under 400 KB: it lists fewer entries, and says how many more there are", async () => {
    const page = await renderReport(bigPage(), "html", HTML);
    expect(Buffer.byteLength(page)).toBeLessThanOrEqual(400_000);
    // Every row of every table is still there, and so is the filter.
    expect(page.match(/rule-of-a-longer-name-9/g)?.length).toBeGreaterThanOrEqual(8);
    expect(page.includes('id="filter"')).toBe(true);
    const listed = page.split('id="table-7-1-10"')[1]?.match(/data-at=/g)?.length ?? 0;
    expect(listed).toBeGreaterThan(0);
    // Not toContain: its message would be the page.
    expect(page.includes(`${900 - listed} more`)).toBe(true);
  });
});

describe("the island of data", () => {
  it("ends no script and opens none, and says the same", () => {
    const value = { text: "</script><script>alert(1)<!-- & \u2028\u2029" };
    const island = jsonIsland(value);
    expect(island).not.toMatch(/[<>&\u2028\u2029]/);
    expect(JSON.parse(island)).toEqual(value);
  });
});
