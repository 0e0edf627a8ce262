import { lineOf } from "../files/toml-places.ts";
import type { Io } from "../io.ts";
import type { Call } from "../model/call.ts";
import type { Rule } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { exampleCalls, ruleMatches } from "../policy/rules/examples.ts";
import { neighbours } from "../policy/rules/neighbours.ts";
import type { RuleInFile, RulePlace } from "./rule-files.ts";
import { noteOn, type RuleNote, ruleTitle } from "./rule-notes.ts";

/** An example of a rule that holds, as the calls that it stands for. */
interface Example {
  readonly of: RuleInFile;
  readonly text: string;
  readonly calls: readonly Call[];
}

export interface ExampleCheck {
  readonly examples: number;
  readonly failed: readonly RuleNote[];
  readonly warnings: readonly RuleNote[];
}

/** More of a kind are counted. */
const MAX_NAMED = 3;
const MAX_SHOWN = 100;

/** Tries the examples of `all` rules, and those that hold against the rules that are `inForce`. */
export async function checkExamples(
  inForce: readonly RuleInFile[],
  all: readonly RuleInFile[],
  world: World,
): Promise<ExampleCheck> {
  const failed: RuleNote[] = [];
  const good: Example[] = [];
  // What an allow rule's example joins to it may be another rule's to grant.
  const beside = inForce.map(({ rule }) => rule).filter(({ kind }) => kind === "allow");
  for (const one of all) {
    for (const [list, wanted] of [
      ["match", true],
      ["no_match", false],
    ] as const) {
      for (const [index, text] of (one.table[list] ?? []).entries()) {
        const calls = await exampleCalls(one.rule, text);
        const there = worldFor(one.rule, world);
        const holds = (await someMatch(one.rule, calls, there, beside)) === wanted;
        if (!holds || calls.length === 0)
          failed.push(failure(one, `${list}[${index}]`, text, calls));
        else if (wanted) good.push({ of: one, text, calls });
      }
    }
  }
  const own = good.filter(({ of }) => inForce.includes(of));
  return {
    examples: all.reduce(
      (sum, { table }) => sum + (table.match?.length ?? 0) + (table.no_match?.length ?? 0),
      0,
    ),
    failed,
    warnings: [...(await escapes(own, inForce, world)), ...(await grants(own, inForce, world))],
  };
}

function failure(one: RuleInFile, place: string, text: string, calls: readonly Call[]): RuleNote {
  const shown = inQuotes(text);
  const message =
    calls.length === 0
      ? `${shown} cannot be tried: no tool is known that ${one.table.tool} fits.`
      : place.startsWith("no_")
        ? `${shown} matches, and should not.`
        : `${shown} does not match, and should.`;
  const path = `${one.place}.${place}`;
  return { ...noteOn(one, "example", message), path, line: lineOf(one.places, path) ?? null };
}

/** Denials whose examples get by when they are spelled otherwise. */
async function escapes(
  examples: readonly Example[],
  inForce: readonly RuleInFile[],
  world: World,
): Promise<RuleNote[]> {
  const denials = inForce.filter(({ rule }) => rule.kind === "deny");
  const found = new Map<RuleInFile, Map<string, string>>();
  for (const { of, text, calls } of examples) {
    if (of.rule.kind !== "deny" || !calls.every((call) => call.input["command"] === text)) continue;
    const ways = found.get(of) ?? new Map<string, string>();
    found.set(of, ways);
    for (const other of neighbours(text)) {
      if (ways.has(other.how)) continue;
      const spelled = calls.map((call) => ({ ...call, input: { command: other.text } }));
      const caught = await firstMatch([of, ...denials], spelled, worldFor(of.rule, world));
      if (caught === undefined) ways.set(other.how, other.text);
    }
  }
  return [...found].flatMap(([one, ways]) => {
    if (ways.size === 0) return [];
    const details = [...ways].map(([how, text]) => ({ how, text }));
    return [
      noteOn(one, "escape", "its examples escape every denial when they are written", details),
    ];
  });
}

/** Grants that are never reached, and grants of what another rule stops. */
async function grants(
  examples: readonly Example[],
  inForce: readonly RuleInFile[],
  world: World,
): Promise<RuleNote[]> {
  const stops = inForce.filter(({ rule }) => rule.kind === "deny" || rule.kind === "ask");
  const notes: RuleNote[] = [];
  for (const one of inForce.filter(({ rule }) => rule.kind === "allow")) {
    const own = examples.filter(({ of }) => of === one);
    const stopped: string[] = [];
    for (const { text, calls } of own) {
      const by = await firstMatch(stops, calls, worldFor(one.rule, world));
      if (by !== undefined) stopped.push(`${inQuotes(text)} by ${ruleTitle(by)}`);
    }
    if (stopped.length > 0 && stopped.length === own.length) {
      const message = `it is never reached: ${named(stopped)}.`;
      notes.push(noteOn(one, "unreachable", message));
      continue;
    }
    const covered = await coveredBy(one, examples, world);
    const wide = [...new Set([...stopped, ...covered])];
    if (wide.length > 0) {
      notes.push(noteOn(one, "wide", `it also covers what is stopped: ${named(wide)}.`));
    }
  }
  return notes;
}

/** The examples of deny and ask rules that an allow rule covers, one of each rule. */
async function coveredBy(
  one: RuleInFile,
  examples: readonly Example[],
  world: World,
): Promise<string[]> {
  const found = new Map<RuleInFile, string>();
  for (const { of, text, calls } of examples) {
    if ((of.rule.kind !== "deny" && of.rule.kind !== "ask") || found.has(of)) continue;
    const where = worldFor(one.rule.cwd === undefined ? of.rule : one.rule, world);
    if (await someMatch(one.rule, calls, where)) found.set(of, text);
  }
  return [...found].map(([of, text]) => `${inQuotes(text)} by ${ruleTitle(of)}`);
}

async function firstMatch(
  rules: readonly RuleInFile[],
  calls: readonly Call[],
  world: World,
): Promise<RuleInFile | undefined> {
  for (const one of rules) if (await someMatch(one.rule, calls, world)) return one;
  return undefined;
}

async function someMatch(
  rule: Rule,
  calls: readonly Call[],
  world: World,
  beside: readonly Rule[] = [],
): Promise<boolean> {
  const others = beside.filter((other) => other !== rule);
  for (const call of calls) if (await ruleMatches(rule, call, world, others)) return true;
  return false;
}

/**
 * A world to try a rule's own examples in: a project in the account's home wherever we are, where
 * nothing is a link and no time is over.
 */
export function exampleWorld(
  rule: Rule | undefined,
  { accountHome }: Pick<Io, "accountHome">,
  { home }: Pick<RulePlace, "home">,
): World {
  const project = `${accountHome}/project`;
  const world = {
    now: "",
    home,
    accountHome,
    cwd: project,
    projectRoot: project,
    caseInsensitive: false,
    realpath: (path: string) => path,
  };
  return rule === undefined ? world : worldFor(rule, world);
}

/** A rule that holds in a folder is tried there. */
function worldFor(rule: Rule, world: World): World {
  if (rule.cwd === undefined) return world;
  return { ...world, cwd: rule.cwd.replace(/^~(?=\/|$)/, world.accountHome) };
}

function named(texts: readonly string[]): string {
  const more = texts.length - MAX_NAMED;
  return `${texts.slice(0, MAX_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

/** As long as a line takes. */
function inQuotes(text: string): string {
  return JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN - 1)}…` : text);
}
