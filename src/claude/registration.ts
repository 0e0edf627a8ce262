import { basename } from "node:path";
import { EVENTS } from "../model/words.ts";
import {
  appendItem,
  appendMember,
  type JsonValue,
  removeChild,
  replaceValue,
} from "./json-edit.ts";
import {
  items,
  type JsonArray,
  type JsonNode,
  type JsonObject,
  memberValue,
  parseJsonText,
  text,
} from "./json-text.ts";

/** The process that Claude Code starts for each event; all three paths absolute. */
export interface HookCommand {
  readonly node: string;
  readonly script: string;
  readonly home: string;
}

/** One handler of ours in a settings file. */
export interface Registered extends HookCommand {
  readonly event: string;
  /** Whether its group's matcher lets every tool through. */
  readonly everyTool: boolean;
}

const TIMEOUT_SECONDS = 15;

/** Every handler of ours in the settings, in the file's order. */
export function registeredHooks(settings: JsonNode): readonly Registered[] {
  return placesOf(settings).map(({ event, command, everyTool }) => ({
    event,
    everyTool,
    ...command,
  }));
}

/** How many handlers of others stand in the settings. */
export function otherHooks(settings: JsonNode): number {
  return handlersOf(settings).filter((place) => commandOf(place.handler) === undefined).length;
}

/**
 * The settings text with our handler once on each of the twelve events: where one of ours stands
 * it is brought up to date in place, a second one is removed. Unchanged text where all is right.
 */
export function withRegistration(source: string, command: HookCommand): string {
  const handler = handlerFor(command);
  return EVENTS.reduce((changed, event) => registerEvent(changed, event, handler), source);
}

/**
 * The settings text without any handler of ours, and without the groups, events and `hooks` that
 * held nothing else, except those that stood empty in `before`, the text before we came.
 */
export function withoutRegistration(source: string, before: string | undefined): string {
  const old = before === undefined ? undefined : parseJsonText(before);
  const touched = new Set(placesOf(parseJsonText(source)).map((place) => place.event));
  const cleared = [...touched].reduce((changed, event) => {
    const emptied = removeHandlers(changed, event, 0);
    const kept = memberValue(memberValue(old, "hooks"), event) !== undefined;
    return kept ? emptied : removeIfEmpty(emptied, ["hooks"], event);
  }, source);
  const kept = touched.size === 0 || memberValue(old, "hooks") !== undefined;
  return kept ? cleared : removeIfEmpty(cleared, [], "hooks");
}

interface Place {
  readonly event: string;
  readonly groups: JsonArray;
  readonly group: JsonNode;
  readonly groupIndex: number;
  readonly handlers: JsonArray;
  readonly handler: JsonNode;
  readonly index: number;
  readonly everyTool: boolean;
}

function handlersOf(settings: JsonNode): Place[] {
  const hooks = memberValue(settings, "hooks");
  if (hooks?.kind !== "object") return [];
  return hooks.members.flatMap(({ key: event, value: groups }) => {
    if (groups.kind !== "array") return [];
    return groups.items.flatMap((group, groupIndex) => {
      const handlers = memberValue(group, "hooks");
      if (handlers?.kind !== "array") return [];
      const everyTool = ["", "*", undefined].includes(text(memberValue(group, "matcher")));
      return handlers.items.map((handler, index): Place => {
        return { event, groups, group, groupIndex, handlers, handler, index, everyTool };
      });
    });
  });
}

function placesOf(settings: JsonNode): (Place & { readonly command: HookCommand })[] {
  return handlersOf(settings).flatMap((place) => {
    const command = commandOf(place.handler);
    return command === undefined ? [] : [{ ...place, command }];
  });
}

/** The command of a handler that is ours: told by its arguments, not by its words. */
function commandOf(handler: JsonNode): HookCommand | undefined {
  const node = text(memberValue(handler, "command"));
  const [script, word, flag, home] = items(memberValue(handler, "args")).map(text);
  if (node === undefined || script === undefined || home === undefined) return undefined;
  if (basename(script) !== "bin.cjs" || word !== "hook" || flag !== "--home") return undefined;
  return { node, script, home };
}

function handlerFor(command: HookCommand): JsonValue {
  return {
    type: "command",
    command: command.node,
    args: [command.script, "hook", "--home", command.home],
    timeout: TIMEOUT_SECONDS,
    statusMessage: "claude-permit",
  };
}

function registerEvent(source: string, event: string, handler: JsonValue): string {
  const settings = parseJsonText(source);
  const first = placesOf(settings).find((place) => place.event === event);
  if (first === undefined) return addGroup(source, event, { matcher: "", hooks: [handler] });
  if (!first.everyTool) return registerEvent(removeHandlers(source, event, 0), event, handler);
  const same = sameValue(first.handler, handler);
  const updated = same ? source : replaceValue(source, first.handler, handler);
  return removeHandlers(updated, event, 1);
}

function addGroup(source: string, event: string, group: JsonValue): string {
  const root = asObject(parseJsonText(source));
  const hooks = memberValue(root, "hooks");
  if (hooks === undefined) {
    return appendMember(source, root, { key: "hooks", value: { [event]: [group] } });
  }
  const groups = memberValue(hooks, event);
  if (groups === undefined) {
    return appendMember(source, asObject(hooks), { key: event, value: [group] });
  }
  if (groups.kind !== "array") throw new TypeError(`hooks.${event} is not a list`);
  return appendItem(source, groups, group);
}

/** Removes handlers of ours on the event, but for the first `keep`. */
function removeHandlers(source: string, event: string, keep: number): string {
  const [place] = placesOf(parseJsonText(source))
    .filter((found) => found.event === event)
    .slice(keep);
  if (place === undefined) return source;
  const alone = place.handlers.items.length === 1;
  const without = alone
    ? removeChild(source, place.groups, place.groupIndex)
    : removeChild(source, place.handlers, place.index);
  return removeHandlers(without, event, keep);
}

function removeIfEmpty(source: string, path: readonly string[], key: string): string {
  const root: JsonNode | undefined = parseJsonText(source);
  const parent = path.reduce<JsonNode | undefined>(memberValue, root);
  const value = memberValue(parent, key);
  if (parent?.kind !== "object" || value === undefined) return source;
  const empty =
    (value.kind === "array" && value.items.length === 0) ||
    (value.kind === "object" && value.members.length === 0);
  const index = parent.members.findLastIndex((member) => member.key === key);
  return empty ? removeChild(source, parent, index) : source;
}

function sameValue(node: JsonNode, value: JsonValue): boolean {
  return JSON.stringify(plain(node)) === JSON.stringify(value);
}

function plain(node: JsonNode): JsonValue {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(plain);
  return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
}

function asObject(node: JsonNode): JsonObject {
  if (node.kind === "object") return node;
  throw new TypeError("not an object");
}
