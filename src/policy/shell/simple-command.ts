import {
  baseName,
  type Folder,
  type ShellRedirect,
  type ShellWord,
  type SimpleCommand,
  singleSpaced,
  TOO_DEEP,
} from "../shell.ts";
import { runsOthers } from "../usage/program-kinds.ts";
import { unwrap } from "./unwrap.ts";

/** What is known of a command before its program is looked at. */
export interface CommandParts {
  /** The program and its arguments; empty for redirections and assignments alone. */
  readonly words: readonly ShellWord[];
  /** As written, from the first assignment to the last argument. */
  readonly whole: string;
  /** As written from the program on, where that differs. */
  readonly fromName?: string;
  readonly assigned?: SimpleCommand["assigned"];
  readonly redirects?: readonly ShellRedirect[];
  readonly folders?: readonly Folder[];
  readonly depth?: number;
  /** What stands on its standard input, as far as the line tells. */
  readonly input?: CommandInput;
}

export interface CommandInput {
  readonly piped: boolean;
  /** Text that is known: a here-document, `echo x |`. */
  readonly text?: string;
  /** Folders whose paths are listed there, as by `find src |`. */
  readonly listed?: readonly ShellWord[];
  /** Whether no name narrows them. */
  readonly listsAll?: boolean;
}

/** How deep `sh -c "sh -c …"` and wrappers of wrappers are followed. */
const MAX_DEPTH = 8;
const NO_INPUT: CommandInput = { piped: false };

/** Reads the script that a command hands to a shell. */
export type ReadScript = (
  text: string,
  about: { readonly depth: number; readonly folders: readonly Folder[] },
) => { readonly commands: readonly SimpleCommand[]; readonly errors: readonly string[] };

/** A simple command with all that it runs. Without `readScript` it can run none: a plain line. */
export function command(parts: CommandParts, readScript?: ReadScript): SimpleCommand {
  const [name, ...args] = parts.words;
  const called = name?.text ?? "";
  const program = name !== undefined && isNamed(name) ? baseName(called) : "";
  const { whole, fromName, input = NO_INPUT } = parts;
  const bare: SimpleCommand = {
    program,
    called,
    args,
    canonical: singleSpaced([program || called, ...args.map((word) => word.text)].join(" ")),
    written: fromName === undefined || fromName === whole ? [whole] : [fromName, whole],
    assigned: parts.assigned ?? [],
    redirects: parts.redirects ?? [],
    inner: [],
    depth: parts.depth ?? 0,
    folders: parts.folders ?? [[]],
    piped: input.piped,
    doubts: nameDoubts(name, program),
  };
  return readScript === undefined ? bare : withInner(bare, input, readScript);
}

function nameDoubts(name: ShellWord | undefined, program: string): string[] {
  if (name === undefined) return [];
  if (name.content.kind !== "fixed") return ["the program is not a fixed word"];
  return /^[\w.+@%:[-]+$/.test(program) ? [] : ["an unusual program name"];
}

/** A default such as `${X:-rm}` is likely enough to be denied for, and never fixed. */
function isNamed({ text, content }: ShellWord): boolean {
  return content.kind === "fixed" || /^[\w./+-]+$/.test(text);
}

/** Adds what the command runs: the rest of `sudo …`, the text of `sh -c '…'`. */
function withInner(
  bare: SimpleCommand,
  input: CommandInput,
  readScript: ReadScript,
): SimpleCommand {
  if (!runsOthers(bare.program) && !["find", "fd", "fdfind"].includes(bare.program)) {
    return bare;
  }
  const found = unwrap(bare, input);
  const doubts = [...bare.doubts, ...found.doubts];
  if (found.runs.length === 0) return { ...bare, doubts };
  if (bare.depth >= MAX_DEPTH) return { ...bare, doubts: [...doubts, TOO_DEEP] };
  const depth = bare.depth + 1;
  const { folders } = bare;
  const inner: SimpleCommand[] = [];
  for (const run of found.runs) {
    if (run.kind === "words") {
      const made = command(
        {
          words: run.words,
          whole: run.words.map((word) => word.text).join(" "),
          ...(run.assigned === undefined ? {} : { assigned: run.assigned }),
          folders: run.anywhere === true ? [undefined] : folders,
          depth,
          input,
        },
        readScript,
      );
      inner.push(made, ...made.inner);
    } else {
      const read = readScript(run.text, { depth, folders });
      inner.push(...read.commands);
      doubts.push(...read.errors.slice(0, 1).map((error) => `inside ${bare.program}: ${error}`));
    }
  }
  return { ...bare, inner, doubts };
}
