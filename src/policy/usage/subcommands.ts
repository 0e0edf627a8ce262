import type { SimpleCommand } from "../shell.ts";
import { isPlain } from "./plain-words.ts";
import { programShape } from "./program-shapes.ts";

/** The words that say what the program does: `push`, `run build`, `compose up`. */
export function subcommands(command: SimpleCommand): string[] {
  const shape = programShape(command.program);
  if (shape === undefined) return [];
  const found: string[] = [];
  const args = command.args;
  for (let at = 0; at < args.length && found.length < 2; at++) {
    const word = args[at];
    if (word === undefined || word.content.kind !== "fixed") break;
    if (word.text.startsWith("-")) {
      if (found.length > 0) break;
      if (shape.valueOptions.includes(word.text)) at++;
      continue;
    }
    if (!isPlain(word.text, 24) || word.text.includes(".")) break;
    found.push(word.text);
    if (shape.nested !== "*" && !shape.nested.includes(word.text)) break;
  }
  return found;
}
