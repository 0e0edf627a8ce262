import { redact } from "../files/redact.ts";
import type { RuleTable } from "../model/rule.ts";
import type { World } from "../model/world.ts";
import { escaped } from "../policy/explain/proposed-rules.ts";
import type { Judged } from "../policy/matching/matching.ts";
import { isWithin } from "../policy/paths/paths.ts";
import { SHELLS } from "../policy/shell/wrappers.ts";
import type { ShellWord } from "../policy/shell.ts";
import { besideCommand } from "../policy/steps/alone.ts";
import type { ShellCase } from "../policy/steps/shell-case.ts";
import type { Step, StepPath } from "../policy/steps/steps.ts";
import { wordHosts } from "../policy/usage/hosts.ts";
import { isInterpreter } from "../policy/usage/program-kinds.ts";
import type { Narrowest } from "./narrowest-rule.ts";
import { openWords } from "./open-words.ts";
import { classExpression, isOrdinary } from "./word-classes.ts";

/** Longer lines are said once. */
const MAX_TEXT = 500;
/** Fields beside the line that change nothing about it. */
const IDLE_FIELDS = new Set(["command", "description", "timeout"]);
/** Fields that change how it runs: a rule from a call without them does not hold with them. */
const SWITCHES = ["dangerouslyDisableSandbox", "run_in_background"];

/** The narrowest rule of a shell line: one command that is understood, and nothing beside it. */
export function narrowestCommand({ call, world }: Judged, shell: ShellCase): Narrowest {
  const none = (reason: string): Narrowest => ({ kind: "none", reason });
  const field = Object.entries(call.input).find(([name, value]) => isTold(name, value));
  if (field !== undefined) return none(`has ${field[0]} set`);
  const { line, doubts } = shell;
  const [step, another] = shell.steps;
  if (!line.parsed || step === undefined) return none("cannot be read as a shell line");
  if (another !== undefined) return none("is more than one command");
  if (besideCommand(step, line) !== undefined) return none(besideReason(step));
  if (doubts.length > 0) return none("is not understood by the policy");
  const reason = commandDoubt(step, shell, world);
  return reason === undefined ? { kind: "rule", table: tableOf(step, shell, world) } : none(reason);
}

function isTold(name: string, value: unknown): boolean {
  return !IDLE_FIELDS.has(name) && value !== undefined && value !== null && value !== false;
}

function besideReason({ command }: Step): string {
  if (command.depth > 0 || command.inner.length > 0) return "runs another command";
  if (command.assigned.length > 0) return "has a variable before it";
  if (command.args.some(({ content }) => content.kind !== "fixed")) {
    return "has words that the shell puts in";
  }
  if (command.args.some(({ text }) => text === "" || /\s/.test(text))) {
    return "has words with blanks";
  }
  return "has a redirection, or something around it";
}

/** Why no rule is to be learned from a command that stands alone and is understood. */
function commandDoubt(step: Step, shell: ShellCase, world: World): string | undefined {
  const { command, usage, reads, writes, lists } = step;
  const text = shell.grantText(step);
  const [program = ""] = text.split(" ");
  if (step.clear) return "runs nothing by itself";
  if (text.length > MAX_TEXT) return "is longer than a rule should be";
  if (!/^[\x20-\x7e]*$/.test(text)) return "has characters that may look like others";
  if (redact(text) !== text) return "holds what looks like a secret";
  if (program.includes("/") && (step.unknownProgram || !/^\.\/(?:gradlew|mvnw)$/.test(program))) {
    return "runs a file that may be another by then";
  }
  if (step.scripts.length > 0) return "runs code that may be other code by then";
  const isModule = usage.subcommand.startsWith("-m ") || usage.subcommand.startsWith("--");
  if (pushesWhatever(step)) return "does not say what it pushes";
  if (PROCESSES.has(command.program)) return "names a process that will be another";
  if (SHELLS.has(command.program) || (isInterpreter(command.program) && !isModule)) {
    return "is a call of an interpreter";
  }
  if ([...reads, ...lists].some(({ sensitive }) => sensitive)) return "reads a secret path";
  if (writes.some(({ sensitive }) => sensitive)) return "writes what runs or configures later";
  if (writes.some((path) => !isPlainTarget(path, world))) return "writes outside the project";
  if (step.hosts.flatMap(wordHosts).includes("?")) return "reaches a host that nobody knows";
  return isTooHigh(world) ? "runs in the folder of no project" : undefined;
}

