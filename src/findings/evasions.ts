import type { Evasion } from "../model/evasion.ts";
import type { Value } from "../model/report.ts";
import { ours } from "./command-line.ts";
import { type Facts, rowsOf } from "./facts.ts";
import type { FindingKind, Found } from "./found.ts";
import { sessionNames, sessionWord } from "./session-names.ts";
import { count, plural, quote, text, time } from "./values.ts";

/**
 * What was denied, and reached by another program within ten minutes in the same session. Critical
 * where it is a secret and the call did not fail. Those that one rule denied and one rule let
 * through are one finding: one edit ends them.
 */
export const evasions = {
  needs: ["after-denials"],
  shows: ["sessions"],
  find: (facts) => {
    const groups = new Map<string, Evasion[]>();
    for (const evasion of facts.evasions) {
      const { denied, reached, by } = evasion;
      const cause = [denied.ruleId || denied.rule, reached.ruleId || reached.rule, by].join(" ");
      groups.set(cause, [...(groups.get(cause) ?? []), evasion]);
    }
    const names = sessionNames(rowsOf(facts, "sessions").map((row) => row.session_id));
    return [...groups].map(([cause, all]) => found(cause, all, { facts, names }));
  },
} as const satisfies FindingKind;

interface Context {
  readonly facts: Facts;
  readonly names: (id: string) => string;
}

function found(cause: string, all: readonly Evasion[], context: Context): Found {
  const critical = all.some(isCritical);
  const shown = all.find(isCritical) ?? all[0];
  if (shown === undefined) throw new Error("a group of evasions holds at least one");
  return {
    cause,
    severity: critical ? "critical" : "warn",
    // Before denials that held, however many these are.
    weight: critical ? 1_000_000 + all.length : all.length,
    measure: all.length,
    title: title(shown, all.length),
    evidence: evidence(shown, context),
    ...action(shown, context),
  };
}

/** Whether a secret was read; where the call failed it may not have been. */
function isCritical({ target, succeeded }: Evasion): boolean {
  return target.secret && succeeded;
}

const THINGS = { path: "path", host: "host", ref: "branch" } as const;

/** `A blocked secret was read another way`: the kind of thing, never its name. */
function evasionWords({ target, succeeded }: Evasion): string {
  const way = succeeded ? "was reached another way" : "was tried another way";
  if (target.secret) return `A blocked secret ${succeeded ? "was read another way" : way}`;
  return `A denied ${THINGS[target.kind]} ${way}`;
}

function title(shown: Evasion, times: number): Value[] {
  const rest = times - 1;
  if (rest === 0) return [text(evasionWords(shown))];
  return [text(`${evasionWords(shown)}, and `), count(rest), text(` ${plural(rest, "time")} more`)];
}

function evidence(evasion: Evasion, { names }: Context): Value[][] {
  const { denied, reached, project, sessionId } = evasion;
  return [
    [time(denied.atMs, "clock_seconds"), text(" denied   "), quote(callText(denied))],
    [text("by "), ...ruleWords(denied)],
    [
      time(reached.atMs, "clock_seconds"),
      text(reached.decision === "allow" ? " allowed  " : " it ran   "),
      quote(callText(reached)),
    ],
    [text("by "), ...ruleWords(reached)],
    [
      time(denied.atMs, "day"),
      text(", "),
      quote(project),
      text(", session "),
      quote(names(sessionId)),
    ],
  ];
}

/** `cat .env`, `Read .env`: the tool where the subject is not a command. */
export function callText({ tool, subject }: Evasion["denied"]): string {
  return tool === "Bash" ? subject : `${tool} ${subject}`;
}

function ruleWords({ tier, rule, decision }: Evasion["denied"]): Value[] {
  if (tier === "llm") return [text("the model")];
  if (tier === "floor") return [text("built-in "), quote(rule)];
  if (rule !== "") return [text("rule "), quote(rule)];
  return [text(decision === "deny" ? "a rule without a name" : "no rule: nobody was asked")];
}

function action(
  { reached, sessionId }: Evasion,
  { facts, names }: Context,
): { command: string; effect: string } {
  // A name comes from the log: only a plain one goes into a line that somebody pastes.
  const rule = [reached.rule, reached.ruleId].find((word) => /^[\w.-]{1,60}$/.test(word));
  if (rule !== undefined && reached.tier !== "llm") {
    return {
      command: ours(`rules show ${rule}`, facts),
      effect: "the rule that let it through: what it allows, and where to exclude this",
    };
  }
  return {
    command: ours(`report session ${sessionWord(sessionId, names)}`, facts),
    effect: "shows what else that session did; a deny rule for the second call closes the way",
  };
}
