import type { Call } from "../../model/call.ts";
import type { Risk } from "../../model/words.ts";
import type { World } from "../../model/world.ts";
import { inputPaths } from "../paths/input-paths.ts";
import { isSecret, type WordPath } from "../paths/path-words.ts";
import { absolutePath } from "../paths/paths.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import { stepRisks } from "../steps/step-risks.ts";
import type { Step } from "../steps/steps.ts";
import { wordHosts } from "../usage/hosts.ts";
import { isInterpreter } from "../usage/program-kinds.ts";

/** What a call reaches for, by which program or tool, and what it does there. */
export interface Target {
  readonly kind: "path" | "host" | "ref";
  /** An absolute path, a host in lower case, the name of a branch. */
  readonly name: string;
  /** `any`: a program that nobody knows was given it. `list`: names, sizes and times alone. */
  readonly use: "read" | "change" | "list" | "reach" | "any";
  /** `cat`, `docker`, `Read`. */
  readonly by: string;
  /** Whether reading there shows a secret. */
  readonly secret: boolean;
  /** Whether all below the path is meant. */
  readonly below: boolean;
  /** What the part of the call that does it may do. */
  readonly risks: readonly Risk[];
}

/** A word of a program's own text that may be a path: `open('.env')`; not `os.path`. */
const PATH_IN_CODE = /["'`]([^"'`\s]{1,200})["'`]/g;
const MAX_TARGETS = 200;

/** The targets of a call. `shell`: what `shellCaseOf` read of it. At most 200. */
export function targetsOf(call: Call, world: World, shell: ShellCase | undefined): Target[] {
  const found =
    shell === undefined
      ? inputTargets(call, world)
      : shell.steps.flatMap((step) => stepTargets(step, world));
  return found.slice(0, MAX_TARGETS);
}

function inputTargets(call: Call, world: World): Target[] {
  const { reads, writes } = inputPaths(call, world);
  const { url } = call.input;
  const by = call.tool;
  const hosts = typeof url === "string" ? wordHosts(url) : [];
  return [
    ...reads.map((path) => pathTarget(path, { use: "read", by, risks: [] }, world)),
    ...writes.map((path) => pathTarget(path, { use: "change", by, risks: [] }, world)),
    ...hosts.map((host) => hostTarget(host, by, [])),
  ];
}

function stepTargets(step: Step, world: World): Target[] {
  const by = step.command.program;
  if (by === "") return redirectTargets(step, world);
  const risks = stepRisks(step);
  const paths = (found: readonly WordPath[], use: Target["use"]): Target[] =>
    found.map((path) => pathTarget(path, { use, by, risks }, world));
  return [
    ...paths(step.reads, "read"),
    ...paths(step.writes, "change"),
    ...paths(step.lists, "list"),
    ...paths(guessedPaths(step, world), "any"),
    ...step.hosts.flatMap(wordHosts).map((host) => hostTarget(host, by, risks)),
    ...refsOf(step).map((name) => ({
      ...{ kind: "ref" as const, name, use: "change" as const, by },
      ...{ secret: false, below: false, risks },
    })),
  ];
}

/** A redirection without a program: `> file`. */
function redirectTargets(step: Step, world: World): Target[] {
  return step.writes.map((path) =>
    pathTarget(path, { use: "change", by: "the shell", risks: stepRisks(step) }, world),
  );
}

/** What an unknown program is given, or what stands in quotes in the text of an interpreter. */
function guessedPaths(step: Step, world: World): WordPath[] {
  const { command, unknownProgram, cwds } = step;
  const isCode = isInterpreter(command.program);
  if (!unknownProgram && !isCode) return [];
  const words = command.args.flatMap(({ text }) =>
    isCode && /[\s("'`]/.test(text)
      ? [...text.matchAll(PATH_IN_CODE)].map(([, word = ""]) => word)
      : [text.replace(/^--?[\w-]+=/, "")],
  );
  return words
    .filter((word) => /[./]/.test(word) && !word.startsWith("-") && !word.includes("://"))
    .map((word) => ({ path: absolutePath(word, world, cwds[0] ?? world.cwd), kind: "exact" }));
}

function pathTarget(
  path: WordPath,
  doing: Pick<Target, "use" | "by" | "risks">,
  world: World,
): Target {
  return {
    kind: "path",
    name: path.path,
    ...doing,
    secret: isSecret(path, world),
    below: path.kind !== "exact",
  };
}

function hostTarget(name: string, by: string, risks: readonly Risk[]): Target {
  return { kind: "host", name, use: "reach", by, secret: false, below: false, risks };
}

/** Branches that a step changes on another machine. */
function refsOf({ command, usage }: Step): string[] {
  if (command.program === "git" && usage.subcommand === "push") {
    const words = usage.operands.map(({ word }) => word.text).slice(1);
    return words.map(refName).filter((name) => name !== "" && name !== "HEAD");
  }
  if (command.program !== "gh" || usage.subcommand.split(" ")[0] !== "api") return [];
  if (!/ (?:-X|--method)[ =](?:PATCH|PUT|POST|DELETE)\b/.test(command.canonical)) return [];
  return command.args.flatMap(({ text }) => /\/(?:refs\/)?heads\/(.+)$/.exec(text)?.[1] ?? []);
}

/** `main` of `+HEAD:refs/heads/main`. */
function refName(word: string): string {
  const to = word.replace(/^\+/, "").split(":").at(-1) ?? "";
  return to.replace(/^refs\/heads\//, "");
}
