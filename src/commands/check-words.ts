import type { Verdict } from "../hook/check.ts";
import { cleanText } from "../render/escape-text.ts";

/** For people: what would be answered, then why; `no opinion` for a passthrough. */
export function verdictWords(verdict: Verdict): string {
  const { decision, reason, not_understood: doubts } = verdict;
  const by = verdict.rule === null ? "" : `, by ${TIERS[verdict.tier] ?? ""}${verdict.rule}`;
  const lines =
    decision === "passthrough"
      ? [`no opinion: ${REASONS[reason] ?? reason}`, ...doubts]
      : [`${decision}${by}`, ...(reason === "" ? [] : [reason])];
  return `${lines.map((line, index) => `${index === 0 ? "" : "  "}${cleanText(line)}`).join("\n")}\n`;
}

const TIERS: Readonly<Record<string, string>> = {
  floor: "the built-in denial ",
  deny: "the deny rule ",
  ask: "the ask rule ",
  allow: "the allow rule ",
  auto: "the learned rule ",
};

const REASONS: Readonly<Record<string, string>> = {
  no_rule: "no rule fits",
  not_understood: "no rule allows what is not understood",
  broken_policy: "only the last good deny and ask rules hold",
};
