import type { Call } from "../../model/call.ts";
import type { Expression, Rule } from "../../model/rule.ts";
import type { Risk } from "../../model/words.ts";
import type { World } from "../../model/world.ts";
import { isSteering, type ShellHead, shellHeadOf } from "../entry/shell-head.ts";
import { isFarFromCommand } from "../explain/far-rules.ts";
import { kinOf } from "../explain/kin-programs.ts";
import type { FloorName } from "../floor/floor.ts";
import { shellFloor } from "../floor/floor-shell.ts";
import { allHold, type Clause } from "../matching/clauses.ts";
import { concernedWithLine } from "../matching/concerned-line.ts";
import { firesOnLine, type RawTexts, rawTexts } from "../matching/raw-text.ts";
import { globsCover } from "../paths/glob-fit.ts";
import type { Finder } from "../patterns/pattern.ts";
import { rawLine, readShellLine, type ShellLine } from "../shell.ts";
import { wordHosts } from "../usage/hosts.ts";
import { grantText } from "../usage/program-folder.ts";
import { coveringClauses, firingClauses } from "./step-clauses.ts";
import { stepRisks } from "./step-risks.ts";
import { type Step, type StepPath, stepsOf } from "./steps.ts";

/** As long as the domain name system lets one be (RFC 1035). */
const MAX_HOST_NAME = 253;

/**
 * A shell line in the world, with everything that rules ask about it. Loaded only for calls of a
 * shell: the table of programs and the reader of lines stand behind it.
 */
export interface ShellCase {
  readonly line: ShellLine;
  readonly steps: readonly Step[];
  /** Why no rule can grant the line. */
  readonly doubts: readonly string[];
  /** The built-in denial of the line, if there is one. */
  floor(): FloorName | undefined;
  risks(): ReadonlySet<Risk>;
  /** What the entry calls it. */
  head(): ShellHead;
  /** Whether a step does no more than steer the shell: `cd`, `echo`. */
  steers(step: Step): boolean;
  /** The rules, whose tool fits, that may have a part in deciding: all where it is not understood. */
  concerned(rules: readonly Rule[]): readonly Rule[];
  /** Hosts that its programs take for such, with or without a URL around them; lower case. */
  hosts(): readonly string[];
  /** Whether a deny or ask rule, whose tool fits, fires on some command. */
  fires(rule: Rule, finder: Finder): boolean;
  /** Whether these rules, whose tool fits, grant every command between them. */
  covers(rules: readonly Rule[], finder: Finder): boolean;
  /** Whether one rule grants one step, but for what it writes beside its purpose. */
  coversStep(rule: Rule, step: Step, finder: Finder): boolean;
  /** Whether a rule of writes alone grants some of what a step writes beside its purpose. */
  grantsWrites(rule: Rule, step: Step, finder: Finder): boolean;
  /** Whether these rules grant all of it. */
  coversWrites(rules: readonly Rule[], by: Rule | undefined, step: Step, finder: Finder): boolean;
  /** What a deny or ask rule asks of one step. */
  firingClauses(rule: Rule, step: Step, finder: Finder): Iterable<Clause>;
  /** What one rule asks of one step that it is to grant. */
  coveringClauses(rule: Rule, step: Step, finder: Finder): Iterable<Clause>;
  /** What a step writes beside its purpose and these rules do not grant. */
  writesOutside(
    rules: readonly Rule[],
    by: Rule | undefined,
    step: Step,
    finder: Finder,
  ): readonly string[];
  /** Whether a rule grants writing to some paths, whatever writes there. */
  isOfWrites(rule: Rule): boolean;
  /** The rules that may be nearly granted by: of some program that it runs, or of what it writes. */
  near(rules: readonly Rule[]): readonly Rule[];
  /** The text of a step that an allow rule sees. */
  grantText(step: Step): string;
}

