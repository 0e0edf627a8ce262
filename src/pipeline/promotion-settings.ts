import { homePaths } from "../files/home.ts";
import { readPrivate } from "../files/private.ts";
import { parseHookConfig } from "../files/read-config.ts";
import { ConfigError, UnsafeFile } from "../model/errors.ts";
import { PROMOTION_DEFAULTS, type PromotionSettings } from "../model/words.ts";

/**
 * `[promotion]` of a home; the defaults where it says nothing, and where config.toml has mistakes
 * or cannot be read: nothing is learned then anyway.
 */
export function promotionSettings(home: string): PromotionSettings {
  try {
    const text = readPrivate(homePaths(home).config) ?? "";
    return parseHookConfig(text, "config.toml").promotion ?? PROMOTION_DEFAULTS;
  } catch (error) {
    const isFileError = error instanceof UnsafeFile || (error instanceof Error && "code" in error);
    if (error instanceof ConfigError || isFileError) return PROMOTION_DEFAULTS;
    throw error;
  }
}
