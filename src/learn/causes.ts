import { readPending } from "../files/pending-rules.ts";
import { AUTO_RULES } from "../files/rule-history.ts";
import type { RuleChangeLine } from "../model/history.ts";
import { foldPending, type Unfinished } from "./pending.ts";

/**
 * Changes that somebody found in auto-rules.toml, with what they come from where a promotion or a
 * removal has begun: whoever finds them first writes them down whole.
 */
export function withCauses(
  lines: readonly RuleChangeLine[],
  unfinished: readonly Unfinished[],
): RuleChangeLine[] {
  return lines.map((line) => {
    const cause = line.file === AUTO_RULES ? causeOf(line, unfinished) : undefined;
    return cause === undefined ? line : { ...line, cause };
  });
}

/** The same by what is begun in a home. */
export function withBegun(home: string, lines: readonly RuleChangeLine[]): RuleChangeLine[] {
  const at = lines[0]?.at;
  if (at === undefined) return [];
  return withCauses(lines, foldPending(readPending(home).lines, at).unfinished);
}

function causeOf(
  line: RuleChangeLine,
  unfinished: readonly Unfinished[],
): RuleChangeLine["cause"] | undefined {
  const begun = line.kind === "removed" ? "removing" : line.kind === "added" ? "promoting" : "";
  const found = unfinished.findLast(
    (each) => each.kind === begun && each.rule_id === line.rule_id && each.at <= line.at,
  );
  return found === undefined || found.kind === "blocked" ? undefined : found.cause;
}

/** Whether the history has the change that was begun. */
export function isOnRecord(
  lines: readonly RuleChangeLine[],
  { kind, rule_id, at, cause }: Exclude<Unfinished, { kind: "blocked" }>,
): boolean {
  const word = kind === "removing" ? "removed" : "added";
  return lines.some(
    (line) =>
      line.file === AUTO_RULES &&
      line.kind === word &&
      line.rule_id === rule_id &&
      line.at >= at &&
      line.cause?.why === cause.why,
  );
}
