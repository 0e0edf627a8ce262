import { UserError } from "../model/errors.ts";
import { localMinute } from "../model/local-time.ts";
import type { Window } from "../model/window.ts";
import { cleanText } from "../render/escape-text.ts";
import type { Definition } from "../report/definition.ts";
import type { KnownSession } from "../warehouse/calls.ts";
import type { Reader } from "../warehouse/reader.ts";
import type { FactsPlan } from "./facts.ts";

const LAST = "last";
/** Sessions that a message names where several begin so. */
export const NAMED = 5;

/** Throws UserError where a report of one session has none, or another report has one. */
export function checkSession(
  definition: Definition,
  {
    session,
    words,
  }: { session?: string; words: { since?: string; until?: string; during?: string } },
): void {
  const isOfOne = definition.comparison === "session";
  if (isOfOne && (session === undefined || session.trim() === "")) {
    throw new UserError(
      `Which session? Write: claude-permit report ${definition.name} ID, or last. The ids are listed by: claude-permit report sessions`,
    );
  }
  if (!isOfOne && session !== undefined) {
    throw new UserError(
      `The report ${definition.name} is not about one session: leave out "${session}". For one: claude-permit report session ${session}`,
    );
  }
  if (isOfOne && [words.since, words.until, words.during].some((word) => word !== undefined)) {
    throw new UserError(
      "A session has its own span: leave out --since, --until and --during. --as-of is the moment that it is looked at.",
    );
  }
}

/**
 * The plan of the report of one session: its span is the window. Throws UserError where no id
 * begins so, or several do.
 */
export async function sessionPlan(
  reader: Pick<Reader, "calls">,
  plan: FactsPlan,
  word: string,
): Promise<FactsPlan> {
  const found = await reader.calls.sessionsNamed(word === LAST ? "" : word, plan.scope.asOf);
  const session =
    word === LAST
      ? lastOf(found, plan.scope.project)
      : oneOf(found, word, plan.scope.window.timeZone);
  const window = sessionWindow(session, plan.scope.window);
  return {
    ...plan,
    series: { window, windows: [window] },
    scope: { ...plan.scope, window, session: session.id },
  };
}

function lastOf(found: readonly KnownSession[], project: string | null): KnownSession {
  const last = found.find((each) => project === null || each.project === project);
  if (last !== undefined) return last;
  throw new UserError(
    project === null
      ? "No session is in the log yet. Start Claude Code, then try again; claude-permit status says whether the hook is in place."
      : `No session of the project ${project} is in the log. The sessions are listed by: claude-permit report sessions --since 30d`,
  );
}

function oneOf(found: readonly KnownSession[], word: string, timeZone: string): KnownSession {
  const [first, second] = found;
  if (first === undefined) {
    throw new UserError(
      `No session has an id that begins with "${word}". They are listed by: claude-permit report sessions --since 30d`,
    );
  }
  if (second === undefined) return first;
  const named = found.slice(0, NAMED).map(({ id, lastMs }) => {
    const last = localMinute(new Date(lastMs).toISOString(), timeZone);
    return `\n  ${cleanText(id)}  last entry ${last}, ${timeZone}`;
  });
  const more = found.length > NAMED ? `\n  and ${found.length - NAMED} more` : "";
  throw new UserError(
    `${found.length} sessions have an id that begins with "${word}". Give more of it:${named.join("")}${more}`,
  );
}

/** From its first entry to its last: the end is past it. */
export function sessionWindow({ firstMs, lastMs }: KnownSession, { timeZone }: Window): Window {
  return {
    since: new Date(firstMs).toISOString(),
    until: new Date(lastMs + 1).toISOString(),
    timeZone,
  };
}
