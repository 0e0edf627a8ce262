import type { Report, Value } from "../../model/report.ts";
import type { Markup } from "../markup.ts";

/** The names of the cube's dimensions, as the filter offers them. */
export function filterView(report: Report, days: readonly string[], markup: Markup) {
  const { cube } = report;
  if (cube === undefined || cube.cells.length === 0) return false;
  const present = (at: number) => new Set(cube.cells.map((cell) => cell[at]));
  const tiers = present(3);
  const named = (values: readonly Value[]) =>
    values.map((value, place) => {
      const words = value.kind === "quote" || value.kind === "text" ? value.text : "";
      return { place, key: markup.text(words), title: markup.text(shortName(words)) };
    });
  return {
    dimensions: [
      { name: "project", all: "Project", options: named(cube.projects) },
      { name: "tool", all: "Tool", options: named(cube.tools) },
      {
        name: "tier",
        all: "Tier",
        options: cube.tiers.flatMap((tier, place) =>
          tiers.has(place) ? [{ place, key: tier, title: TIER_WORDS[tier] }] : [],
        ),
      },
      {
        name: "day",
        all: "Day",
        options: cube.days.map((day, place) => {
          return { place, key: markup.text(day), title: days[place] ?? markup.text(day) };
        }),
      },
    ],
  };
}

const TIER_WORDS = {
  floor: "built-in",
  deny: "deny rules",
  ask: "ask rules",
  allow: "your allow rules",
  auto: "learned rules",
  llm: "the model",
  passthrough: "no opinion",
  deny_promote: "blocked promotions",
  none: "older words",
} as const satisfies Record<NonNullable<Report["cube"]>["tiers"][number], string>;

const NAME = 40;

function shortName(words: string): string {
  if (words === "") return "(no name)";
  return words.length <= NAME ? words : `${words.slice(0, NAME - 1)}…`;
}
