import type { SectionKind } from "../section.ts";
import { alerts } from "./alerts.ts";
import { allSessions } from "./all-sessions.ts";
import { byDay } from "./by-day.ts";
import { byMcpServer, bySubagent, byTool } from "./by-tool.ts";
import { coverage } from "./coverage.ts";
import { coveredBy } from "./covered-by.ts";
import { decisions } from "./decisions.ts";
import { denied } from "./denied.ts";
import { deniedByKind } from "./denied-by-kind.ts";
import { doThisFirst } from "./do-this-first.ts";
import { evasion } from "./evasion.ts";
import { friction } from "./friction.ts";
import { inShort } from "./in-short.ts";
import { learnedChanges } from "./learned-changes.ts";
import { learnedRules } from "./learned-rules.ts";
import { modelAgreement } from "./model-agreement.ts";
import { modelByDay } from "./model-by-day.ts";
import { modelErrors } from "./model-errors.ts";
import { modelLatency } from "./model-latency.ts";
import { modelOverrides } from "./model-overrides.ts";
import { modelTokens } from "./model-tokens.ts";
import { mostFrequent } from "./most-frequent.ts";
import { nearMisses } from "./near-misses.ts";
import { newThisWeek } from "./new-this-week.ts";
import { noRuleCovered } from "./no-rule-covered.ts";
import { passthroughRatio } from "./passthrough-ratio.ts";
import { pendingRules } from "./pending-rules.ts";
import { projects } from "./projects.ts";
import { prompts } from "./prompts.ts";
import { ratioChanged } from "./ratio-change.ts";
import { riskyAllows } from "./risky-allows.ts";
import { ruleHealth } from "./rule-health.ts";
import { ruleHits } from "./rule-hits.ts";
import { rules } from "./rules.ts";
import { sessionCard } from "./session-card.ts";
import { sessionEnd } from "./session-end.ts";
import { sessions } from "./sessions.ts";
import { theModel } from "./the-model.ts";
import { theWeek } from "./the-week.ts";
import { theWeekInBrief } from "./the-week-in-brief.ts";
import { tiers } from "./tiers.ts";
import { whatItLearned } from "./what-it-learned.ts";
import { whatWasDecided } from "./what-was-decided.ts";

/** Every section that a `reports/*.toml` may name. */
export const SECTIONS = {
  "do-this-first": doThisFirst,
  "the-week": theWeek,
  "the-week-in-brief": theWeekInBrief,
  "by-day": byDay,
  "what-was-decided": whatWasDecided,
  denied,
  "denied-by-kind": deniedByKind,
  evasion,
  "risky-allows": riskyAllows,
  "new-this-week": newThisWeek,
  "no-rule-covered": noRuleCovered,
  "most-frequent": mostFrequent,
  rules,
  "rule-hits": ruleHits,
  "rule-health": ruleHealth,
  sessions,
  "all-sessions": allSessions,
  "session-card": sessionCard,
  "session-end": sessionEnd,
  projects,
  alerts,
  coverage,
  "in-short": inShort,
  decisions,
  tiers,
  prompts,
  "passthrough-ratio": passthroughRatio,
  "ratio-change": ratioChanged,
  "what-it-learned": whatItLearned,
  "learned-changes": learnedChanges,
  "learned-rules": learnedRules,
  "pending-rules": pendingRules,
  "near-misses": nearMisses,
  friction,
  "covered-by": coveredBy,
  "by-tool": byTool,
  "by-mcp-server": byMcpServer,
  "by-subagent": bySubagent,
  "the-model": theModel,
  "model-by-day": modelByDay,
  "model-latency": modelLatency,
  "model-agreement": modelAgreement,
  "model-overrides": modelOverrides,
  "model-errors": modelErrors,
  "model-tokens": modelTokens,
} as const satisfies Record<string, SectionKind>;

export type SectionName = keyof typeof SECTIONS;

export function isSectionName(name: string): name is SectionName {
  return Object.hasOwn(SECTIONS, name);
}
