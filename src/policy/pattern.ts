import type { Expression } from "../model/rule.ts";
import type { Engine } from "./re2.ts";

/** Answers whether an expression occurs in a text. */
export type Find = (expression: Expression, text: string) => boolean;

let engine: Promise<Engine> | undefined;

/** The expression engine, loaded once and only when somebody needs it. */
export function loadEngine(): Promise<Engine> {
  engine ??= import("./re2.ts").then((module) => module.createEngine());
  return engine;
}

/**
 * Runs `judge` with string tests alone; only where one of its questions needs the engine is the
 * engine loaded and `judge` run again. `judge` must be pure.
 */
export async function withExpressions<T>(judge: (find: Find) => T): Promise<T> {
  let open = false;
  const first = judge((expression, text) => {
    const known = byLiterals(expression, text);
    if (known === undefined) open = true;
    return known ?? false;
  });
  if (!open) return first;
  const { finds } = await loadEngine();
  return judge(
    (expression, text) => byLiterals(expression, text) ?? finds(expression.source, text),
  );
}

/** What the literals alone tell: a missing one is a no; an exact one is a yes. */
function byLiterals(expression: Expression, text: string): boolean | undefined {
  if (!expression.literals.every((literal) => text.includes(literal))) return false;
  return expression.exact ? true : undefined;
}
