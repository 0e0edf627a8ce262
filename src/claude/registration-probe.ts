import { existsSync } from "node:fs";
import { platform } from "node:os";
import { join } from "node:path";
import { ConfigError, UserError } from "../model/errors.ts";
import { type JsonNode, memberValue } from "./json-text.ts";
import { otherHooks, type Registered, registeredHooks } from "./registration.ts";
import { parseSettings, readSettingsFile } from "./settings-file.ts";

/** Settings that keep Claude Code from running our hook. */
const SWITCHES = ["disableAllHooks", "allowManagedHooksOnly"] as const;

/** What Claude Code's settings say about us. */
export interface RegistrationProbe {
  readonly settings: string;
  /** Why the settings cannot be read; undefined where they can. */
  readonly problem: string | undefined;
  readonly hooks: readonly Registered[];
  /** Handlers of other programs in the same file. */
  readonly others: number;
  /** Registered programs that are not there: a moved node, a removed package. */
  readonly missing: readonly string[];
  readonly switchedOff: readonly { readonly path: string; readonly name: string }[];
}

/** Reads the user's settings, and looks for switches also in those of `project` and the machine. */
export function probeRegistration(settings: string, project: string): RegistrationProbe {
  const found = readTree(settings);
  const tree = found instanceof Error ? undefined : found;
  const hooks = tree === undefined ? [] : registeredHooks(tree);
  const programs = new Set(hooks.flatMap((hook) => [hook.node, hook.script]));
  const local = ["settings.json", "settings.local.json"].map((at) => join(project, ".claude", at));
  return {
    settings,
    problem: found instanceof Error ? found.message : undefined,
    hooks,
    others: tree === undefined ? 0 : otherHooks(tree),
    missing: [...programs].filter((path) => !existsSync(path)),
    switchedOff: [
      ...switchesOf(settings, tree),
      ...[...local, managedSettings()]
        .filter((path) => path !== settings)
        .flatMap((path) => switchesOf(path, treeOrNothing(path))),
    ],
  };
}

function switchesOf(path: string, tree: JsonNode | undefined): { path: string; name: string }[] {
  return SWITCHES.filter((name) => isTrue(memberValue(tree, name))).map((name) => ({ path, name }));
}

function isTrue(node: JsonNode | undefined): boolean {
  return node?.kind === "scalar" && node.value === true;
}

/** Settings of others are not ours to complain about. */
function treeOrNothing(path: string): JsonNode | undefined {
  const tree = readTree(path);
  return tree instanceof Error ? undefined : tree;
}

function readTree(path: string): JsonNode | ConfigError | UserError {
  try {
    return parseSettings(readSettingsFile(path));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof UserError) return error;
    throw error;
  }
}

/** Where an administrator puts settings that nobody overrides. */
function managedSettings(): string {
  const folders: Partial<Record<NodeJS.Platform, string>> = {
    darwin: "/Library/Application Support/ClaudeCode",
    win32: "C:\\Program Files\\ClaudeCode",
  };
  return join(folders[platform()] ?? "/etc/claude-code", "managed-settings.json");
}
