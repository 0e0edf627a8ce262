import { fixedWord, type ShellWord, type SimpleCommand } from "../shell.ts";
import { readOptions } from "../usage/options.ts";
import type { CommandInput } from "./simple-command.ts";
import { fdAction, findActions } from "./unwrap-search.ts";
import { below, NOTHING, type Unwrapped, words } from "./unwrapped.ts";
import { SHELL_OPTIONS, SHELLS, type Wrapper, wrapperOf } from "./wrappers.ts";

/** What a wrapper, a shell, `eval` or `find -exec` runs, as far as its words tell. */
export function unwrap(command: SimpleCommand, input: CommandInput): Unwrapped {
  const { program, args } = command;
  if (program === "eval") return script(args, "eval");
  if (program === "trap") return args.length < 2 ? NOTHING : script(args.slice(0, 1), "trap");
  if (program === "su") return suScript(args);
  if (program === "script") return scriptOption(args);
  if (program === "find") return findActions(args);
  if (program === "fd" || program === "fdfind") return fdAction(args);
  if (SHELLS.has(program)) return shellScript(command, input);
  const wrapper = wrapperOf(program);
  return wrapper === undefined ? NOTHING : wrapped(command, wrapper, input);
}

/** Words joined by blanks, as `eval` and `ssh` do; a text with an open word is read as written. */
function script(words: readonly ShellWord[], program: string): Unwrapped {
  if (words.length === 0) return NOTHING;
  const open = words.some((word) => word.content.kind !== "fixed");
  return {
    runs: [{ kind: "script", text: words.map((word) => word.text).join(" ") }],
    doubts: open ? [`${program} evaluates what is not fixed`] : [],
  };
}

/** Shells whose scripts only look like those of bash. */
const OTHER_LANGUAGES = /^(?:fish|csh|tcsh|pwsh|powershell)$/;

/** `bash -lc 'x'`, else what stands on standard input, else a file. */
function shellScript({ program, args, piped }: SimpleCommand, input: CommandInput): Unwrapped {
  const read = readOptions(args, [{ options: SHELL_OPTIONS }], { single: false, stops: true });
  const operands = args.slice(read.end);
  const given = read.options.some((option) => option.name === "-c") ? operands[0] : undefined;
  if (given !== undefined) {
    const found = script([given], program);
    const other = OTHER_LANGUAGES.test(program) ? [`${program} reads another language`] : [];
    return withDoubts(found, [
      ...other,
      ...read.unknown.map((option) => `${program} ${option} is not known`),
    ]);
  }
  if (operands.length > 0 && !read.options.some((option) => option.name === "-s")) return NOTHING;
  if (input.text !== undefined && input.text.trim() !== "") {
    return { runs: [{ kind: "script", text: input.text }], doubts: [] };
  }
  return piped ? { runs: [], doubts: [`${program} reads commands from a pipe`] } : NOTHING;
}

function suScript(args: readonly ShellWord[]): Unwrapped {
  const at = args.findIndex((word) => /^(?:-[a-z]*c|--command)$/.test(word.text));
  return at < 0 ? NOTHING : script(args.slice(at + 1, at + 2), "su");
}

/** `script -c 'x' file` and `script -q /dev/null x y`. */
function scriptOption(args: readonly ShellWord[]): Unwrapped {
  const at = args.findIndex((word) => /^(?:-[a-z]*c|--command)$/.test(word.text));
  if (at >= 0) return script(args.slice(at + 1, at + 2), "script");
  const plain = args.filter((word) => !word.text.startsWith("-")).slice(1);
  return plain.length === 0 ? NOTHING : words(plain);
}

function wrapped(command: SimpleCommand, wrapper: Wrapper, input: CommandInput): Unwrapped {
  const { program, args } = command;
  const start = wrapper.after === undefined ? 0 : commandAfter(args, wrapper.after);
  if (start === undefined) return NOTHING;
  const after = args.slice(start);
  const read = readOptions(after, [wrapper], { single: false, stops: true });
  const doubts = [
    ...read.unknown.map((option) => `${program} ${option} is not known`),
    ...read.options.filter(({ runs }) => runs).map(({ name }) => `${name} names what is run`),
    ...(wrapper.kind === "package" ? beforeDoubts(args.slice(0, Math.max(0, start - 1))) : []),
  ];
  if (program === "env") return withDoubts(envCommand(after, read.end), doubts);
  if (program === "command" && after.some((word) => /^-[vV]+$/.test(word.text))) return NOTHING;
  if (program === "xargs") return withDoubts(xargsCommand(after, read, input), doubts);
  const list = after.slice(read.end + (wrapper.skip ?? 0));
  const rest = list[0]?.text === "--" ? list.slice(1) : list;
  if (wrapper.text === true) return withDoubts(script(rest, program), doubts);
  return withDoubts(
    words(withoutAssignments(rest).words, withoutAssignments(rest).assigned),
    doubts,
  );
}

