import {
  type AndOr,
  type Command,
  forEachChild,
  type Pipeline,
  parse,
  type Redirection,
  type SyntaxNode,
} from "unbash";
import type { Folder, SimpleCommand } from "../shell.ts";
import { fixedWord, TOO_DEEP } from "../shell.ts";
import { arithmeticDoubts } from "./arithmetic.ts";
import { assignedBy, inputOf, redirect, variants } from "./command-words.ts";
import { both, type Flow, moved, union, unmoved } from "./flow.ts";
import { outputOf } from "./pipe-input.ts";
import { fullBudget, MAX_COMMAND_WORDS, type ReadingBudget } from "./reading-budget.ts";
import { settingDoubts } from "./settings.ts";
import { variablesOf } from "./shell-variables.ts";
import { type LookUp, readWord } from "./shell-words.ts";
import { type CommandInput, command, type ReadScript } from "./simple-command.ts";

export interface ParsedShell {
  readonly commands: readonly SimpleCommand[];
  /** Why the tree may not be trusted. */
  readonly errors: readonly string[];
  /** What in it is beyond understanding, though it was parsed. */
  readonly doubts: readonly string[];
}

/** A pass over one script: what it has found, and what it knows. */
interface Walk {
  readonly commands: SimpleCommand[];
  readonly errors: Set<string>;
  readonly doubts: Set<string>;
  readonly lookUp: LookUp;
  readonly numbers: ReadonlySet<string>;
  readonly depth: number;
  readonly source: string;
  readonly budget: ReadingBudget;
  /** How many substitutions may still stand in one another. */
  readonly nesting: number;
}

interface Place {
  readonly folders: readonly Folder[];
  readonly input: CommandInput;
}

const NO_INPUT: CommandInput = { piped: false };

/** Every simple command of a line, also those in substitutions, bodies and here-documents. */
export function parseShell(raw: string): ParsedShell {
  return parseAt(raw, { depth: 0, folders: [[]] }, fullBudget());
}

function parseAt(
  text: string,
  about: { readonly depth: number; readonly folders: readonly Folder[] },
  budget: ReadingBudget,
): ParsedShell {
  const script = parse(text);
  const walk: Walk = {
    commands: [],
    errors: new Set(),
    doubts: new Set(script.shebang === undefined ? [] : ["a script"]),
    ...variablesOf(script, budget),
    depth: about.depth,
    source: text,
    budget,
    nesting: budget.nesting,
  };
  visit(script, { folders: about.folders, input: NO_INPUT }, walk);
  return { commands: walk.commands, errors: [...walk.errors], doubts: [...walk.doubts] };
}

/** Visits a node and all below it; answers where the line stands afterwards. */
function visit(node: SyntaxNode, place: Place, walk: Walk): Flow {
  walk.budget.nodes -= 1;
  if (walk.budget.nodes < 0 || walk.nesting < 0) {
    walk.errors.add(walk.nesting < 0 ? TOO_DEEP : "too long to be read");
    return unmoved(place.folders);
  }
  for (const doubt of [...arithmeticDoubts(node, walk.numbers), ...settingDoubts(node)]) {
    walk.doubts.add(doubt);
  }
  switch (node.type) {
    case "Script":
      node.errors?.forEach(({ message }) => void walk.errors.add(`not parsable: ${message}`));
      // An escaped back-quoted script owns the text that its positions count in.
      return unmoved(
        inOrder(node.commands, place, {
          ...walk,
          source: node.source ?? walk.source,
          nesting: walk.nesting - 1,
        }),
      );
    case "CompoundList":
      return unmoved(inOrder(node.commands, place, walk));
    case "Statement": {
      const flow = visit(node.command, place, walk);
      return node.background === true ? unmoved(place.folders) : flow;
    }
    case "AndOr":
      return visitAndOr(node, place, walk);
    case "Pipeline":
      return visitPipeline(node, place, walk);
    case "Command":
      return visitCommand(node, place, walk);
    case "BraceGroup":
      return visit(node.body, place, walk);
    case "Redirected":
      redirectedCommand(node.redirects, place, walk);
      visitChildren(node.redirects, place, walk);
      return visit(node.command, { ...place, input: inputOf(node.redirects, place.input) }, walk);
    case "If":
      return visitIf(node, place, walk);
    case "While":
    case "For":
    case "ArithmeticFor":
    case "Select":
      return visitLoop(node, place, walk);
    case "Function":
    case "Coproc":
      walk.doubts.add(node.type === "Function" ? "a function is defined" : "a coprocess");
      visitBelow(node, { ...place, folders: union(place.folders, [undefined]) }, walk);
      return unmoved(place.folders);
    default:
      visitBelow(node, place, walk);
      return unmoved(place.folders);
  }
}

/** What stands in subshells, substitutions and words changes nothing after it. */
function visitBelow(node: SyntaxNode, place: Place, walk: Walk): void {
  forEachChild(node, (child) => void visit(child, place, walk));
}

function visitChildren(nodes: readonly SyntaxNode[], place: Place, walk: Walk): void {
  for (const node of nodes) visitBelow(node, place, walk);
}

function inOrder(nodes: readonly SyntaxNode[], place: Place, walk: Walk): readonly Folder[] {
  return nodes.reduce(
    (folders, node) => both(visit(node, { ...place, folders }, walk)),
    place.folders,
  );
}

