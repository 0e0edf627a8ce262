import { Command, CommanderError, Option } from "commander";
import { commandHome, keepsNoFiles } from "../files/home.ts";
import type { Io } from "../io.ts";
import {
  ConfigError,
  DeliveryError,
  EXIT,
  type ExitCode,
  UnsafeFile,
  UserError,
} from "../model/errors.ts";
import { VERSION } from "../version.ts";
import type { CommandRow, Request } from "./command.ts";
import { COMMANDS } from "./index.ts";
import { behindCommand } from "./leading-flags.ts";
import { placeFlags } from "./place-flags.ts";
import { SHARED_FLAGS } from "./shared-flags.ts";

const GROUPS = {
  start: "Start:",
  look: "Look:",
  policy: "Policy:",
  comes: "What comes by itself:",
  data: "Data:",
  plumbing: "Plumbing:",
} as const satisfies Record<CommandRow["group"], string>;

/**
 * The command line over the command table. `run` never throws: it prints, and returns the code.
 * `start` is what a command line that parsed leads to.
 */
export function createProgram(
  io: Io,
  start: (row: CommandRow, request: Request) => Promise<ExitCode> = startCommand,
): { run(argv: readonly string[]): Promise<ExitCode> } {
  return {
    run: async (given) => {
      const argv = behindCommand(given);
      let code: ExitCode = EXIT.ok;
      let flags = "";
      const program = root(io);
      for (const [row, words] of COMMANDS.flatMap(spellings)) {
        const command = addCommand(program, row, words);
        // A flag costs time to declare: only a command that may be meant gets its own.
        if (!argv.some((word) => isFirstWord(word, row))) continue;
        addOptions(command, row);
        command.action(async () => {
          const request = requestOf(command, io);
          flags = placeFlags(request);
          code = await start(row, request);
        });
      }
      try {
        await program.parseAsync(argv, { from: "user" });
        return code;
      } catch (error) {
        return reportError(error, io, flags);
      }
    },
  };
}

async function startCommand(row: CommandRow, request: Request): Promise<ExitCode> {
  if (keepsNoFiles(request.home)) {
    throw new UserError(
      `The home ${request.home} lies where no files are kept. Name a folder on a disk with --home.`,
    );
  }
  // A dry run changes nothing: anyone may look.
  const { changesGuard: by, onlyShows } = row;
  const shows = onlyShows !== undefined && request.own[onlyShows] !== undefined;
  const changes = typeof by === "string" ? (request.own[by] ?? false) !== false : by;
  if (changes && !shows && !request.shared.dryRun) {
    const { requirePerson } = await import("./guard.ts");
    await requirePerson(row.words, request);
  }
  const { run } = await row.load();
  return run(request);
}

function root(io: Io): Command {
  return new Command("claude-permit")
    .description("A flight recorder and a policy for Claude Code.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
    })
    .configureHelp({ showGlobalOptions: false })
    .helpCommand(false)
    .showHelpAfterError("See --help.");
}

/** `validate` for `config validate` stands outside its family, so it is a command of its own. */
function spellings(row: CommandRow): (readonly [CommandRow, string])[] {
  const names = row.words.includes(" ") ? [row.words, ...row.aliases] : [row.words];
  return names.map((words) => [row, words] as const);
}

function addCommand(program: Command, row: CommandRow, spelling: string): Command {
  const words = spelling.split(" ");
  const last = words[words.length - 1] ?? spelling;
  const parent = words.length === 1 ? program : family(program, words[0] ?? "", row);
  return parent
    .command(row.argument === "" ? last : `${last} ${row.argument}`)
    .summary(row.summary)
    .description(row.summary)
    .helpGroup(GROUPS[row.group])
    .aliases(row.words.includes(" ") ? [] : row.aliases);
}

function isFirstWord(word: string, row: CommandRow): boolean {
  return [row.words, ...row.aliases].some((name) => name.split(" ")[0] === word);
}

function addOptions(command: Command, row: CommandRow): void {
  for (const option of row.options) {
    const made = new Option(option.flags, option.description);
    if (option.choices !== undefined) made.choices([...option.choices]);
    if (option.repeats === true) {
      made.argParser((value: string, before: readonly string[] = []) => [...before, value]);
    }
    command.addOption(made);
  }
  addShared(command);
  command.addHelpText("after", examples(row));
}

