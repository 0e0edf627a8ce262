import type { Expression } from "../../model/rule.ts";
import { isChosen } from "./choices.ts";
import { holdsOneOf } from "./one-of.ts";
import { type PlainExpression, plainExpression } from "./plain-expression.ts";
import type { Engine } from "./re2.ts";

/** Answers whether expressions occur in texts. */
export interface Finder {
  /** For a clause that must hold. */
  finds(expression: Expression, text: string): boolean;
  /** For a clause that must not hold. */
  excludes(expression: Expression, text: string): boolean;
}

let engine: Promise<Engine> | undefined;

/** The expression engine, loaded once and only when somebody needs it. */
export function loadEngine(): Promise<Engine> {
  engine ??= import("./re2.ts").then((module) => module.createEngine());
  return engine;
}

/** As `withoutEngine`, with the quickest of these tests alone. */
export function withStrings(holds: (finder: Finder) => boolean): boolean | undefined {
  return asked(holds, byText);
}

/**
 * Asks `holds` with string tests alone, taking what they leave open as in favour of the rule.
 * Where that says no, it is no; where it says yes and nothing was open, it is yes. Undefined
 * means that only the engine can tell.
 */
export function withoutEngine(holds: (finder: Finder) => boolean): boolean | undefined {
  return asked(holds, told);
}

type Test = (expression: Expression, text: string) => boolean | undefined;

function asked(holds: (finder: Finder) => boolean, test: Test): boolean | undefined {
  let open = false;
  const assume = (wanted: boolean, expression: Expression, text: string): boolean => {
    const known = test(expression, text);
    if (known === undefined) open = true;
    return known ?? wanted;
  };
  const held = holds({
    finds: (expression, text) => assume(true, expression, text),
    excludes: (expression, text) => assume(false, expression, text),
  });
  if (!held) return false;
  return open ? undefined : true;
}

/** The finder that can always tell. */
export async function engineFinder(): Promise<Finder> {
  const { finds } = await loadEngine();
  const find = (expression: Expression, text: string): boolean =>
    told(expression, text) ?? finds(expression.source, text);
  return { finds: find, excludes: find };
}

function told(expression: Expression, text: string): boolean | undefined {
  return byText(expression, text) ?? byParts(expression, text);
}

interface Plain {
  readonly answer: PlainExpression | undefined;
  /** What it was last asked: the same text comes back, above all a tool's name. */
  latest: { readonly text: string; readonly answer: boolean | undefined } | undefined;
}

const plain = new WeakMap<Expression, Plain>();

/** What a plain expression answers. It is read when it is first asked, which few are. */
function byParts(expression: Expression, text: string): boolean | undefined {
  let known = plain.get(expression);
  if (known === undefined) {
    known = { answer: plainExpression(expression.source), latest: undefined };
    plain.set(expression, known);
  }
  if (known.latest?.text === text) return known.latest.answer;
  const answer = known.answer?.(text);
  known.latest = { text, answer };
  return answer;
}

/** False only where string tests show that the expression does not occur in the text. */
export function mayFind(expression: Expression, text: string): boolean {
  return byText(expression, text) !== false;
}

/** What string tests tell: a missing literal is a no; a whole list of choices is an answer. */
function byText(expression: Expression, text: string): boolean | undefined {
  if (expression.choices !== undefined) return isChosen(expression.choices, text);
  const { beginnings } = expression;
  if (beginnings !== undefined && !beginsWithOne(text, beginnings)) return false;
  for (const literal of expression.literals) if (!text.includes(literal)) return false;
  if (expression.oneOf !== undefined && !holdsOneOf(expression.oneOf, text)) return false;
  return expression.exact ? true : undefined;
}

function beginsWithOne(text: string, beginnings: readonly string[]): boolean {
  for (const each of beginnings) if (text.startsWith(each)) return true;
  return false;
}
