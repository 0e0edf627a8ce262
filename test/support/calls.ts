import type { Entry } from "../../src/model/entry.ts";
import { entry } from "./entry.ts";

/**
 * Calls of five sessions a day, `ratio` of which no rule covered (as near as whole calls get) and
 * the rest an allow rule; from `first` (a day of UTC) on.
 */
export function callsByDay(given: {
  readonly first: string;
  readonly days: number;
  readonly ratio: number;
  readonly project?: string;
}): Entry[] {
  const { project = "shop", ratio } = given;
  const calls: Entry[] = [];
  for (let day = 0; day < given.days; day += 1) {
    for (let session = 0; session < 5; session += 1) {
      for (let call = 0; call < 10; call += 1) {
        const at = Date.parse(given.first) + day * 86_400_000 + (9 + session) * 3_600_000;
        const covered = call >= Math.round(ratio * 10);
        calls.push(
          entry({
            at: new Date(at + call * 60_000).toISOString(),
            session_id: `${project}-${given.first}-${day}-${session}`,
            project,
            permission_mode: "default",
            fingerprint: covered ? "Bash: ls" : "Bash: git push",
            ...(covered ? ALLOWED : {}),
          }),
        );
      }
    }
  }
  return calls;
}

const ALLOWED = {
  tier: "allow",
  decision: "allow",
  rule: "fs-read",
  rule_id: "0a1b2c3d4e5f",
  rule_kind: "allow",
  rule_source: "config",
} as const;
