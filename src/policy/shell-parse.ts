import {
  type Assignment,
  type Command,
  type CommandArgument,
  forEachChild,
  type ParsedScript,
  parse,
  type Redirection,
  type SyntaxNode,
  type Word,
  type WordPart,
} from "unbash";
import {
  baseName,
  type ShellRedirect,
  type ShellWord,
  type SimpleCommand,
  singleSpaced,
} from "./shell.ts";
import { innerScript } from "./unwrap.ts";

/** How deep `sh -c "sh -c …"` is followed. */
const MAX_DEPTH = 4;
/** More simple commands than any real line has. */
const MAX_COMMANDS = 2000;

export interface ParsedShell {
  readonly commands: readonly SimpleCommand[];
  /** Why the tree may not be trusted. */
  readonly errors: readonly string[];
  /** What makes the line more than one plain simple command. */
  readonly shape: readonly string[];
}

/** Every simple command of a line, also those in substitutions, bodies and here-documents. */
export function parseShell(raw: string): ParsedShell {
  return parseAt(raw, 0);
}

function parseAt(text: string, depth: number): ParsedShell {
  const script = parse(text);
  const commands: SimpleCommand[] = [];
  const errors = new Set((script.errors ?? []).map((error) => `not parsable: ${error.message}`));
  const visit = (node: SyntaxNode, source: string): void => {
    if (commands.length >= MAX_COMMANDS) {
      errors.add("too many commands");
      return;
    }
    if (node.type === "Script") errorsOf(node).forEach((message) => void errors.add(message));
    // An escaped back-quoted script owns the text that its positions count in.
    const own = node.type === "Script" ? (node.source ?? source) : source;
    if (node.type === "Command") {
      const found = simpleCommand(node, own, depth);
      commands.push(found.command, ...found.command.inner);
      found.errors.forEach((message) => void errors.add(message));
    }
    forEachChild(node, (child) => visit(child, own));
  };
  visit(script, text);
  return { commands, errors: [...errors], shape: shapeOf(script) };
}

function errorsOf(script: ParsedScript): string[] {
  return (script.errors ?? []).map((error) => `not parsable: ${error.message}`);
}

/** Plain is one statement that is one command, in the foreground, without comment tricks. */
function shapeOf(script: ParsedScript): string[] {
  const [only, ...others] = script.commands;
  if (script.shebang !== undefined) return ["a script"];
  if (only === undefined) return [];
  if (others.length > 0 || only.command.type !== "Command") return ["more than one command"];
  return only.background === true ? ["runs in the background"] : [];
}

function simpleCommand(
  node: Command,
  source: string,
  depth: number,
): { command: SimpleCommand; errors: readonly string[] } {
  const name = node.name === undefined ? undefined : word(node.name);
  const called = name?.text ?? "";
  const program = name?.fixed === true ? baseName(called) : "";
  const args = node.args.map(argument);
  const assignments = node.prefix.filter((item) => item.type === "Assignment");
  const whole = source.slice(node.pos, node.end);
  const fromName = source.slice(node.name?.pos ?? node.pos, node.end);
  const bare: SimpleCommand = {
    program,
    called,
    args,
    canonical: singleSpaced([program || called, ...args.map((item) => item.text)].join(" ")),
    written: whole === fromName ? [whole] : [fromName, whole],
    assigned: assignments.map((item) => item.name),
    values: valuesOf([...assignments, ...node.args.filter((item) => item.type === "Assignment")]),
    redirects: node.redirects.flatMap(redirect),
    inner: [],
    depth,
  };
  return withInner(bare, node);
}

/** Adds what the command runs: the rest of `sudo …`, the text of `sh -c '…'`. */
function withInner(
  bare: SimpleCommand,
  node: Command,
): { command: SimpleCommand; errors: readonly string[] } {
  const script = innerScript(bare, hereText(node));
  if (script === undefined) return { command: bare, errors: [] };
  if (bare.depth >= MAX_DEPTH) return { command: bare, errors: ["nested too deeply"] };
  const parsed = parseAt(script, bare.depth + 1);
  const errors = parsed.errors.length === 0 ? [] : [`inside ${bare.program}: ${parsed.errors[0]}`];
  return { command: { ...bare, inner: parsed.commands }, errors };
}

/** Here-documents and here-strings: the script of `bash <<EOF` and `bash <<< "…"`. */
function hereText(node: Command): string {
  return node.redirects
    .map((item) => {
      if (item.type === "HereDoc") return item.body.text;
      return item.type === "HereString" ? (item.target?.value ?? "") : "";
    })
    .join("\n");
}

function redirect(item: Redirection): ShellRedirect[] {
  if (item.type !== "Redirect" || item.target === undefined) {
    return item.type === "Redirect"
      ? []
      : [{ operator: item.operator, target: { text: "", fixed: true } }];
  }
  return [{ operator: item.operator, target: word(item.target) }];
}

function argument(item: CommandArgument): ShellWord {
  if (item.type === "Word") return word(item);
  return { text: item.text, fixed: item.value.type === "Word" && word(item.value).fixed };
}

function valuesOf(items: readonly Assignment[]): Record<string, ShellWord> {
  return Object.fromEntries(
    items.flatMap((item) => (item.value.type === "Word" ? [[item.name, word(item.value)]] : [])),
  );
}

function word(item: Word): ShellWord {
  const fixed = item.parts?.every(isFixed) ?? true;
  // `~user`, `~+`: somebody's folder; a plain `~` is the account's own.
  return { text: item.value, fixed: fixed && !/^~[^/]/.test(item.text) };
}

function isFixed(part: WordPart): boolean {
  if (part.type === "Literal" || part.type === "SingleQuoted") return true;
  return part.type === "DoubleQuoted" && part.parts.every((inner) => inner.type === "Literal");
}
