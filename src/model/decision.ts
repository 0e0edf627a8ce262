import type { NearMiss } from "./entry.ts";
import type { Rule } from "./rule.ts";
import type { PassthroughReason } from "./words.ts";

/** What the policy says about one call. Every arm names its reason. */
export type Decision =
  | { readonly kind: "deny" | "ask"; readonly rule: Rule }
  | { readonly kind: "allow"; readonly rule: Rule; readonly rulesUsed: readonly string[] }
  | {
      readonly kind: "passthrough";
      readonly reason: PassthroughReason;
      readonly nearMisses: readonly NearMiss[];
      /** What could not be understood, in words; empty where everything was. */
      readonly notUnderstood: readonly string[];
    };
