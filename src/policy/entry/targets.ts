import type { Call } from "../../model/call.ts";
import type { Risk } from "../../model/words.ts";
import type { World } from "../../model/world.ts";
import { inputPaths } from "../paths/input-paths.ts";
import { isSecret, type WordPath } from "../paths/path-words.ts";
import { absolutePath, isWithin } from "../paths/paths.ts";
import type { ShellCase } from "../steps/shell-case.ts";
import { stepRisks } from "../steps/step-risks.ts";
import type { Step } from "../steps/steps.ts";
import { wordHosts } from "../usage/hosts.ts";
import { isInterpreter } from "../usage/program-kinds.ts";

/**
 * What is done with a target. `delete`: it goes, or goes elsewhere. `rights`: who may use it, and
 * since when. `list`: its names, sizes and times are seen. `any`: nobody knows the program.
 */
type TargetUse = "read" | "write" | "delete" | "rights" | "list" | "reach" | "any";

/** What a call reaches for, by which program or tool, and what it does there. */
export interface Target {
  readonly kind: "path" | "host" | "ref";
  /** An absolute path, a host in lower case (with its port where told), the name of a branch. */
  readonly name: string;
  readonly use: TargetUse;
  /** Of a host: what answers there: `web`, `ssh`, else the program that asks. Empty otherwise. */
  readonly service: string;
  /** `cat`, `docker`, `Read`. */
  readonly by: string;
  /** Whether reading there shows a secret. */
  readonly secret: boolean;
  /** What the part of the call that does it may do. */
  readonly risks: readonly Risk[];
}

/** A word of a program's own text that may be a path: `open('.env')`; not `os.path`. */
const PATH_IN_CODE = /["'`]([^"'`\s]{1,200})["'`]/g;
const MAX_TARGETS = 200;

const DELETERS = new Set("rm rmdir unlink shred srm trash trash-put del mv rename".split(" "));
const SHOWN_BY_GIT = new Set("show diff blame grep cat-file archive difftool annotate".split(" "));
/** They say how large or how old a file is, and not what stands in it. */
const COUNTERS = new Set(
  "wc stat file du md5 md5sum sha1sum sha256sum shasum cksum test".split(" "),
);
const WEB = /^(?:curl|wget|http|https|xh|aria2c|WebFetch|mcp__.*)$/;
const SSH = /^(?:ssh|scp|sftp|rsync|mosh)$/;
const RIGHTS = new Set("chmod chown chgrp touch setfacl chattr chflags xattr".split(" "));
/** Code that makes a file go: `shutil.rmtree(x)`, `fs.unlinkSync(x)`; not `x.removeprefix(y)`. */
const DELETES = /\b(?:rmtree|rmdir|rmSync|unlink(?:Sync)?|os\.remove|rm_rf?|FileUtils\.rm\w*)\b/;
/** Code that changes one: `open(x, 'w')`, `fs.writeFileSync`; not `sys.stdout.write`. */
const WRITES =
  /["'](?:[wax]\+?b?|r\+b?)["']|\b(?:write_(?:text|bytes)|(?:write|append|copy)File(?:Sync)?|createWriteStream|File\.write|os\.(?:rename|replace|truncate)|shutil\.(?:copy|move)\w*)\b/;

/** The targets of a call. `shell`: what `shellCaseOf` read of it. At most 200. */
export function targetsOf(call: Call, world: World, shell: ShellCase | undefined): Target[] {
  const found =
    shell === undefined
      ? inputTargets(call, world)
      : shell.steps.flatMap((step) => stepTargets(step, [...shell.risks()], world));
  return found.slice(0, MAX_TARGETS);
}

function inputTargets(call: Call, world: World): Target[] {
  const { reads, writes } = inputPaths(call, world);
  const { url } = call.input;
  const by = call.tool;
  const hosts = typeof url === "string" ? placesOf(url) : [];
  return [
    ...reads.map((path) => pathTarget(path, { use: "read", by, risks: [] }, world)),
    ...writes.map((path) => pathTarget(path, { use: "write", by, risks: [] }, world)),
    ...hosts.map((host) => hostTarget(host, by, [])),
  ];
}

/** `whole`: the risks of the line, because what is fetched in one step is run in the next. */
function stepTargets(step: Step, whole: readonly Risk[], world: World): Target[] {
  const by = step.command.program;
  if (by === "") return redirectTargets(step, world);
  const risks = stepRisks(step);
  const paths = (found: readonly WordPath[], use: Target["use"]): Target[] =>
    found
      // A search of the whole project is about no file of it.
      .filter(({ path }) => use !== "read" || !isWithin(world.cwd, path, false))
      .map((path) => pathTarget(path, { use, by, risks }, world));
  return [
    ...paths(step.reads, shows(step) ? "read" : "list"),
    ...step.writes.flatMap((path) => paths([path], changeBy(step, path.by))),
    ...paths(step.lists, deletes(step) ? "delete" : "list"),
    ...paths(guessedPaths(step, world), guessedUse(step)),
    ...step.hosts.flatMap(placesOf).map((host) => hostTarget(host, by, whole)),
    ...refsOf(step).map((name) => ({
      ...{ kind: "ref" as const, name, use: "write" as const, service: "", by },
      ...{ secret: false, risks },
    })),
  ];
}

/** A redirection without a program: `> file`. */
function redirectTargets(step: Step, world: World): Target[] {
  return step.writes.map((path) =>
    pathTarget(path, { use: "write", by: "the shell", risks: stepRisks(step) }, world),
  );
}

/** Whether what it reads is seen by whoever runs it: `git add` takes a file and shows nothing. */
function shows({ command, usage }: Step): boolean {
  if (COUNTERS.has(command.program)) return false;
  return command.program !== "git" || SHOWN_BY_GIT.has(usage.subcommand.split(" ")[0] ?? "");
}

/** What a program does to the files that it is for; what it redirects is written. */
function changeBy(step: Step, how: "operand" | "option" | "redirect"): TargetUse {
  if (how === "redirect") return "write";
  if (deletes(step)) return "delete";
  return RIGHTS.has(step.command.program) ? "rights" : "write";
}

function deletes({ command, usage }: Step): boolean {
  const has = (option: string): boolean => usage.options.some(({ name }) => name === option);
  if (command.program === "find") return has("-delete");
  if (command.program === "git") {
    return ["rm", "mv", "clean"].includes(usage.subcommand) && !has("--cached");
  }
  return DELETERS.has(command.program);
}

/** What an interpreter's code does, by its words. */
function guessedUse({ command }: Step): TargetUse {
  if (!isInterpreter(command.program)) return "any";
  const code = command.args.map(({ text }) => text).join(" ");
  if (DELETES.test(code)) return "delete";
  return WRITES.test(code) ? "write" : "read";
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
    .filter((word) => (!isCode || /[./]/.test(word)) && !/^-|:\/\//.test(word) && word !== "")
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
    service: "",
    ...doing,
    secret: isSecret(path, world),
  };
}

function hostTarget(name: string, by: string, risks: readonly Risk[]): Target {
  const service = WEB.test(by) ? "web" : SSH.test(by) ? "ssh" : by;
  return { kind: "host", name, use: "reach", service, by, secret: false, risks };
}

/** The hosts of a word, each with the port that stands behind it: another port is another service. */
function placesOf(word: string): string[] {
  const port =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^/?#@]*@)?(?:\[[^\]]*\]|[^/?#:@\s]+):(\d{1,5})(?:[/?#]|$)/i.exec(
      word,
    )?.[1];
  return wordHosts(word).map((host) => (port === undefined ? host : `${host}:${port}`));
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
