import { join } from "node:path";
import { fileStamp } from "../files/file-stamp.ts";
import { homePaths } from "../files/home.ts";
import { hasCode, readPrivate, replacePrivate } from "../files/private.ts";
import type { ConfigProblem } from "../model/errors.ts";
import type { Policy } from "../model/rule.ts";
import { PROMOTION_DEFAULTS, type PromotionSettings } from "../model/words.ts";
import { VERSION } from "../version.ts";
import type { CommandLines } from "./schedule.ts";

/** What there is to say about config.toml. */
export interface ConfigCheck {
  readonly path: string;
  /** One line each, with its place. */
  readonly problems: readonly string[];
  /** How many of them are in the hook's half: those put the last good policy in force. */
  readonly hookProblems: number;
  readonly rules: { readonly deny: number; readonly ask: number; readonly allow: number };
  /** How many of those that allow were learned, and when more are: `[promotion] mode`. */
  readonly learned: number;
  readonly promotion: PromotionSettings["mode"];
  /** Who is asked about what no rule covers: `anthropic claude-haiku-5-5`; null: nobody. */
  readonly model: string | null;
  /** Jobs that can run; null where config.toml cannot be read. */
  readonly jobs: number | null;
  readonly jobNames: readonly string[];
  readonly channels: readonly string[];
  /** Names of jobs and channels that are left out until a mistake is mended. */
  readonly wrongJobs: readonly string[];
  readonly wrongChannels: readonly string[];
  /** Channels that wait for approval. */
  readonly unapproved: readonly string[];
  readonly next: NextJob | null;
}

/** The job that is due next; `at` is ISO 8601 UTC, `words` its local time: `Mon 30 Nov 07:00`. */
export interface NextJob {
  readonly name: string;
  readonly at: string;
  readonly words: string;
}

export interface CheckContext {
  readonly now: Date;
  /** `TZ`, where it is set. */
  readonly timeZone: string | undefined;
  /** The project's own files of rules that there are. */
  readonly projectFiles: readonly string[];
  /** What the hook makes of its half; asked only when the files have changed. */
  readonly loadPolicy: () => Promise<{ policy: Policy; problems: readonly ConfigProblem[] }>;
  /** What says why a job may not run its words; loaded as late as the policy. */
  readonly loadRefusal: () => Promise<CommandLines["refusal"]>;
}

/**
 * Checks config.toml and the other files of rules. Schemas and calendars take longer to load than all else that `status`
 * does, so the answer is kept in cache/ until the file changes or the next job's time has come.
 */
export async function checkConfig(home: string, context: CheckContext): Promise<ConfigCheck> {
  const { config: path, autoRules, policies, cache, history } = homePaths(home);
  const files = [path, autoRules, ...context.projectFiles];
  const stamps = files.map((file) => `${file} ${fileStamp(file) ?? ABSENT}`);
  if (stamps.every((stamp) => stamp.endsWith(` ${ABSENT}`))) return { ...NO_CONFIG, path };
  const keptAt = join(cache, "config-check.json");
  // Of a broken file that holds which stands in policies/.
  const past = fileStamp(policies) ?? ABSENT;
  const approved = fileStamp(join(history, HISTORY_OF_CHANNELS)) ?? ABSENT;
  const key = [FORMAT, VERSION, ...stamps, past, approved, context.timeZone ?? ""].join("\n");
  const kept = readKept(keptAt);
  if (kept?.key === key && !isOver(kept.check, context.now)) return kept.check;
  const { inspectConfig } = await import("./config-inspection.ts");
  const check = await inspectConfig(home, context);
  keep(keptAt, { key, check });
  return check;
}

const ABSENT = "absent";
/** Not by its schema, which would have to be loaded. */
const HISTORY_OF_CHANNELS = "channels.jsonl";
/** Of what is kept; another one is not read. */
const FORMAT = "5";

const NO_CONFIG: Omit<ConfigCheck, "path"> = {
  problems: [],
  hookProblems: 0,
  rules: { deny: 0, ask: 0, allow: 0 },
  learned: 0,
  promotion: PROMOTION_DEFAULTS.mode,
  model: null,
  jobs: 0,
  jobNames: [],
  channels: [],
  wrongJobs: [],
  wrongChannels: [],
  unapproved: [],
  next: null,
};

interface Kept {
  readonly key: string;
  readonly check: ConfigCheck;
}

function isOver({ next }: ConfigCheck, now: Date): boolean {
  return next !== null && Date.parse(next.at) <= now.getTime();
}

function readKept(path: string): Kept | undefined {
  try {
    const read: unknown = JSON.parse(readPrivate(path) ?? "null");
    return isKept(read) ? read : undefined;
  } catch {
    // Damaged, or not ours alone: as good as none.
    return undefined;
  }
}

/** A file of ours, in a folder of ours, replaced in one step: its key vouches for the rest. */
function isKept(value: unknown): value is Kept {
  return value instanceof Object && "key" in value && "check" in value;
}

function keep(path: string, kept: Kept): void {
  try {
    replacePrivate(path, JSON.stringify(kept));
  } catch (error) {
    // A full or read-only disk costs time at the next start, and nothing else.
    if (!["ENOSPC", "EROFS", "EACCES", "EDQUOT"].some((code) => hasCode(error, code))) throw error;
  }
}