/** What stands before `exec` or `run` may lead to another project. */
function beforeDoubts(words: readonly ShellWord[]): string[] {
  const text = words.map((word) => word.text).join(" ");
  const known =
    /^(?:(?:-s|-r|-q|-w|--silent|--quiet|--recursive|--workspace-root|(?:--filter|-F)[= ](?!\{?\/)[\w@/.*{}-]+)(?: |$))*$/;
  return known.test(text) && !text.includes("..") ? [] : [`${text} may lead to another project`];
}

function withDoubts(found: Unwrapped, doubts: readonly string[]): Unwrapped {
  return { runs: found.runs, doubts: [...found.doubts, ...doubts] };
}

function commandAfter(args: readonly ShellWord[], after: readonly string[]): number | undefined {
  const at = args.findIndex((word) => after.includes(word.text));
  return at < 0 ? undefined : at + 1;
}

/** `env A=1 cmd`, and `env -S 'cmd args'`, which splits the text itself. */
function envCommand(args: readonly ShellWord[], end: number): Unwrapped {
  const split = args.findIndex((word) => /^(?:-\w*S|--split-string)/.test(word.text));
  if (split >= 0) {
    const own = args[split]?.text.replace(/^(?:-\w*S|--split-string=?)/, "") ?? "";
    const rest = args.slice(split + 1).map((word) => word.text);
    return {
      runs: [{ kind: "script", text: [own, ...rest].join(" ").trim() }],
      doubts: ["env -S splits a text"],
    };
  }
  const { words: list, assigned } = withoutAssignments(args.slice(end));
  return words(list, assigned);
}

/** `sudo A=1 cmd` and `env A=1 cmd` set variables for the command. */
function withoutAssignments(list: readonly ShellWord[]): {
  words: readonly ShellWord[];
  assigned: SimpleCommand["assigned"];
} {
  const first = list.findIndex((word) => !/^[A-Za-z_]\w*=/.test(word.text));
  const count = first < 0 ? list.length : first;
  const assigned = list.slice(0, count).map(({ text, content }) => ({
    name: text.split("=")[0] ?? "",
    exported: true,
    value: content.kind === "fixed" ? text.slice(text.indexOf("=") + 1) : undefined,
  }));
  return { words: list.slice(count), assigned };
}

/** Arguments come from standard input: at the end, or where `-I` says. */
function xargsCommand(
  args: readonly ShellWord[],
  read: ReturnType<typeof readOptions>,
  input: CommandInput,
): Unwrapped {
  const list = args.slice(read.end);
  const mark = read.options.find(({ name }) => /^(?:-I|-J|--replace)$/.test(name))?.values[0]?.text;
  const from = read.options.find(({ name }) => name === "-a");
  const splits = read.options.some(({ name }) => /^(?:-[0dE]|--null|--delimiter)$/.test(name));
  const isOpen = from !== undefined || (splits && input.listed === undefined);
  const added = isOpen ? [unknownInput("{}")] : listedWords(input);
  const command = list.length === 0 ? [fixedWord("echo")] : list;
  if (mark === undefined && command[0]?.text !== "xargs") {
    // With nothing on standard input it runs once as it stands.
    return { runs: [...words([...command, ...added]).runs, ...words(command).runs], doubts: [] };
  }
  if (mark === undefined) return words([...command, ...added]);
  const [first = unknownInput(mark)] = added;
  const content = added.length > 1 ? unknownInput(mark).content : first.content;
  return words(
    command.map((word) => {
      if (!word.text.includes(mark)) return word;
      return content.kind === "fixed"
        ? fixedWord(word.text.replaceAll(mark, first.text))
        : { text: word.text, content };
    }),
  );
}

/** The words of a known text, paths under listed folders, or anything. */
function listedWords(input: CommandInput): ShellWord[] {
  if (input.listed !== undefined) return [below("{}", input.listed, input.listsAll)];
  // xargs takes quotes and backslashes away; printf's signs stand for something else.
  if (input.text === undefined || /[\\'"%]/.test(input.text)) return [unknownInput("{}")];
  return input.text.split(/\s+/).filter(Boolean).map(fixedWord);
}

function unknownInput(text: string): ShellWord {
  return { text, content: { kind: "unknown", what: "arguments from standard input" } };
}