function visitAndOr(node: AndOr, place: Place, walk: Walk): Flow {
  const [first, ...others] = node.commands;
  let flow = first === undefined ? unmoved(place.folders) : visit(first, place, walk);
  others.forEach((next, index) => {
    const isAnd = node.operators[index] === "&&";
    const after = visit(next, { ...place, folders: isAnd ? flow.ok : flow.fail }, walk);
    flow = isAnd
      ? { ok: after.ok, fail: union(flow.fail, after.fail) }
      : { ok: union(flow.ok, after.ok), fail: after.fail };
  });
  return flow;
}

function visitPipeline(node: Pipeline, place: Place, walk: Walk): Flow {
  const [only, ...others] = node.commands;
  if (only !== undefined && others.length === 0) {
    const flow = visit(only, place, walk);
    const negated = node.prefixes.filter((prefix) => prefix.type === "Negation").length % 2 === 1;
    return negated ? { ok: flow.fail, fail: flow.ok } : flow;
  }
  let { input } = place;
  for (const stage of node.commands) {
    const before = walk.commands.length;
    visit(stage, { ...place, input }, walk);
    const plain = stage.type === "Command" ? walk.commands[before] : undefined;
    input = outputOf(plain, stage.type === "Command" ? inputOf(stage.redirects, input) : input);
  }
  return unmoved(place.folders);
}

function visitIf(node: Extract<SyntaxNode, { type: "If" }>, place: Place, walk: Walk): Flow {
  // The last command of a condition decides, and may have moved: both branches see both.
  let folders = both(visit(node.clause, place, walk));
  const ends = [both(visit(node.then, { ...place, folders }, walk))];
  for (const branch of node.elif) {
    folders = both(visit(branch.clause, { ...place, folders }, walk));
    ends.push(both(visit(branch.then, { ...place, folders }, walk)));
  }
  ends.push(
    node.else === undefined ? folders : both(visit(node.else, { ...place, folders }, walk)),
  );
  return unmoved(ends.reduce(union));
}

/** A body that moves may stand anywhere when it comes round again. */
function visitLoop(node: SyntaxNode, place: Place, walk: Walk): Flow {
  const before = walk.commands.length;
  let end = place.folders;
  const pass = (folders: readonly Folder[]): void => {
    forEachChild(node, (child) => {
      end = union(end, both(visit(child, { ...place, folders }, walk)));
    });
  };
  pass(place.folders);
  if (end.length > place.folders.length) {
    walk.commands.length = before;
    end = [...place.folders, undefined];
    pass(end);
  }
  return unmoved(end);
}

function visitCommand(node: Command, place: Place, walk: Walk): Flow {
  const here = { ...place, input: inputOf(node.redirects, place.input) };
  const [first, ...others] = addCommands(node, here, walk);
  visitBelow(node, place, walk);
  if (first === undefined || others.length > 0) return unmoved(place.folders);
  return folderFlow(first, place.folders);
}

function folderFlow(command: SimpleCommand, folders: readonly Folder[]): Flow {
  const wraps = command.program === "command" || command.program === "builtin";
  const { program, args } = (wraps ? command.inner[0] : undefined) ?? command;
  if (program === "popd") return moved(folders, undefined);
  if (program !== "cd" && program !== "pushd") return unmoved(folders);
  const [target, ...others] = args.filter((word) => !/^-[LPe@]+$|^--$/.test(word.text));
  // An option of another shell, `pushd -n`, or zsh's `cd OLD NEW`.
  if (others.length > 0) return moved(folders, undefined);
  if (target === undefined) return moved(folders, program === "cd" ? fixedWord("~") : undefined);
  return moved(folders, target.text === "-" || /^[-+]\d/.test(target.text) ? undefined : target);
}

/** The command, once for each value that its words may have. */
function addCommands(node: Command, place: Place, walk: Walk): readonly SimpleCommand[] {
  walk.budget.commands -= 1;
  if (walk.budget.commands < 0) {
    walk.errors.add("too many commands");
    return [];
  }
  const { source, lookUp } = walk;
  const whole = source.slice(node.pos, node.end);
  const named = node.name === undefined ? [] : readWord(node.name, lookUp);
  const args = node.args.flatMap((item) =>
    item.type === "Word" ? readWord(item, lookUp) : [fixedWord(item.text)],
  );
  const readScript: ReadScript = (text, about) => {
    const inner = parseAt(text, about, walk.budget);
    inner.errors.forEach((error) => void walk.errors.add(error));
    inner.doubts.forEach((doubt) => void walk.doubts.add(doubt));
    return { commands: inner.commands, errors: inner.errors };
  };
  const all = [...named, ...args];
  if (all.length > MAX_COMMAND_WORDS) walk.errors.add("a command of too many words");
  const made = variants(all.slice(0, MAX_COMMAND_WORDS)).map((words) =>
    command(
      {
        words,
        whole,
        fromName: source.slice(node.name?.pos ?? node.pos, node.end),
        assigned: assignedBy(node, lookUp),
        redirects: node.redirects.flatMap((item) => redirect(item, lookUp)),
        folders: place.folders,
        depth: walk.depth,
        input: place.input,
      },
      readScript,
    ),
  );
  for (const each of made) walk.commands.push(each, ...each.inner);
  return made;
}

/** `{ …; } > file`: the redirections of a body, as a command of their own. */
function redirectedCommand(redirects: readonly Redirection[], place: Place, walk: Walk): void {
  const found = redirects.flatMap((item) => redirect(item, walk.lookUp));
  if (found.length === 0) return;
  const whole = redirects.map((item) => walk.source.slice(item.pos, item.end)).join(" ");
  walk.commands.push(
    command({ words: [], whole, redirects: found, folders: place.folders, depth: walk.depth }),
  );
}
