import { ours } from "./command-line.ts";
import type { FindingKind } from "./found.ts";
import { count, counted, named, plural, text, time } from "./values.ts";

/** A rule that waits for less may still be confirmed by working on. */
const PATIENCE_MS = 7 * 86_400_000;
/** So many want looking through, however young they are. */
const MANY = 10;
/** Rules that are shown by what they would allow. */
const SHOWN = 3;

/** Rules that could be learned have waited for long, or are many. */
export const pendingBacklog = {
  needs: [],
  find: ({ learning, asOf, homeFlag }) => {
    const now = Date.parse(asOf);
    const waiting = [...learning.waiting]
      .filter(({ state }) => state === "waiting")
      .sort((a, b) => (a.since < b.since ? -1 : 1));
    const [oldest] = waiting;
    if (oldest === undefined || learning.promotion.mode === "off") return [];
    const oldestMs = now - Date.parse(oldest.since);
    if (oldestMs < PATIENCE_MS && waiting.length < MANY) return [];
    const days = Math.floor(oldestMs / 86_400_000);
    return [
      {
        cause: "",
        severity: "info",
        weight: waiting.length,
        title: [
          ...counted(waiting.length, "rule"),
          text(` ${waiting.length === 1 ? "waits" : "wait"} for your word, `),
          text(`${waiting.length === 1 ? "" : "the oldest "}for ${days} ${plural(days, "day")}`),
        ],
        evidence: waiting
          .slice(0, SHOWN)
          .map((rule) => [
            named(rule.fingerprint),
            text("  since "),
            time(Date.parse(rule.since), "day"),
            text(", yes to "),
            count(rule.confirmed),
            text(" of "),
            ...counted(rule.calls, "call"),
          ]),
        command: ours("rules pending", { homeFlag }),
        effect: "shows what each would allow; approve learns it, drop forgets it",
      },
    ];
  },
} as const satisfies FindingKind;
