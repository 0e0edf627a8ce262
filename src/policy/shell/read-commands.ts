import type { ExplainedCommand } from "../../model/explanation.ts";
import type { SimpleCommand } from "../shell.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import type { Step, StepPath } from "../steps/steps.ts";
import { grantText } from "../usage/program-folder.ts";

/** The commands of a line as they were read: in its order, unredacted. */
export function readCommands({ steps }: ShellCase): readonly ExplainedCommand[] {
  const around = wrappersOf(steps.map(({ command }) => command));
  return steps.map((step) => readCommand(step, around.get(step.command) ?? []));
}

function readCommand(step: Step, through: readonly string[]): ExplainedCommand {
  const { command, usage } = step;
  return {
    text: grantText(step),
    program: command.program,
    known: !step.unknownProgram,
    subcommand: usage.subcommand,
    options: usage.options.map(({ name }) => name),
    reads: pathTexts(step.reads),
    writes: pathTexts(step.writes),
    lists: pathTexts(step.lists),
    hosts: [...step.hosts],
    runs: usage.scripts.map(({ text }) => text),
    folders: step.cwds.map((cwd) => cwd ?? null),
    through: [...through],
    not_understood: [...step.doubts],
  };
}

/** `/src/**` for all below a folder. */
function pathTexts(paths: readonly StepPath[]): string[] {
  const texts = paths.map(({ path, kind }) => (kind === "below" ? `${path}/**` : path));
  return [...new Set(texts)];
}

/** What runs each command, outermost first. */
function wrappersOf(commands: readonly SimpleCommand[]): Map<SimpleCommand, readonly string[]> {
  const around = new Map<SimpleCommand, readonly string[]>();
  for (const outer of commands) {
    for (const inner of outer.inner) {
      around.set(inner, [...(around.get(inner) ?? []), outer.program || outer.called]);
    }
  }
  return around;
}
