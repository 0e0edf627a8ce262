import type { SectionKind } from "../section.ts";
import { byDay } from "./by-day.ts";
import { coverage } from "./coverage.ts";
import { decisions } from "./decisions.ts";
import { denied } from "./denied.ts";
import { doThisFirst } from "./do-this-first.ts";
import { inShort } from "./in-short.ts";
import { mostFrequent } from "./most-frequent.ts";
import { noRuleCovered } from "./no-rule-covered.ts";
import { passthroughRatio } from "./passthrough-ratio.ts";
import { prompts } from "./prompts.ts";
import { rules } from "./rules.ts";
import { sessions } from "./sessions.ts";
import { theWeek } from "./the-week.ts";
import { theWeekInBrief } from "./the-week-in-brief.ts";
import { tiers } from "./tiers.ts";
import { whatWasDecided } from "./what-was-decided.ts";

/** Every section that a `reports/*.toml` may name. */
export const SECTIONS = {
  "do-this-first": doThisFirst,
  "the-week": theWeek,
  "the-week-in-brief": theWeekInBrief,
  "by-day": byDay,
  "what-was-decided": whatWasDecided,
  denied,
  "no-rule-covered": noRuleCovered,
  "most-frequent": mostFrequent,
  rules,
  sessions,
  coverage,
  "in-short": inShort,
  decisions,
  tiers,
  prompts,
  "passthrough-ratio": passthroughRatio,
} as const satisfies Record<string, SectionKind>;

export type SectionName = keyof typeof SECTIONS;

export function isSectionName(name: string): name is SectionName {
  return Object.hasOwn(SECTIONS, name);
}
