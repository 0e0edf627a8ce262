import * as z from "zod";
import { AlertTables } from "../model/alert-tables.ts";
import { Channel, channelName, OUT } from "../model/channel.ts";
import { CommandConfig, Config, HookConfig, Job } from "../model/config.ts";
import { ConfigError, type ConfigProblem } from "../model/errors.ts";
import { type ToldChannels, toldChannels } from "../model/told-channels.ts";
import { readPrivate } from "./private.ts";
import { schemaProblems } from "./schema-problems.ts";
import { parseToml } from "./toml.ts";
import { located } from "./toml-places.ts";

const FILE = "config.toml";

/**
 * The commands' half of config.toml; all defaults where there is no file. A mistake in a rule does
 * not stop a report. One in a job, a channel or an alert's settings does not stop those beside it:
 * it is left out, and named in `leftOut`; of channels that an alert names and nobody wrote only
 * the name is. Throws ConfigError with every problem of this half where another part of it is
 * wrong.
 */
export function readCommandConfig(path: string): CommandConfig {
  const text = readPrivate(path) ?? "";
  const own = commandTables(text, FILE);
  const read = CommandConfig.safeParse(own, { reportInput: true });
  if (read.success && toldIn(own).problems.length === 0) return read.data;
  const right = rightTables(own);
  const mistakes = read.success ? [] : schemaProblems(read.error, FILE);
  const problems = located([...mistakes, ...right.untold], text);
  const whole = CommandConfig.safeParse({ ...own, ...right.tables });
  if (!whole.success) throw new ConfigError(problems);
  const { jobs, channels, places } = right;
  return { ...whole.data, leftOut: { problems, jobs, channels, jobPlaces: places.job } };
}

/**
 * The same of a text, whole or not at all; `file` is the name that messages show. Throws
 * ConfigError with every problem of this half.
 */
export function parseCommandConfig(text: string, file: string): CommandConfig {
  return checked(CommandConfig, commandTables(text, file), { file, text });
}

function commandTables(text: string, file: string): Record<string, unknown> {
  const known = new Set([...Object.keys(CommandConfig.shape), ...Object.keys(HookConfig.shape)]);
  return pick(parseToml(text, file), (key) => key in CommandConfig.shape || !known.has(key));
}

/** The lists of tables without those that have mistakes; what is no list stays as it is. */
interface RightTables {
  readonly tables: Record<string, unknown>;
  /** Which of the file's tables each one that is left is. */
  readonly places: { readonly job: readonly number[]; readonly channel: readonly number[] };
  /** Names of those that are left out. */
  readonly jobs: readonly string[];
  readonly channels: readonly string[];
  /** Channels that alerts name and nobody wrote. */
  readonly untold: readonly ConfigProblem[];
}

function rightTables(own: Record<string, unknown>): RightTables {
  const all = { job: tablesOf(own["job"]), channel: tablesOf(own["channel"]) };
  const kept = {
    job: all.job.filter(({ value }) => Job.safeParse(value).success),
    channel: all.channel.filter(({ value }) => Channel.safeParse(value).success),
  };
  const told = toldIn(own);
  const right = {
    job: kept.job.map(({ value }) => value),
    channel: kept.channel.map(({ value }) => value),
    alert: alertsWithoutMistakes(told.tables),
  };
  const lost = (key: "job" | "channel"): string[] =>
    all[key].filter((one) => !kept[key].includes(one)).map((one) => nameIn(one, key));
  return {
    tables: pick(right, (key) => Array.isArray(own[key])),
    places: {
      job: kept.job.map(({ index }) => index),
      channel: kept.channel.map(({ index }) => index),
    },
    jobs: lost("job"),
    channels: lost("channel"),
    untold: told.problems.map((problem) => ({ file: FILE, ...problem })),
  };
}

/** A channel with a mistake is one, too: it is told of as such. */
function toldIn(own: Record<string, unknown>): ToldChannels {
  const names = tablesOf(own["channel"]).map((one) => nameIn(one, "channel"));
  const alerts = tablesOf(own["alert"]).map(({ value }) => value);
  return toldChannels(alerts, [...names, OUT]);
}

