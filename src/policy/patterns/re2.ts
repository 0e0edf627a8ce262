import { RE2JS } from "re2js";

/**
 * The linear-time engine. The only file that imports re2js, and itself loaded by
 * `import("./re2.ts")` alone: loading it costs the hook a quarter of a process start.
 */
export interface Engine {
  /** Whether the expression occurs in the text. Throws where the expression is not valid. */
  finds(source: string, text: string): boolean;
  /** What is wrong with the expression, or undefined. */
  problem(source: string): string | undefined;
}

export function createEngine(): Engine {
  // A policy has few expressions and a replay asks each of them thousands of times.
  const compiled = new Map<string, RE2JS>();
  const compile = (source: string): RE2JS => {
    const known = compiled.get(source);
    if (known !== undefined) return known;
    const made = RE2JS.compile(source);
    compiled.set(source, made);
    return made;
  };
  return {
    finds: (source, text) => compile(source).matcher(text).find(),
    problem: (source) => {
      try {
        compile(source);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
  };
}
