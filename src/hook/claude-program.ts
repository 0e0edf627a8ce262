import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join, sep } from "node:path";
import type { LlmSettings } from "../model/llm.ts";

interface ProgramPlace {
  readonly accountHome: string;
  readonly projectRoot: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The claude program: the one that config.toml names, else the first on PATH that does not lie in
 * the project, which could bring its own. Undefined where there is none.
 */
export function claudeProgram(settings: LlmSettings, place: ProgramPlace): string | undefined {
  const { command } = settings;
  if (command !== undefined) {
    return command.startsWith("~/") ? join(place.accountHome, command.slice(2)) : command;
  }
  return foldersOf(place)
    .map((folder) => join(folder, "claude"))
    .find((path) => isProgram(path) && !isInProject(path, place));
}

/** The folders of PATH that are not the project's. */
function foldersOf(place: ProgramPlace): readonly string[] {
  return (place.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => isAbsolute(folder) && !isInProject(folder, place));
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    // Not there, or not for us.
    return false;
  }
}

function isInProject(path: string, { projectRoot, cwd }: ProgramPlace): boolean {
  return [projectRoot, cwd]
    .filter((folder) => folder !== "" && folder !== "/")
    .some((folder) =>
      [path, realOf(path)].some((each) => `${each}${sep}`.startsWith(realOf(folder) + sep)),
    );
}

function realOf(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    // A folder that is gone holds no program.
    return path;
  }
}

/**
 * What the claude program needs of our environment, and nothing that a project's settings could
 * lead it elsewhere by: no ANTHROPIC_BASE_URL, CLAUDE_CONFIG_DIR, NODE_OPTIONS or certificates, and not
 * CLAUDECODE, under which older versions refuse to start.
 */
const PASSED =
  "LANG LC_ALL LC_CTYPE TZ TERM TMPDIR USER LOGNAME SHELL CLAUDE_CODE_OAUTH_TOKEN ANTHROPIC_API_KEY HTTP_PROXY HTTPS_PROXY NO_PROXY http_proxy https_proxy no_proxy SystemRoot USERPROFILE APPDATA LOCALAPPDATA".split(
    " ",
  );

/** The environment of the claude program, without the nonce. */
export function environmentOf(
  { pass_env, base_url }: LlmSettings,
  place: ProgramPlace,
): Record<string, string> {
  const { env, accountHome } = place;
  const passed = [...PASSED, ...pass_env].flatMap((name): [string, string][] => {
    const value = env[name];
    return value === undefined ? [] : [[name, value]];
  });
  const address: [string, string][] =
    base_url === undefined ? [] : [["ANTHROPIC_BASE_URL", base_url]];
  const path = foldersOf(place).join(delimiter);
  return Object.fromEntries([["HOME", accountHome], ["PATH", path], ...passed, ...address]);
}
