import type { UserNotice } from "../files/notices.ts";
import type { PromotingLine, RemovingLine } from "../model/pending.ts";

const NAME_CHARS = 60;

/**
 * What the user hears of a rule that came or went without a command of theirs. `homeFlag` is what
 * commands need to reach the home; empty for the account's own.
 */
export function noticeOf(
  begun: PromotingLine | RemovingLine,
  homeFlag: string,
): UserNotice | undefined {
  const { why, confirmations, detail } = begun.cause;
  if (begun.kind === "promoting") {
    if (why !== "promoted") return undefined;
    const name = plain(begun.table.name ?? begun.rule_id);
    const from = confirmations === 1 ? "a call" : `${confirmations ?? 0} calls`;
    const who =
      begun.table.confirmed_by === "model" ? "that the model called GREEN" : "that you approved";
    const shown = plain(begun.fingerprint);
    const text = `claude-permit learned a rule from ${from} ${who} (${shown}): ${name}. See it: claude-permit rules show ${name}${homeFlag}. Take it back: claude-permit rules revoke ${name}${homeFlag}`;
    return { id: begun.entry, text };
  }
  if (why === "revoked") return undefined;
  const name = plain(begun.rule.name ?? begun.rule_id);
  const because = detail === null ? "" : `: ${plain(detail, 160)}`;
  const text = `claude-permit took the learned rule ${name} away (${why})${because}. You are asked about such calls again. Its story: claude-permit rules show ${name}${homeFlag}`;
  return { id: begun.removal, text };
}

/** One line without what a terminal would obey. */
function plain(text: string, chars = NAME_CHARS): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s`]+/gu, " ").trim();
  return line.length <= chars ? line : `${line.slice(0, chars - 1)}…`;
}
