import { isClear, ratioChange } from "../../findings/change.ts";
import { count, ratio, text } from "../../findings/values.ts";
import type { Block, Change, Section, Value } from "../../model/report.ts";
import type { ShareSums } from "../../model/statistics.ts";
import type { CallClass } from "../../model/words.ts";
import { section } from "../blocks.ts";
import { columns } from "../table.ts";
import { rowsOf, type Side } from "./sides.ts";

const CLASS_WORDS = {
  allow_rule: "allowed by your rules",
  allow_auto: "allowed by learned rules",
  llm_green: "allowed by the model",
  ask_rule: "asked, by rule",
  llm_yellow: "asked, by the model",
  floor: "denied, built-in",
  deny_rule: "denied by rule",
  llm_red: "denied by the model",
  passthrough: "no opinion",
  error_passthrough: "error, no opinion",
  other: "in words of an older log",
} as const satisfies Record<CallClass | "other", string>;

/** Who decided, in both, with the shares. */
export function decisions(a: Side, b: Side, names: readonly [string, string]): Section {
  const rows = classes().flatMap((name): Value[][] => {
    const [was, is] = [mixOf(a, name), mixOf(b, name)];
    if (was.k === 0 && is.k === 0) return [];
    return [
      [
        text(CLASS_WORDS[name]),
        count(was.k),
        ratio(was.n === 0 ? null : was.k / was.n),
        count(is.k),
        ratio(is.n === 0 ? null : is.k / is.n),
        sharesChange(a, was, is),
      ],
    ];
  });
  const table: Block = {
    kind: "table",
    columns: columns("decision", `>${names[0]}`, ">share", `>${names[1]}`, ">share", "change"),
    rows,
    total: null,
    more: null,
    empty: "Neither has a call.",
  };
  return section("decisions", "What was decided", [table]);
}

/** Of one session there is no spread to judge by: what differs is unclear. */
function sharesChange(a: Side, was: ShareSums, is: ShareSums): Change {
  const change = ratioChange(is, was);
  return a.session !== null && isClear(change) ? { ...change, sign: "unclear" } : change;
}

/** Whose share changed for certain, and by how much. */
export function clearDecisions(a: Side, b: Side): (readonly [string, Change])[] {
  return classes()
    .map((name) => [CLASS_WORDS[name], sharesChange(a, mixOf(a, name), mixOf(b, name))] as const)
    .filter(([, change]) => isClear(change));
}

function classes(): (CallClass | "other")[] {
  const names = Object.keys(CLASS_WORDS);
  return names.filter((name): name is CallClass | "other" => Object.hasOwn(CLASS_WORDS, name));
}

function mixOf(side: Side, name: CallClass | "other"): ShareSums {
  const rows = rowsOf(side, "decision-mix");
  const found = rows.find((row) => row.class === name);
  if (found !== undefined) return found;
  const [any] = rows;
  const none = { k: 0, kk: 0, kn: 0 };
  return { sessions: any?.sessions ?? 0, n: any?.n ?? 0, nn: any?.nn ?? 0, ...none };
}
