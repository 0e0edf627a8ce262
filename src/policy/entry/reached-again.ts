import type { Risk } from "../../model/words.ts";
import { isWithin } from "../paths/paths.ts";
import type { Target } from "./targets.ts";

/** A target of a denied call that a later call reached, and what reached it. */
export interface ReachedAgain {
  readonly target: Target;
  readonly by: string;
}

/**
 * What a denied call reached for and a later one got by another program: secrets first; undefined
 * where there is nothing. What the message of the denying rule proposes is no evasion.
 */
export function reachedAgain(
  denied: readonly Target[],
  later: readonly Target[],
  message: string,
): ReachedAgain | undefined {
  for (const target of wanted(denied)) {
    const programs = new Set(
      denied.filter(({ kind, name }) => kind === target.kind && name === target.name).map(byOf),
    );
    const reached = later.find(
      (other) =>
        isSame(target, other) &&
        serves(target, other) &&
        !programs.has(other.by) &&
        !proposes(message, other.by),
    );
    if (reached !== undefined) return { target, by: reached.by };
  }
  return undefined;
}

/**
 * What a denial was about. A line that touches a secret is denied for that; of others the parts
 * that may do harm, where it has such.
 */
function wanted(denied: readonly Target[]): readonly Target[] {
  const secrets = denied.filter(({ secret, use }) => secret && use !== "list");
  if (secrets.length > 0) return secrets;
  const risky = denied.filter(({ risks }) => risks.some((risk) => risk !== "unread_code"));
  const about = (risky.length > 0 ? risky : denied).filter(({ use }) => use !== "list");
  // What deletes, writes or opens something is not denied for what it reads.
  const harms = about.some(({ risks }) => risks.some((risk) => CHANGING.has(risk)));
  return harms ? about.filter(({ use }) => use !== "read") : about;
}

const CHANGING: ReadonlySet<Risk> = new Set([
  ...(["recursive_delete", "discards_work", "startup_write"] as const),
  ...(["open_permissions", "whole_disk", "force_push"] as const),
]);

function isSame(target: Target, other: Target): boolean {
  if (target.kind !== other.kind || target.service !== other.service) return false;
  if (target.name === other.name) return true;
  // The folder of a secret, taken in one go; `targetsOf` leaves out the project as such.
  return target.secret && target.kind === "path" && isWithin(target.name, other.name, false);
}

/** Whether the later use gives what the denied one was after: to look at a file does not delete it. */
function serves(target: Target, other: Target): boolean {
  if (target.kind === "host") return runsWhatItGets(other) || !runsWhatItGets(target);
  if (other.use === "list") return false;
  if (other.use === "any" || target.use === "any") return other.use !== "rights";
  return target.use === other.use;
}

/** To fetch a script is not to run it. */
function runsWhatItGets({ risks }: Target): boolean {
  return risks.includes("pipe_to_shell");
}

/** `trash` in "Use trash instead", "Use the Read tool" and in a code span. */
function proposes(message: string, by: string): boolean {
  const name = by.replace(/[^\w-]/g, "\\$&");
  const spans = [...message.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span.split(/\s+/));
  if (spans.some((words) => words.includes(by))) return true;
  return new RegExp(
    `\\b(?:use|with|run|try|by|through|call)\\s+(?:the\\s+|a\\s+)?["']?${name}(?![\\w-])`,
    "i",
  ).test(message);
}

function byOf({ by }: Target): string {
  return by;
}
