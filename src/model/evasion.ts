/** One of the two calls of an evasion. Text is from the log: hostile. */
export interface EvasionCall {
  /** Of the entry. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly tool: string;
  readonly subject: string;
  /** Name of the rule that decided; empty where none did. */
  readonly rule: string;
  readonly ruleId: string;
  readonly tier: string;
  readonly decision: string;
}

/** A target that was denied, and reached by another program within ten minutes of the denial. */
export interface Evasion {
  readonly sessionId: string;
  readonly project: string;
  readonly target: {
    readonly kind: "path" | "host" | "ref";
    readonly name: string;
    /** Whether reading there shows a secret. */
    readonly secret: boolean;
  };
  readonly denied: EvasionCall;
  readonly reached: EvasionCall;
  /** The program or tool that reached it. */
  readonly by: string;
  /** Whether it ran without an error, as far as it is known. */
  readonly succeeded: boolean;
}
