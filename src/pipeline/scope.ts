import type { Io } from "../io.ts";
import type { CommandConfig } from "../model/config.ts";
import { UserError } from "../model/errors.ts";
import { isTimeZone } from "../model/time-zone.ts";
import { resolveInstant, resolveWindow, type Window } from "../model/window.ts";

/** The words of the shared flags that say what a question is about. */
export interface ScopeWords {
  readonly since?: string;
  readonly until?: string;
  readonly during?: string;
  readonly asOf?: string;
  /** The moment that a job runs for, ISO 8601 UTC; absent for a person. */
  readonly due?: string;
  readonly tz?: string;
  readonly project?: string;
  readonly tool?: string;
}

/** What a question is about, resolved. `asOf` is ISO 8601 UTC; nothing later is looked at. */
export interface Scope {
  readonly window: Window;
  readonly asOf: string;
  readonly project: string | null;
  readonly tool: string | null;
  readonly excludeTools: readonly string[];
  /** One session alone, by its whole id; all where absent. */
  readonly session?: string;
  /** How far back new things are looked for; as a metric does by itself where absent. */
  readonly lookBackDays?: number;
}

/**
 * The scope that the words mean. `fallback` is the span where no window was said, e.g. `today`.
 * Words are read as of `--as-of`, so `--during last-week --as-of T` is the week before T; in a job
 * as of the moment that it runs for, however late it is: only then does the week stay the same.
 * Throws UserError.
 */
export function resolveScope(
  words: ScopeWords,
  context: { io: Io; config: CommandConfig; fallback: string },
): Scope {
  const timeZone = resolveTimeZone(words.tz, context.config, context.io);
  const clock = context.io.now();
  const asOf =
    words.asOf === undefined
      ? clock.toISOString()
      : resolveInstant(words.asOf, "--as-of", { now: clock, timeZone });
  const { fallback } = context;
  const readAt = words.asOf === undefined ? (words.due ?? asOf) : asOf;
  const window = resolveWindow(words, { now: new Date(readAt), timeZone, fallback });
  return {
    window,
    asOf,
    project: words.project ?? null,
    tool: words.tool ?? null,
    excludeTools: context.config.ratio.exclude_tools,
    lookBackDays: context.config.report.look_back_days,
  };
}

/** `--tz`, `[report] time_zone`, `TZ`, the system's. Throws UserError for an unknown zone. */
export function resolveTimeZone(option: string | undefined, config: CommandConfig, io: Io): string {
  const named = option ?? config.report.time_zone ?? io.env["TZ"];
  if (named === undefined || named === "") return Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (isTimeZone(named)) return named;
  throw new UserError(
    `Time zone "${named}" is unknown. Write an IANA name such as Europe/Amsterdam.`,
  );
}
