import type { World } from "../../model/world.ts";
import { isSecret, isStartup, type WordPath, wordPaths } from "../paths/path-words.ts";
import { absolutePath } from "../paths/paths.ts";
import { loadRows } from "../programs/index.ts";
import { isWrapper, SHELLS, wrapperOf } from "../shell/wrappers.ts";
import type { Folder, ShellLine, ShellWord, SimpleCommand } from "../shell.ts";
import { isInterpreter } from "../usage/program-kinds.ts";
import { type PathUse, type Usage, usageOf } from "../usage/usage.ts";
import { printingDoubts } from "./printing-doubts.ts";
import { assigned, evaluates, packageDoubts, placeDoubts } from "./step-doubts.ts";

/** A file or folder that a step uses. */
export interface StepPath extends WordPath {
  readonly by: PathUse["by"];
  /** Reading shows a secret; writing persists. */
  readonly sensitive: boolean;
}

/** One simple command in the world: where it runs, and what it touches there. */
export interface Step {
  readonly command: SimpleCommand;
  readonly usage: Usage;
  readonly reads: readonly StepPath[];
  readonly writes: readonly StepPath[];
  /** Of these only names, sizes and times are seen. */
  readonly lists: readonly StepPath[];
  /** Every folder that it may work in; undefined: nobody knows. */
  readonly cwds: readonly (string | undefined)[];
  readonly hosts: readonly string[];
  /** Why no rule grants it. */
  readonly doubts: readonly string[];
  /** Unknown to the table: only a rule that names the program grants it. */
  readonly unknownProgram: boolean;
  /** Scripts that it runs: only a rule that spells them grants it. */
  readonly scripts: readonly string[];
  /** Nothing but what it runs matters: `timeout`, `bash -c`, redirections, assignments. */
  readonly clear: boolean;
}

/** Files that take what is written without keeping it. */
const NOWHERE = /^\/dev\/(?:null|zero|stdout|stderr|stdin|tty|fd\/[012])$/;
/** What the shell itself makes a connection of. */
const NET_DEVICE = /^\/dev\/(?:tcp|udp)\//;

/** The commands of a line as steps. Loads what the table says of their programs. */
export async function stepsOf(line: ShellLine, world: World): Promise<readonly Step[]> {
  await loadRows(line.commands.map(({ program }) => program));
  return line.commands.map((command) => stepOf(command, world));
}

function stepOf(command: SimpleCommand, world: World): Step {
  const wrapper = wrapperOf(command.program);
  const isWrapper = command.inner.length > 0 && isRunner(command);
  const usage = isWrapper ? { ...NOTHING, known: true } : usageOf(command);
  const cwds = foldersOf(command.folders, usage.folders, world);
  const paths = (uses: readonly PathUse[], sensitive: typeof isSecret): Touched =>
    touched(uses, cwds, world, sensitive);
  const redirects = redirected(command);
  const reads = paths([...usage.reads, ...redirects.reads], isSecret);
  const writes = paths([...usage.writes, ...redirects.writes], isStartup);
  const noted = [
    ...command.doubts,
    ...usage.doubts,
    ...redirects.doubts,
    ...reads.doubts,
    ...writes.doubts,
    ...assigned(command),
    ...evaluates(command),
    ...placeDoubts(command, usage, cwds, world),
    ...printingDoubts(command, usage, cwds, world),
    ...packageDoubts(command),
  ];
  return {
    command,
    usage,
    reads: reads.paths,
    writes: writes.paths,
    lists: paths(usage.lists, isSecret).paths,
    cwds,
    hosts: usage.hosts.map((word) => word.text),
    doubts: [...new Set(noted)],
    unknownProgram: command.called !== "" && !isWrapper && !usage.known,
    scripts: usage.scripts
      .map((word) => word.text)
      .filter((text) => isScript(command, usage, text)),
    clear: command.called === "" || (isWrapper && wrapper?.kind !== "raises"),
  };
}