interface Table {
  readonly value: unknown;
  readonly index: number;
}

/** The tables of a list; what is no list is no table either, and stays a mistake. */
function tablesOf(value: unknown): Table[] {
  return Array.isArray(value) ? value.map((each: unknown, index) => ({ value: each, index })) : [];
}

function nameIn({ value, index }: Table, key: string): string {
  const read = z.object({ name: channelName }).safeParse(value);
  return read.success ? read.data.name : `${key}[${index}]`;
}

/** Each `[[alert]]` that is right beside those before it; for the others the defaults hold. */
function alertsWithoutMistakes(tables: readonly unknown[]): unknown[] {
  const kept: unknown[] = [];
  for (const table of tables) {
    if (AlertTables.safeParse([...kept, table]).success) kept.push(table);
  }
  return kept;
}

/** What can be read of the commands' half, whatever is wrong beside it. */
export interface ReadablePart {
  readonly config: CommandConfig;
  /** Which of the file's tables each job and each channel of `config` is. */
  readonly places: RightTables["places"];
  /** Channels that alerts name and nobody wrote. */
  readonly untold: readonly ConfigProblem[];
}

/** The parts of the commands' half that have no mistake. Throws ConfigError for a syntax error. */
export function readablePart(text: string, file: string): ReadablePart {
  const own = pick(parseToml(text, file), (key) => key in CommandConfig.shape);
  const { tables, places, untold } = rightTables(own);
  const shape = new Map<string, z.ZodType>(Object.entries(CommandConfig.shape));
  const right = Object.entries({ ...own, ...tables }).filter(
    ([key, value]) => shape.get(key)?.safeParse(value).success === true,
  );
  return { config: CommandConfig.parse(Object.fromEntries(right)), places, untold };
}

/**
 * The hook's half of config.toml; a name that belongs to neither half is a problem of both.
 * `file` is the name that messages show.
 */
export function parseHookConfig(text: string, file: string): HookConfig {
  const tables = pick(parseToml(text, file), (key) => !(key in CommandConfig.shape));
  return checked(HookConfig, tables, { file, text });
}

/** auto-rules.toml: learned grants and nothing else. */
export function parseAutoRules(text: string, file: string): Pick<HookConfig, "allow"> {
  return checked(HookConfig.pick({ allow: true }), parseToml(text, file), { file, text });
}

/** A project's claude-permit.toml, which may only tighten: at most 200 of deny and ask. */
export function parseProjectRules(text: string): Pick<HookConfig, "deny" | "ask"> {
  const file = "claude-permit.toml";
  const tables = parseToml(text, file);
  const loosening = Object.keys(tables).filter((key) => key in Config.shape && !TIGHTEN.has(key));
  const problems = loosening.map((path) => ({ file, path, message: ONLY_TIGHTENS }));
  const rules = [tables["deny"], tables["ask"]].flat().length;
  if (rules > MAX_PROJECT_RULES) {
    const message = `${rules} rules, and at most ${MAX_PROJECT_RULES} are read. Leave some out.`;
    problems.push({ file, path: "", message });
  }
  const own = pick(tables, (key) => !loosening.includes(key));
  const read = HookConfig.pick({ deny: true, ask: true }).safeParse(own);
  if (read.success && problems.length === 0) return read.data;
  const mistakes = read.success ? [] : schemaProblems(read.error, file);
  throw new ConfigError(located([...problems, ...mistakes], text));
}

/** No project needs more, and reading a file of theirs must not take long. */
const MAX_PROJECT_RULES = 200;
const TIGHTEN = new Set(["deny", "ask"]);
const ONLY_TIGHTENS = "a project's file may only tighten. Write [[deny]] or [[ask]].";

function checked<T extends z.ZodType>(
  schema: T,
  tables: unknown,
  { file, text }: { file: string; text: string },
): z.infer<T> {
  const read = schema.safeParse(tables, { reportInput: true });
  if (read.success) return read.data;
  throw new ConfigError(located(schemaProblems(read.error, file), text));
}

function pick(
  tables: Record<string, unknown>,
  wanted: (key: string) => boolean,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(tables).filter(([key]) => wanted(key)));
}
