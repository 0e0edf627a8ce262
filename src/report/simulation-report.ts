import { count, counted, plural, quote, text } from "../findings/values.ts";
import type { Block, Report, Section, Value } from "../model/report.ts";
import { windowLabel } from "../model/window.ts";
import { notes, section } from "./blocks.ts";
import type { SimulatedChange, SimulationListing } from "./simulation-listing.ts";
import { total } from "./table.ts";

/** Changes that are shown before the rest is counted. */
const SHOWN = 20;
/** Of an example. */
const EXAMPLE_CHARS = 160;

/**
 * What would be decided otherwise, what that opens first; then what stays, and what nobody knows.
 * `explain` is the command that explains an entry.
 */
export function simulationReport(found: SimulationListing, explain: string): Report {
  const { window, as_of } = found;
  const opening = found.changes.filter(({ opens }) => opens);
  const others = found.changes.filter(({ opens }) => !opens);
  return {
    version: 1,
    id: `simulation:${window.since}:${window.time_zone}`,
    name: "simulation",
    title: "rules simulated",
    label: windowLabel({ since: window.since, until: window.until, timeZone: window.time_zone }),
    window,
    as_of,
    verdict: { level: opening.length > 0 ? "red" : "none", sentence: inShort(found), counts: "" },
    sections: [
      ...changesSection("opens", "Stopped, and would run", explain, opening),
      ...changesSection("others", "Decided otherwise", explain, others),
      section("rest", "As it was, and not known", rest(found)),
    ],
  };
}

/** `214 of 29,058 calls would be decided otherwise, and 3 that were stopped would run.` */
function inShort({ calls, changes, file, in_place_of: place }: SimulationListing): Value[] {
  const changed = total(changes.map((change) => change.calls));
  const opened = total(changes.filter(({ opens }) => opens).map((change) => change.calls));
  return [
    text("With "),
    quote(file),
    text(` in place of ${PLACES[place]}, `),
    ...(calls === 0
      ? [text("there is no call in this window to judge again.")]
      : [
          ...(changed === 0 ? [text("none")] : [count(changed)]),
          text(" of "),
          ...counted(calls, "call"),
          text(" would be decided otherwise"),
          ...(opened === 0
            ? [text("; nothing that was stopped would run.")]
            : [
                text(", and "),
                count(opened),
                text(` ${opened === 1 ? "that was" : "that were"} stopped would run.`),
              ]),
        ]),
  ];
}

const PLACES = {
  config: "config.toml",
  auto: "auto-rules.toml",
  project: "the project's claude-permit.toml",
} as const satisfies Record<SimulationListing["in_place_of"], string>;

function changesSection(
  id: string,
  title: string,
  explain: string,
  changes: readonly SimulatedChange[],
): Section[] {
  if (changes.length === 0) return [];
  const calls = total(changes.map((change) => change.calls));
  const list: Block = {
    kind: "list",
    items: changes.slice(0, SHOWN).map((change) => ({
      id: change.example.entry_id,
      severity: change.opens ? "critical" : "info",
      tag: "",
      title: [
        quote(change.fingerprint || "(no fingerprint)"),
        text(`: ${change.from.decision} → ${change.to.decision}`),
      ],
      lines: [
        [
          ...counted(change.calls, "call"),
          text(" in "),
          ...counted(change.sessions, "session"),
          text("; "),
          ...answerWords(change.from),
          text(" → "),
          ...answerWords(change.to),
        ],
        [text("such as "), quote(change.example.subject.slice(0, EXAMPLE_CHARS))],
      ],
      command: `${explain} ${change.example.entry_id}`,
      effect: "",
    })),
  };
  const more = changes.length - SHOWN;
  const left = more <= 0 ? [] : notes([["", [count(more), text(" more: --json has all of them")]]]);
  const summary = [count(calls), text(` ${plural(calls, "call")}`)];
  return [{ id, title, summary, fold: false, blocks: [list, ...left] }];
}

/** `deny by deny no-rm-rf`, `passthrough (no_rule)`. */
function answerWords({ decision, by, rule }: SimulatedChange["from"]): Value[] {
  if (rule !== null) return [text(`${by} `), quote(rule)];
  return [text(by === "" || by === decision ? decision : `${decision} (${by})`)];
}

function rest({ unchanged, for_model: asked, not_judged: unknown }: SimulationListing): Block[] {
  return notes([
    ["unchanged", [...counted(unchanged, "call")]],
    [
      "left to the model",
      asked === 0
        ? []
        : [...counted(asked, "call"), text(": no rule decides, and the model is not asked again")],
    ],
    ...unknown.map(({ why, calls }): readonly [string, Value[]] => [
      "cannot be judged",
      [...counted(calls, "call"), text(": "), quote(why)],
    ]),
    [
      "how",
      [
        text(
          "Rules alone are asked, as of now: neither the model is asked nor anything run, and what became of a call stays as it was. Files and links are looked at as they are today.",
        ),
      ],
    ],
  ]);
}