/** Reads the line of a call. `raw` where its language is not ours: nothing is known but its text. */
export async function readShellCase(
  call: Call,
  world: World,
  raw: { readonly text: string; readonly reason?: string },
): Promise<ShellCase> {
  const line =
    raw.reason === undefined ? await readShellLine(raw.text) : rawLine(raw.text, raw.reason);
  const steps = await stepsOf(line, world);
  const asked = (rule: Rule, step: Step, finder: Finder): Iterable<Clause> =>
    coveringClauses(rule, { step, line, call, world }, finder);
  const coversStep = (rule: Rule, step: Step, finder: Finder): boolean =>
    !isOfWrites(rule) && allHold(asked(rule, step, finder));
  let cut: RawTexts | undefined;
  const texts = (): RawTexts => {
    cut ??= rawTexts([line.raw], world);
    return cut;
  };
  const shell: ShellCase = {
    line,
    steps,
    doubts: [...new Set([...line.doubts, ...steps.flatMap((step) => step.doubts)])],
    floor: () => shellFloor(line, steps, world),
    head: () => shellHeadOf(line),
    steers: ({ command }) => isSteering(command),
    risks: () => new Set(steps.flatMap(stepRisks)),
    concerned: (rules) => (line.parsed ? concernedWithLine(rules, steps, world) : rules),
    hosts: () =>
      [...new Set(steps.flatMap((step) => step.hosts.flatMap(wordHosts)))].filter(isHostName),
    fires: (rule, finder) => {
      if (isOfTool(rule)) return true;
      const fired = steps.some((step) =>
        allHold(firingClauses(rule, { step, line, call, world }, finder)),
      );
      return fired || (!line.parsed && firesOnLine(rule, texts(), world, finder));
    },
    covers: (rules, finder) => {
      // Of another shell nothing is read: a rule may grant the tool, and nothing less.
      const isOther = call.tool === "PowerShell";
      if (isOther) return rules.some((rule) => isOfTool(rule) && isExact(rule.tool));
      if (!line.parsed) return false;
      if (line.doubts.length > 0) return false;
      return steps.every((step) => {
        const by = rules.find((rule) => coversStep(rule, step, finder));
        if (by === undefined && !step.clear) return false;
        return shell.coversWrites(rules, by, step, finder);
      });
    },
    coversStep,
    grantsWrites: (rule, step, finder) =>
      isOfWrites(rule) &&
      besidePurpose(step).some((path) => globsCover(rule.writes ?? [], path, world, finder)),
    coversWrites: (rules, by, step, finder) => {
      if (step.clear && (step.doubts.length > 0 || step.reads.some((path) => path.sensitive)))
        return false;
      return shell.writesOutside(rules, by, step, finder).length === 0;
    },
    firingClauses: (rule, step, finder) => firingClauses(rule, { step, line, call, world }, finder),
    coveringClauses: asked,
    writesOutside: (rules, by, step, finder) => {
      const granting = [
        ...(by?.writes ?? []),
        ...rules.filter(isOfWrites).flatMap((rule) => rule.writes ?? []),
      ];
      return besidePurpose(step)
        .filter((path) => !globsCover(granting, path, world, finder))
        .map(({ path }) => path);
    },
    isOfWrites,
    near: (rules) => {
      const told = steps.filter((step) => !step.clear).map(commandOf);
      const isWriting = steps.some((step) => step.writes.length > 0);
      return rules.filter((rule) =>
        isOfWrites(rule) ? isWriting : told.some((command) => !isFarFromCommand(rule, command)),
      );
    },
    grantText,
  };
  return shell;
}

/** What tells whether a rule is about it. */
function commandOf(step: Step): Parameters<typeof isFarFromCommand>[1] {
  const text = grantText(step);
  return { kin: kinOf(text.split(" ")[0] ?? ""), text };
}

/** A word without a dot is more often a file or a name of the user's own. */
function isHostName(host: string): boolean {
  return host.length <= MAX_HOST_NAME && (/[.:]/.test(host) || host === "localhost");
}

/** What a step writes by redirection or option, or where it persists. */
function besidePurpose({ writes }: Step): readonly StepPath[] {
  return writes.filter((path) => path.by !== "operand" || path.sensitive);
}

/** Asks for nothing but the tool. */
function isOfTool(rule: Rule): boolean {
  return asksNothing(rule) && rule.reads === undefined && rule.writes === undefined;
}

/** Grants writing to some paths, whatever writes there. */
function isOfWrites(rule: Rule): boolean {
  return rule.writes !== undefined && asksNothing(rule) && rule.reads === undefined;
}

function asksNothing(rule: Rule): boolean {
  return (
    rule.program === undefined &&
    rule.subcommand === undefined &&
    rule.flags === undefined &&
    rule.host === undefined &&
    Object.keys(rule.fields).length === 0 &&
    Object.keys(rule.exclude).length === 0
  );
}

function isExact({ choices }: Expression): boolean {
  return choices?.first === true && choices.end === "text";
}
