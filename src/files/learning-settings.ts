import { type LlmSettings, LlmTable, llmSettings } from "../model/llm.ts";
import { PromotionTable } from "../model/promotion.ts";
import { PROMOTION_DEFAULTS, type PromotionSettings } from "../model/words.ts";
import { readPrivate } from "./private.ts";
import { parseToml } from "./toml.ts";

/** Whom config.toml says to ask, and when a call becomes a rule. */
export interface LearningSettings {
  /** Undefined: nobody. */
  readonly llm: LlmSettings | undefined;
  readonly promotion: PromotionSettings;
}

/**
 * `[llm]` and `[promotion]` of config.toml, for reports. A table with a mistake counts as absent,
 * as it does in the hook: `validate` tells of it. Throws ConfigError for a syntax error.
 */
export function readLearningSettings(path: string): LearningSettings {
  const tables = parseToml(readPrivate(path) ?? "", "config.toml");
  return {
    llm: llmSettings(LlmTable.safeParse(tables["llm"]).data),
    promotion: PromotionTable.safeParse(tables["promotion"]).data ?? PROMOTION_DEFAULTS,
  };
}
