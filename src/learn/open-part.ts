import { shellCaseOf } from "../policy/decide.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { isWithin } from "../policy/paths/paths.ts";
import type { Finder } from "../policy/patterns/pattern.ts";
import type { Step } from "../policy/steps/steps.ts";
import { type JudgedCase, openStep } from "./back-test.ts";

/** The one thing in a call that no rule covers, as a call of its own. */
export interface OpenPart {
  readonly of: JudgedCase;
  readonly judged: Judged;
  /** Its command in the line that it stands in; undefined for a tool that is no shell. */
  readonly step: Step | undefined;
  /** Whether it is the whole call, and not one command among others. */
  readonly isWhole: boolean;
  /** What it is counted with: the fingerprint of the call that it would be alone. */
  readonly kind: string;
}

/**
 * What a rule would have to cover so that the call is allowed; undefined where that is more than
 * one command, one that runs with other rights or elsewhere, or one in a folder of no project.
 */
export async function openPart(of: JudgedCase, finder: Finder): Promise<OpenPart | undefined> {
  const { judged } = of;
  const { call, world, shell } = judged;
  const [first] = of.calls;
  if (shell === undefined) {
    return { of, judged, step: undefined, isWhole: true, kind: first?.fingerprint ?? call.tool };
  }
  const step = openStep(of, finder);
  if (step === undefined || isElsewhere(step, judged)) return undefined;
  const [cwd, other] = step.cwds;
  if (cwd === undefined || other !== undefined) return undefined;
  const project = world.projectRoot === "" ? world.cwd : world.projectRoot;
  if (cwd !== world.cwd && !isWithin(cwd, project, world.caseInsensitive)) return undefined;
  const [command = ""] = step.command.written;
  const alone = { ...call, input: { ...call.input, command } };
  const there = { ...world, cwd };
  const read = await shellCaseOf(alone, there);
  const [only, more] = read?.steps ?? [];
  if (read === undefined || only === undefined || more !== undefined) return undefined;
  // Without its quotes it has to say the same.
  if (read.grantText(only) !== shell.grantText(step)) return undefined;
  return {
    of,
    judged: { call: alone, world: there, shell: read },
    step,
    isWhole: shell.steps.length === 1,
    kind: `${call.tool}: ${read.head().head}`,
  };
}

/** What `sudo` or `ssh` runs: a rule would grant it here too. */
function isElsewhere({ command }: Step, { shell }: Judged): boolean {
  return (
    shell?.steps.some((outer) => !outer.clear && outer.command.inner.includes(command)) === true
  );
}
