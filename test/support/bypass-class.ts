/** A line of Bash, or a call of another tool, made in /home/ana/shop by an account at /home/ana. */
export type BypassCall =
  | string
  | { readonly tool: string; readonly input: Readonly<Record<string, unknown>> };

/**
 * One class of ways round a rule, with words that only look like them. Each list is judged by the
 * starter policy. A call stands in one list only.
 */
export interface BypassClass {
  /** Does harm when it is run as written: never allowed. */
  readonly dangerous: readonly BypassCall[];
  /** Does harm that the starter policy or the floor names: denied, however it is disguised. */
  readonly denied?: readonly BypassCall[];
  /** Looks alike and does no harm: never denied. */
  readonly harmless: readonly BypassCall[];
  /** Only looks, or speaks of danger: allowed. */
  readonly allowed?: readonly BypassCall[];
}