const NOTHING: Usage = {
  known: false,
  subcommand: "",
  unknownSubcommand: false,
  anySubcommand: false,
  options: [],
  operands: [],
  reads: [],
  writes: [],
  lists: [],
  folders: [],
  hosts: [],
  scripts: [],
  project: [],
  runsProject: false,
  network: false,
  doubts: [],
};

/** A name without dot or slash is a task of the project, but to a shell or an interpreter. */
function isScript({ program, args }: SimpleCommand, usage: Usage, text: string): boolean {
  // `bash -n` only reads a script's grammar.
  if (SHELLS.has(program) && args[0]?.text === "-n" && args[1]?.text === text) return false;
  const isTask = usage.subcommand !== "" && !usage.anySubcommand;
  return /[./]/.test(text) || (!isTask && (SHELLS.has(program) || isInterpreter(program)));
}

/** Programs whose arguments are a command: what `find` runs stands beside what it does itself. */
function isRunner({ program }: SimpleCommand): boolean {
  return isWrapper(program) || SHELLS.has(program);
}

/** Where a command works: each folder that the line may have moved to, and then its own options. */
function foldersOf(
  folders: readonly Folder[],
  own: readonly ShellWord[],
  world: World,
): readonly (string | undefined)[] {
  return folders.map((folder) => {
    if (folder === undefined) return undefined;
    return [...folder, ...own].reduce<string | undefined>((cwd, word) => {
      if (cwd === undefined || word.content.kind !== "fixed") return undefined;
      return absolutePath(word.text, world, cwd);
    }, world.cwd);
  });
}

interface Touched {
  readonly paths: readonly StepPath[];
  readonly doubts: readonly string[];
}

function touched(
  uses: readonly PathUse[],
  cwds: readonly (string | undefined)[],
  world: World,
  sensitive: typeof isSecret,
): Touched {
  const paths: StepPath[] = [];
  const doubts: string[] = [];
  for (const { word, by } of uses) {
    for (const cwd of cwds) {
      const found = wordPaths(word, cwd ?? world.cwd, world);
      const isPlaced = cwd !== undefined || /^[/~]|^\$(?:HOME|CLAUDE_PROJECT_DIR)/.test(word.text);
      if (found === undefined) doubts.push(`nobody knows which file ${word.text} is`);
      else if (!isPlaced && found.length > 0) doubts.push("nobody knows in which folder it runs");
      for (const path of (found ?? []).filter(({ path }) => !NOWHERE.test(path))) {
        paths.push({ ...path, by, sensitive: sensitive(path, world) });
      }
    }
  }
  return { paths: distinct(paths), doubts };
}

function distinct(paths: readonly StepPath[]): readonly StepPath[] {
  return [...new Map(paths.map((each) => [`${each.kind} ${each.by} ${each.path}`, each])).values()];
}

function redirected(command: SimpleCommand): {
  readonly reads: readonly PathUse[];
  readonly writes: readonly PathUse[];
  readonly doubts: readonly string[];
} {
  const files = command.redirects.filter(
    ({ operator, target }) =>
      !operator.startsWith("<<") && !(operator.endsWith("&") && /^(?:\d+-?|-)$/.test(target.text)),
  );
  const uses = (wanted: (operator: string) => boolean): PathUse[] =>
    files
      .filter(({ operator, target }) => wanted(operator) && !NOWHERE.test(target.text))
      .map(({ target }) => ({ word: target, by: "redirect" }));
  return {
    reads: uses((operator) => operator.startsWith("<")),
    writes: uses((operator) => operator.includes(">")),
    doubts: [
      // zsh overwrites the next word instead.
      ...(files.some(({ target }) => target.text === "!") ? ["a redirection to !"] : []),
      ...(files.some(({ target }) => NET_DEVICE.test(target.text)) ? ["a network connection"] : []),
      ...command.redirects.flatMap(({ operator, target: { content } }) =>
        operator.startsWith("<<") && content.kind === "unknown"
          ? [`${content.what} is not known`]
          : [],
      ),
    ],
  };
}
