import { aboutRule, ours } from "../../findings/command-line.ts";
import type { Facts } from "../../findings/facts.ts";
import {
  command,
  count,
  counted,
  plural,
  quote,
  ratio,
  text,
  time,
} from "../../findings/values.ts";
import type { Block, Value } from "../../model/report.ts";
import { note } from "../blocks.ts";
import { type Friction, type FrictionFlag, frictionOf } from "../friction.ts";
import type { SectionKind } from "../section.ts";
import { columns, cut } from "../table.ts";

const SHOWN = 30;

/** Kinds of call that the user is asked about, how often, what is answered, and what to do. */
export const friction = {
  needs: ["friction"],
  judges: true,
  make: ({ facts }) => {
    const found = frictionOf(facts);
    const { shown, more } = cut(found, SHOWN, null);
    return {
      id: "friction",
      title: "What you are asked about",
      summary: found.length === 0 ? [] : counted(found.length, "kind"),
      headline: headlineOf(facts, found),
      fold: false,
      blocks: [
        {
          kind: "table",
          columns: columns("what", ">7 d", ">30 d", ">all", "last", ">yes", ">no", "do"),
          rows: shown.map(({ row, flags }) => [
            quote(row.fingerprint),
            count(row.hits_7),
            count(row.hits_30),
            count(row.hits),
            time(row.last_ms, "day"),
            share(row.yes, row.hits),
            share(row.no, row.hits),
            text(flags.join(", ")),
          ]),
          total: null,
          more,
          empty: facts.log.prompts_recorded
            ? "You were asked about nothing."
            : "Not known: no prompt was ever recorded.",
        },
        ...(found.length === 0 ? unknown(facts) : [note("counted", countedWords(facts, found))]),
        ...adviceOf(facts, found),
      ],
    };
  },
} as const satisfies SectionKind;

/** `20 kinds of call asked about, 1 over-asked, 7 promote`. */
function headlineOf(facts: Facts, found: readonly Friction[]): Value[] {
  if (found.length === 0) {
    return [text(facts.log.prompts_recorded ? "nothing asked" : "no prompt was ever recorded")];
  }
  const flagged = FLAGS.flatMap((flag): Value[] => {
    const own = found.filter(({ flags }) => flags.includes(flag)).length;
    return own === 0 ? [] : [text(", "), count(own), text(` ${flag}`)];
  });
  return [...counted(found.length, "kind"), text(" of call asked about"), ...flagged];
}

const FLAGS = ["stuck", "over-asked", "promote", "deny"] as const satisfies FrictionFlag[];

/** Imported calls and a hook without this event look as if nobody had been asked. */
function unknown(facts: Facts): Block[] {
  if (facts.log.prompts_recorded) return [];
  return [
    note("not known", [
      text("Claude Code tells of a prompt by the event PermissionRequest, and none came yet. "),
      text("Whether it is registered: "),
      command(ours("status", facts)),
    ]),
  ];
}

function share(part: number, all: number): Value {
  return ratio(all === 0 ? null : part / all);
}

function countedWords(facts: Facts, found: readonly Friction[]): Value[] {
  const imported = found.reduce((sum, { row }) => sum + row.imported, 0);
  return [
    text("days before "),
    time(Math.min(Date.parse(facts.window.until), Date.parse(facts.asOf)), "day_clock"),
    text("; yes and no are shares of all, the rest is open or was answered by somebody else"),
    ...(imported === 0
      ? []
      : [text("; "), ...counted(imported, "call"), text(" from before the install")]),
    text("."),
  ];
}

/** Kinds that a flag names in a line. */
const NAMED = 3;

/** A line for each flag, and for each rule that asks: which kinds have it, and what to do. */
function adviceOf(facts: Facts, found: readonly Friction[]): Block[] {
  return FLAGS.flatMap((flag): Block[] => {
    const own = found.filter((one) => one.flags.includes(flag));
    const groups = flag === "over-asked" ? byAskRule(own) : own.length === 0 ? [] : [own];
    return groups.map((group) => note(flag, adviceWords(flag, group, facts)));
  });
}

function byAskRule(found: readonly Friction[]): Friction[][] {
  const groups = new Map<string, Friction[]>();
  for (const one of found) {
    const group = groups.get(one.row.ask_rule);
    if (group === undefined) groups.set(one.row.ask_rule, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** The rule as it is written, as the digest says; all of them where none of its name is in force. */
function showAskRule([first]: readonly Friction[], facts: Facts): string {
  const rule = facts.inForce.rules.find(
    ({ kind, name }) => kind === "ask" && name !== "" && name === first?.row.ask_rule,
  );
  return aboutRule("show", rule?.id ?? "", facts);
}

const TO_DO = {
  stuck: { words: "a rule covers it and you were asked all the same", next: "status" },
  "over-asked": { words: "a rule asks and you always say yes", next: "rules list" },
  promote: { words: "no rule covers it and you always say yes", next: "rules suggest" },
  deny: { words: "you always say no: write a deny rule", next: "rules list" },
} as const satisfies Record<FrictionFlag, { words: string; next: string }>;

function adviceWords(flag: FrictionFlag, own: readonly Friction[], facts: Facts): Value[] {
  const { words, next } = TO_DO[flag];
  const left = own.length - NAMED;
  return [
    text(`${words}: `),
    ...own
      .slice(0, NAMED)
      .flatMap((one, index): Value[] => [
        ...(index === 0 ? [] : [text(", ")]),
        quote(one.row.fingerprint),
        ...ruleWords(flag, one),
      ]),
    ...(left > 0 ? [text(`, ${left} more`)] : []),
    text("  "),
    command(flag === "over-asked" ? showAskRule(own, facts) : ours(next, facts)),
  ];
}

/** ` (rule git-read, 12 calls)`. */
function ruleWords(flag: FrictionFlag, { row, stuck }: Friction): Value[] {
  if (flag === "stuck" && stuck !== null) {
    const { rule, calls } = stuck;
    return [text(" (rule "), quote(rule), text(`, ${calls} ${plural(calls, "call")})`)];
  }
  return flag === "over-asked" ? [text(" (rule "), quote(row.ask_rule), text(")")] : [];
}
