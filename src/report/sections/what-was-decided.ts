import { byWindow, type Facts, rowsOf } from "../../findings/facts.ts";
import { count, ratio, text } from "../../findings/values.ts";
import type { CallClass } from "../../model/words.ts";
import type { SectionKind } from "../section.ts";
import { shareOf } from "../share.ts";
import { columns, total } from "../table.ts";

interface Line {
  readonly words: string;
  readonly classes: readonly (CallClass | "other")[];
  /** Shown even where there is none: that nothing was denied is news. */
  readonly always: boolean;
}

/** Every class stands in exactly one line, so the lines add up to all calls. */
const LINES: readonly Line[] = [
  { words: "allowed by your rules", classes: ["allow_rule"], always: true },
  { words: "allowed by learned rules", classes: ["allow_auto"], always: false },
  { words: "allowed by the model", classes: ["llm_green"], always: false },
  { words: "asked, by rule", classes: ["ask_rule"], always: true },
  { words: "asked, by the model", classes: ["llm_yellow"], always: false },
  { words: "denied by rule or built-in", classes: ["floor", "deny_rule"], always: true },
  { words: "denied by the model", classes: ["llm_red"], always: false },
  { words: "no opinion", classes: ["passthrough"], always: true },
  { words: "error, no opinion", classes: ["error_passthrough"], always: false },
  { words: "in words of an older log", classes: ["other"], always: false },
];

export const whatWasDecided = {
  needs: ["classes"],
  make: ({ facts }) => {
    const calls = callsByClass(facts);
    const lines = LINES.map((line) => ({
      ...line,
      calls: total(line.classes.map((name) => calls.get(name) ?? 0)),
    })).filter((line) => line.always || line.calls > 0);
    const all = total(lines.map((line) => line.calls));
    const length = shareOf(lines.map((line) => line.calls));
    return {
      id: "what-was-decided",
      title: "What was decided",
      summary: [],
      fold: true,
      blocks: [
        {
          kind: "table",
          columns: columns("decision", ">calls", ">share", ""),
          rows: lines.map((line) => [
            text(line.words),
            count(line.calls),
            ratio(all === 0 ? null : line.calls / all),
            { kind: "share", value: length(line.calls) },
          ]),
          total: [text("all"), count(all), ratio(all === 0 ? null : 1), text("")],
          more: null,
          empty: "No call.",
        },
      ],
    };
  },
} as const satisfies SectionKind;

function callsByClass(facts: Facts): Map<string, number> {
  const known = new Set<string>(LINES.flatMap((line) => line.classes));
  const calls = new Map<string, number>();
  for (const row of byWindow(rowsOf(facts, "classes"), facts.windows).at(-1) ?? []) {
    const name = known.has(row.class) ? row.class : "other";
    calls.set(name, (calls.get(name) ?? 0) + row.calls);
  }
  return calls;
}
