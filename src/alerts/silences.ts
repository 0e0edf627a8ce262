import type { AlertStateLine, SilenceLine } from "../model/history.ts";

/** A silence that holds or held. */
export type Silence = Extract<SilenceLine, { kind: "silenced" }>;

/** The silences in force at a moment (ISO 8601 UTC), oldest first. */
export function silencesAt(lines: readonly SilenceLine[], at: string): Silence[] {
  const lifted = new Set(
    lines.flatMap((line) => (line.kind === "lifted" && line.at <= at ? [line.id] : [])),
  );
  return lines.flatMap((line) =>
    line.kind === "silenced" && line.at <= at && at < line.until && !lifted.has(line.id)
      ? [line]
      : [],
  );
}

/** Whether one of them keeps the alert quiet. */
export function silences(
  all: readonly Silence[],
  { alert, project }: Pick<AlertStateLine, "alert" | "project">,
): boolean {
  return all.some(
    (one) => one.alert === alert && (one.project === null || one.project === project),
  );
}
