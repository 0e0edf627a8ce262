import { homePaths } from "../files/home.ts";
import { readPrivate } from "../files/private.ts";
import { parseHookConfig } from "../files/read-config.ts";
import { ConfigError } from "../model/errors.ts";
import { PROMOTION_DEFAULTS, type PromotionSettings } from "../model/words.ts";

/**
 * `[promotion]` of a home; the defaults where it says nothing, and where config.toml has mistakes:
 * nothing is learned then anyway. Throws UnsafeFile.
 */
export function promotionSettings(home: string): PromotionSettings {
  const text = readPrivate(homePaths(home).config) ?? "";
  try {
    return parseHookConfig(text, "config.toml").promotion ?? PROMOTION_DEFAULTS;
  } catch (error) {
    if (error instanceof ConfigError) return PROMOTION_DEFAULTS;
    throw error;
  }
}