/** `alerts` for `alerts check`: a word that only holds other words. */
function family(program: Command, word: string, row: CommandRow): Command {
  const known = program.commands.find((command) => command.name() === word);
  if (known !== undefined) return known;
  const members = COMMANDS.map(({ words }) => words.split(" ")).filter(([first]) => first === word);
  return program
    .command(word)
    .summary(members.map(([, second]) => second).join(", "))
    .description(`claude-permit ${word} COMMAND --help lists the flags of each.`)
    .helpCommand(false)
    .helpGroup(GROUPS[row.group]);
}

function addShared(command: Command): void {
  command.optionsGroup("Everywhere:");
  for (const { flags, description } of SHARED_FLAGS) command.option(flags, description);
  // In a group of its own, --help would stand before or after, as the command has flags or not.
  command.addHelpOption(new Option("-h, --help", "show this").helpGroup("Everywhere:"));
}

function requestOf(command: Command, io: Io): Request {
  const { home, json, dryRun, ...rest } =
    command.opts<Record<string, string | boolean | readonly string[]>>();
  const words: Partial<Record<(typeof WINDOW_WORDS)[number], string>> = {};
  const own: Record<string, string | boolean | readonly string[]> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (isWindowWord(key) && typeof value === "string") words[key] = value;
    else own[key] = value;
  }
  const homeOption = typeof home === "string" ? home : undefined;
  return {
    io,
    home: commandHome(homeOption, io.env, io.accountHome),
    args: command.args,
    shared: { ...words, json: json === true, dryRun: dryRun === true },
    own,
  };
}

const WINDOW_WORDS = ["since", "until", "during", "asOf", "tz", "project", "tool"] as const;

function isWindowWord(key: string): key is (typeof WINDOW_WORDS)[number] {
  return WINDOW_WORDS.some((word) => word === key);
}

function examples(row: CommandRow): string {
  const names = (row.names ?? []).map(({ word, meaning }) => `  ${word.padEnd(11)} ${meaning}`);
  const listed = names.length === 0 ? "" : `\nNames:\n${names.join("\n")}\n`;
  if (row.examples.length === 0) return listed;
  return `${listed}\nExamples:\n${row.examples.map((line) => `  $ claude-permit ${line}`).join("\n")}\n`;
}

/** Loaded where it is needed: most command lines have nothing wrong with them. */
async function tell(message: string, io: Io, flags: string): Promise<void> {
  const { errorColumns, errorText } = await import("./error-text.ts");
  io.stderr.write(`${errorText(message, { flags, columns: errorColumns(io) })}\n`);
}

/** A full disk, a folder that is not ours: the system's own words say what and where. */
const SYSTEM = [
  ...["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"],
  ...["ENOTDIR", "EISDIR", "ELOOP", "ENAMETOOLONG"],
];
/** Of a folder that could not be made these too: in its place is a link that leads nowhere. */
const UNMADE = ["ENOENT", "EEXIST"];

/** What there is to say of an error of the system; undefined where it is a bug of ours. */
function systemWords(error: Error): string | undefined {
  const code = "code" in error ? String(error.code) : "";
  if (SYSTEM.includes(code)) return error.message;
  const isUnmade = "syscall" in error && error.syscall === "mkdir" && UNMADE.includes(code);
  if (!isUnmade) return undefined;
  return `${error.message}. No folder can be made there: move what is in its place, or name another home.`;
}

/**
 * Says what an error says to whoever gave the command, and returns its exit code. `flags`: what
 * commands that it names need to be about the same place.
 */
export async function reportError(error: unknown, io: Io, flags = ""): Promise<ExitCode> {
  // Interrupted: cli.ts answers with the signal's own code.
  if (io.signal.aborted) return EXIT.interrupted;
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  const mended = [UserError, ConfigError, UnsafeFile].some((kind) => error instanceof kind);
  const words = error instanceof Error ? (mended ? error.message : systemWords(error)) : undefined;
  if (words !== undefined) {
    await tell(words, io, flags);
    return EXIT.usage;
  }
  if (error instanceof DeliveryError) {
    await tell(error.message, io, flags);
    return EXIT.delivery;
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`This is a bug in claude-permit. Please report it with these lines:\n${stack}\n`);
  return EXIT.bug;
}
