import { shellWord } from "../model/shell-word.ts";
import { type Window, windowLabel } from "../model/window.ts";
import type { Facts } from "./facts.ts";

/** `2026-W47`, `2026-11`, `2026-11-16`: what `--during` takes; not `2026-11-16 to 2026-11-18`. */
const SPAN = /^\d{4}-(W\d{2}|\d{2}|\d{2}-\d{2})$/;

/** The flags that ask for the very same window, wherever and whenever it is asked. */
function windowFlags(window: Window): string {
  const label = windowLabel(window);
  const span = SPAN.test(label)
    ? `--during ${label}`
    : `--since ${window.since} --until ${window.until}`;
  return `${span} --tz ${window.timeZone}`;
}

/** A command line of ours that can be pasted as it stands: `claude-permit status`. */
export function ours(words: string, facts: Pick<Facts, "homeFlag">): string {
  return `claude-permit ${words}${facts.homeFlag}`;
}

/** The flags that ask for the same window, project and tool. */
export function scopeFlags(scope: {
  readonly window: Window;
  readonly project: string | null;
  readonly tool: string | null;
}): string {
  const project = scope.project === null ? "" : ` --project ${shellWord(scope.project)}`;
  const tool = scope.tool === null ? "" : ` --tool ${shellWord(scope.tool)}`;
  return `${windowFlags(scope.window)}${project}${tool}`;
}

/**
 * The same of a report that was made before its window ended, or as of then: only what was known
 * by that time is counted again.
 */
export function askedFlags(scope: Parameters<typeof scopeFlags>[0] & { asOf: string }): string {
  const isCut = Date.parse(scope.asOf) < Date.parse(scope.window.until);
  return `${scopeFlags(scope)}${isCut ? ` --as-of ${scope.asOf}` : ""}`;
}

/**
 * The command about one rule, by its id; about all of them where the log holds no such id, because
 * a line of a log may hold anything there.
 */
export function aboutRule(
  words: "show" | "revoke",
  id: string,
  facts: Pick<Facts, "homeFlag">,
): string {
  return ours(/^[0-9a-f]{12}$/.test(id) ? `rules ${words} ${id}` : "rules list", facts);
}

/** `week`, `day`, `month`, or `window` for any other span. */
export function spanWord(window: Window): string {
  const label = windowLabel(window);
  if (/^\d{4}-W\d{2}$/.test(label)) return "week";
  if (/^\d{4}-\d{2}-\d{2}$/.test(label)) return "day";
  return /^\d{4}-\d{2}$/.test(label) ? "month" : "window";
}
