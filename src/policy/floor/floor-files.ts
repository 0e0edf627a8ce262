import type { World } from "../../model/world.ts";
import type { Judged } from "../matching/matching.ts";
import { holdsHome, type Protected, protectedPath } from "../paths/protected-paths.ts";
import type { FloorName } from "./floor.ts";
import { textFloor } from "./floor-text.ts";
import { editBreaks, editGuards } from "./settings-edit.ts";

/** What a tool is given to write, rather than where. */
const CONTENT =
  /^(?:content|contents|text|body|data|old_?(?:string|text|str)|new_?(?:string|text|str|source)|old|new|edits|diff|patch|prompt|description|message)$/i;
/** Fields that hold a command or a program. */
const COMMANDS =
  /^(?:command|cmd|commands|script|code|input|args|arguments|cli_command|line|function|expression)$/i;
/** Tools of MCP servers that only look, by the beginning of their own name. */
const LOOKING =
  /^(?:get|read|list|search|find|view|stat|fetch|show|describe|directory_tree|cat|head|tail|diff|query|resolve|check|count|info)/i;
const CHANGING =
  /writ|edit|replac|delet|remov|mov|renam|updat|creat|put|set_|save|append|insert|patch|apply|upload|copy|exec|run/i;
const REMOVING = /delet|remov|mov|renam|rm/i;
const MAX_DEPTH = 4;

/** The floor for tools that write, and those of MCP servers. */
export function filesFloor(judged: Judged): FloorName | undefined {
  const { call } = judged;
  if (call.tool.startsWith("mcp__") && onlyLooks(call.tool)) return undefined;
  for (const { name, value } of valuesOf(call.input, 0)) {
    const found = valueFloor(name, value, judged);
    if (found !== undefined) return found;
  }
  return undefined;
}

function valueFloor(name: string, value: string, judged: Judged): FloorName | undefined {
  const { call, world } = judged;
  const isMcp = call.tool.startsWith("mcp__");
  if (isMcp && COMMANDS.test(name)) {
    const found = textFloor(value);
    if (found !== undefined) return found;
  }
  const path = plainPath(value);
  if (CONTENT.test(name) || path === undefined) return undefined;
  const found = protectedPath(path, world);
  if (found !== undefined) return fileFloor(found, judged);
  const removes =
    isMcp && REMOVING.test(ownName(call.tool)) && !/^(?:to$|dest|target|new)/i.test(name);
  return removes && takesHome(path, world) ? "own-files" : undefined;
}

/** Every text of an input with the name that it stands under. */
function valuesOf(value: unknown, depth: number, name = ""): { name: string; value: string }[] {
  if (typeof value === "string") return [{ name, value }];
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return [];
  if (Array.isArray(value)) {
    const texts = value.filter((each) => typeof each === "string");
    const line = COMMANDS.test(name) && texts.length > 1 ? [{ name, value: texts.join(" ") }] : [];
    return [...line, ...value.flatMap((each) => valuesOf(each, depth + 1, name))];
  }
  return Object.entries(value).flatMap(([key, each]) =>
    CONTENT.test(key) ? [] : valuesOf(each, depth + 1, key),
  );
}

/** A value that is a path and nothing else; a file URL as its path. */
function plainPath(value: string): string | undefined {
  if (value === "" || value.length > 4096 || value.includes("\n")) return undefined;
  const url = /^file:\/\/(?:localhost)?(\/.*)$/i.exec(value)?.[1];
  const path = url === undefined ? value : decoded(url);
  return path.replace(/^\/proc\/(?:self|\d+)\/(?:root|cwd)(?=\/)/, "");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A stray percent sign: as written.
    return text;
  }
}

function takesHome(path: string, world: World): boolean {
  return /[/~\\]/.test(path) && holdsHome(path, world);
}

function onlyLooks(tool: string): boolean {
  const name = ownName(tool);
  return LOOKING.test(name) && !CHANGING.test(name);
}

/** The tool's own name behind its server's. */
function ownName(tool: string): string {
  return tool.split("__").slice(2).join("__");
}

function fileFloor(found: Protected, judged: Judged): FloorName | undefined {
  if (found !== "settings" && found !== "user-settings") return found;
  const { tool, input } = judged.call;
  const isEdit = /edit/i.test(tool) && input["content"] === undefined;
  // Writing the user's settings anew drops the hooks that stand in them.
  if (found === "user-settings" && (!isEdit || editBreaks(input))) return "guard-settings";
  const moves = tool.startsWith("mcp__") && REMOVING.test(ownName(tool));
  return moves || editGuards(input, found) ? "guard-settings" : undefined;
}
