import { readHistory } from "../files/history.ts";
import type { UndeliveredMessage } from "../findings/facts.ts";
import { HISTORY } from "../model/history.ts";

/**
 * What was given up and not sent since, as it was known at a time (ISO 8601 UTC): each message
 * once, oldest first.
 */
export function readUndelivered(home: string): (asOf: string) => UndeliveredMessage[] {
  const { lines } = readHistory(home, HISTORY.channels);
  const { lines: notices } = readHistory(home, HISTORY.notices);
  return (asOf) => {
    const sent = new Set(notices.filter(({ at }) => at <= asOf).map(({ key }) => key));
    const given = lines.flatMap((line) =>
      line.kind === "gave_up" && line.at <= asOf && !sent.has(line.key) ? [line] : [],
    );
    const last = new Map(given.map((line) => [line.key, line]));
    return [...last.values()].map(({ at, message_kind: kind, channel, reason }) => {
      return { at, kind, channel, reason };
    });
  };
}
