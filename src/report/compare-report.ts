import { ours } from "../findings/command-line.ts";
import { command, count, counted, quote, text } from "../findings/values.ts";
import type { Report, Section, Value } from "../model/report.ts";
import { shellWord } from "../model/shell-word.ts";
import { windowLabel } from "../model/window.ts";
import { note, section } from "./blocks.ts";
import { clearDecisions, decisions } from "./compare/decisions.ts";
import { callsOf, clearFigures, figures } from "./compare/figures.ts";
import { fresh, rules } from "./compare/kinds.ts";
import type { Side } from "./compare/sides.ts";

export interface CompareFrame {
  readonly asOf: string;
  readonly timeZone: string;
  readonly project: string | null;
  readonly tool: string | null;
  readonly homeFlag: string;
  /** Whether any prompt of Claude Code was ever recorded. */
  readonly promptsRecorded: boolean;
}

/** Two spans or two sessions side by side: what differs is called a change only if it is one. */
export function compareReport(a: Side, b: Side, frame: CompareFrame): Report {
  const names = [nameOf(a, "A"), nameOf(b, "B")] as const;
  const since = a.window.since < b.window.since ? a.window.since : b.window.since;
  const until = a.window.until > b.window.until ? a.window.until : b.window.until;
  return {
    version: 1,
    id: `compare:${names.join(":")}:${since}:${until}:${frame.timeZone}`,
    name: "compare",
    title: "comparison",
    label: names.join(" and "),
    window: { since, until, time_zone: frame.timeZone },
    as_of: frame.asOf,
    verdict: { level: "none", sentence: inShort(a, b, names), counts: "" },
    sections: [
      figures(a, b, { names, promptsRecorded: frame.promptsRecorded }),
      decisions(a, b, names),
      fresh("new", `New in ${names[1]}`, b, a),
      fresh("gone", `Only in ${names[0]}`, a, b),
      rules(a, b, names),
      coverage(a, b, frame),
    ],
  };
}

/** The word that was asked with: of an id only where it is plain, because a log may hold any. */
function nameOf({ word, session, window }: Side, letter: string): string {
  if (session === null) return windowLabel(window);
  return /^[\w-]{1,36}$/.test(word) ? word : letter;
}

/** What stands behind the figures, and how to get them again. */
function coverage(a: Side, b: Side, frame: CompareFrame): Section {
  const { timeZone, asOf, project, tool } = frame;
  const scope = [
    `--tz ${timeZone}`,
    ...(project === null ? [] : [`--project ${shellWord(project)}`]),
    ...(tool === null ? [] : [`--tool ${shellWord(tool)}`]),
    `--as-of ${asOf}`,
  ].join(" ");
  // A span as it was meant then: `last-week` is another one tomorrow.
  const words = [a, b].map((side) =>
    shellWord(side.session === null ? windowLabel(side.window) : side.word),
  );
  const again = ours(`report compare ${words.join(" ")} ${scope}`, frame);
  const sessions =
    a.session === null
      ? []
      : [note("Sessions", [quote(a.session), text(", "), quote(b.session ?? "")])];
  return section("coverage", "Coverage", [...sessions, note("Again", [command(again)])]);
}

/** The clearest of the differences, or that there is none. */
function inShort(a: Side, b: Side, [from, to]: readonly [string, string]): Value[] {
  const [was, is] = [callsOf(a), callsOf(b)];
  if (was === 0 && is === 0) return [text("Neither has a call.")];
  const opening = [...counted(is, "call"), text(` in ${to}, `), count(was), text(` in ${from}`)];
  const clear = [...clearFigures(a, b), ...clearDecisions(a, b)];
  if (clear.length === 0) return [...opening, text("; no clear change.")];
  return [
    ...opening,
    ...clear.flatMap(([words, change], index) => [
      text(`${index === 0 ? "; " : ", "}${words} `),
      change,
    ]),
    text("."),
  ];
}