/** `git push` and `git push origin HEAD` push the branch that happens to be checked out. */
function pushesWhatever({ command, usage }: Step): boolean {
  if (command.program !== "git" || usage.subcommand !== "push") return false;
  const [, ...refspecs] = usage.operands.map(({ word }) => word.text);
  return refspecs.length === 0 || refspecs.some((each) => /^\+?(?:HEAD|@)(?:$|[~^])/.test(each));
}

/** Numbers and jobs of a shell: what they name is gone tomorrow. */
const PROCESSES = new Set("kill pkill killall xkill fg bg wait disown".split(" "));

function isPlainTarget({ path, kind }: StepPath, world: World): boolean {
  return kind === "exact" && isOrdinary(path, world);
}

/** A rule that holds in a home holds in everything below it. */
function isTooHigh({ cwd, accountHome, caseInsensitive }: World): boolean {
  return (
    !/^(?:\/|[A-Za-z]:\/)./.test(cwd) ||
    isWithin(accountHome, cwd, caseInsensitive) ||
    /^\/(?:home|Users)\/[^/]+\/?$/.test(cwd)
  );
}

function tableOf(step: Step, shell: ShellCase, world: World): RuleTable {
  const { usage, command, writes } = step;
  const text = shell.grantText(step);
  const hosts = [...new Set(step.hosts.flatMap(wordHosts))];
  const isNamed = usage.known && usage.subcommand !== "" && !usage.anySubcommand;
  const targets = [...new Set(writes.map(({ path }) => globOf(path)))];
  return {
    tool: "^Bash$",
    program: text.split(" ")[0] ?? "",
    ...(isNamed ? { subcommand: usage.subcommand } : {}),
    flags: givenFlags(step),
    ...(hosts.length === 0 ? {} : { host: hosts }),
    ...(targets.length === 0 ? {} : { writes: targets }),
    cwd: world.cwd,
    alone: true,
    fields: { command: expressionOf(text.split(" ")[0] ?? "", command.args, step, world) },
    exclude: Object.fromEntries(SWITCHES.map((name) => [name, "^true$"])),
  };
}

/** A glob has no escapes: what would be a sign stands for any one character. */
function globOf(path: string): string {
  return path.replace(/[*?[\]{}]/g, "?");
}

function givenFlags({ usage, command }: Step): string[] {
  const given = usage.known
    ? usage.options.map(({ name }) => name)
    : command.args.map(({ text }) => text).filter((text) => text.startsWith("-"));
  return [...new Set(given.map((name) => name.replace(/^-+/, "").split("=")[0] ?? ""))];
}

function expressionOf(
  program: string,
  args: readonly ShellWord[],
  step: Step,
  world: World,
): string {
  const { kept, classes } = openWords(step);
  const open = new Set(
    step.usage.operands
      .slice(kept)
      .filter(({ kind }) => OPEN_KINDS.has(kind))
      .map(({ word }) => word),
  );
  const words = args.map((word) => {
    const source = open.has(word) ? classExpression(word.text, classes, world) : undefined;
    return source ?? escaped(word.text);
  });
  return `^${[escaped(program), ...words].join(" ")}$`;
}

/** Kinds of operands that are looked at, or handed to a runner of tests. */
const OPEN_KINDS = new Set(["read", "list", "args", "revision", "text", "name", "package"]);
