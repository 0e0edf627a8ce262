import { text } from "./log.ts";
import type { Counted, Question } from "./stats.ts";
import { isAsked } from "./stats.ts";

const MONTH = 30 * 24 * 3_600_000;
const BY_USER = ["user", "user_once", "user_always"];
const BY_OTHERS = ["config", "classifier"];
const TALKING = ["AskUserQuestion", "ExitPlanMode"];

/** Of the calls of 30 days called `prompt` that tell, the share that did not; null below 30. */
export function recountNativeError({ log, calls }: Counted, question: Question): number | null {
  const month = { ...question, since: question.until - MONTH };
  const prompted = new Map<string, boolean>();
  const listened = calls.some(
    ({ requestedAt: at }) => at !== null && at >= month.since && at <= question.asOf,
  );
  for (const call of listened ? calls : []) {
    const isOpen = call.decision === "passthrough" && call.source === "live" && call.attended;
    if (!isOpen || call.native !== "prompt" || !isAsked(call, month)) continue;
    if (TALKING.includes(call.tool ?? "")) continue;
    const key = call.toolUseId === null ? call.id : `${call.session}\n${call.toolUseId}`;
    prompted.set(key, call.requestedAt !== null && call.requestedAt <= question.asOf);
  }
  const imported = log.lines.filter((line) => line.source === "import" && line.toolUseId !== null);
  for (const call of imported.filter((line) => line.event === "PreToolUse")) {
    if (text(call.raw, "native") !== "prompt" || !isAsked(call, month)) continue;
    const answers = imported.filter(
      (line) =>
        line.event !== "PreToolUse" &&
        line.session === call.session &&
        line.toolUseId === call.toolUseId &&
        line.at >= month.since &&
        line.at <= question.asOf,
    );
    const who = answers.map((line) =>
      text(line.raw, "outcome") === "refused" ? "user" : (text(line.raw, "approval") ?? ""),
    );
    if (!who.some((one) => [...BY_USER, ...BY_OTHERS].includes(one))) continue;
    const key = `${call.session}\n${call.toolUseId}`;
    prompted.set(key, prompted.get(key) === true || who.some((one) => BY_USER.includes(one)));
  }
  const told = [...prompted.values()];
  return told.length < 30 ? null : told.filter((one) => !one).length / told.length;
}
