import type { FloorName } from "./floor.ts";
import { isGuardCommand, isOwnName, isUnguardedOption } from "./floor-words.ts";

/** Signs that program text writes, deletes, moves or runs something. */
const ACTS =
  /["'`](?:[wax]b?\+?|r\+b?)["'`]|["'`]\+?>|(?<![=-])>>?\s*["'~/$]|writ|dump\(|unlink|remov|rmdir|rmtree|rmsync|\brm\b|renam|os\.replace|\.replace\(["'`][~/]|\bprintf?\s*>|\bmove|shutil|copyfile|cpsync|\bcp\b|truncate|chmod|chown|mkdir|symlink|touch|append|delete|exec|system|spawn|popen|subprocess|eval|base64/i;
/** The same for the words of a shell that is not read. */
const CHANGES =
  /(?<![=-])>|(?:^|[^\w-])(?:rm|del|ri|rd|ni|mv|mi|cp|ren|rni|sc|ac|clc|tee|dd|sed|ln|erase|move|copy|delete|output|once|backup|save|clone|attach|export)\b|out-file|clear-content|(?:set|add|new|remove|move|copy|rename)-(?:content|item)/i;
/** Signs that it runs a program. */
const RUNS = /exec|system|spawn|popen|subprocess|pty|eval|do shell script|[`&]|\brun\b|qx|%x/i;
/** What parts a path into pieces of text: `"a", "b"`, `'a' + 'b'`, `"a" / "b"`. */
const JOINTS = /["'`]\s*(?:[,+.]|\/(?!\/))\s*["'`]\/?/g;
/** Cmdlets that stop what runs our jobs. */
const ENDS =
  /^(?:Stop-Process|Stop-Service|Disable-ScheduledTask|Unregister-ScheduledTask|Stop-ScheduledTask|taskkill)$/i;
const MOVES = /renam|rmtree|rmsync|rmdir|mov|remov|\b(?:rm|mv|del|ren)\b/i;
/** Claude Code's folder itself: `/home/x/.claude"`. */
const PARENT =
  /(?:~|\/(?:home|Users)\/[\w.-]+|HOME\}?|home\(\)|USERPROFILE)\/?\.claude\/?(?:["'`)\s]|$)/i;
/** Splitting at it keeps a long text from being searched anew at each of its letters. */
const FOLDER = /\.claude\//i;
const GUARDED = /^(?:claude-permit(?:\.toml)?(?![\w-])|settings(?:\.local)?\.json|projects\/)/i;
/** Words after the name that may belong to its command. */
const REACH = 40;
/** A longer word is no name. */
const MAX_WORD = 4096;

/** What a text that is no command line of ours to read would plainly change. */
export function textFloor(text: string): FloorName | undefined {
  const isChange = CHANGES.test(text) || ACTS.test(text);
  return startedBy(text) ?? (isChange ? changedBy(text) : undefined);
}

/** The same for the code of an interpreter: naming a command runs nothing. */
export function codeFloor(code: string): FloorName | undefined {
  const started = RUNS.test(code) ? startedBy(code) : undefined;
  return started ?? (ACTS.test(code) ? changedBy(code) : undefined);
}

/** Whether the code of an interpreter shows any sign of changing something. */
export function changes(code: string): boolean {
  return ACTS.test(code);
}

/** The guard-changing or unguarded command that a text holds, wherever it stands in it. */
export function startedBy(text: string): FloorName | undefined {
  const words = text
    .replaceAll("\\", "/")
    .replace(/[;|&\n]+/g, " ; ")
    .split(/[\s,'"()[\]`{}]+/)
    .filter((word) => word.length < MAX_WORD);
  for (const [index, word] of words.entries()) {
    const isOwn = isOwnName(word);
    if (isOwn && words.slice(Math.max(0, index - 4), index).some((before) => ENDS.test(before)))
      return "guard-commands";
    const isClaude = /(?:^|\/)claude(?:\.exe)?$|claude-code(?:@|\/cli\.|$)/.test(word);
    if (!isOwn && !isClaude) continue;
    const rest = words.slice(index + 1, index + REACH);
    const end = rest.indexOf(";");
    const after = end < 0 ? rest : rest.slice(0, end);
    if (isOwn && isGuardCommand(/hook\.cjs$/.test(word) ? ["hook", ...after] : after))
      return "guard-commands";
    if (isClaude && after.some(isUnguardedOption)) return "claude-unguarded";
  }
  return undefined;
}

/** The protected file that a text names. A home of trials, in a temporary folder, is none. */
export function changedBy(text: string): FloorName | undefined {
  const slashed = text.replaceAll("\\", "/");
  if (MOVES.test(slashed) && PARENT.test(slashed)) return "own-files";
  const [first = "", ...parts] = slashed.replace(JOINTS, "/").replace(/\/\/+/g, "/").split(FOLDER);
  let before = first;
  for (const part of parts) {
    const [name = ""] = GUARDED.exec(part) ?? [];
    const isTrial = /(?:^|[^\w.~-])\/(?:private\/)?(?:tmp|var)\/[\w./-]{0,99}$/.test(
      before.slice(-120),
    );
    before = part;
    if (name === "" || isTrial) continue;
    if (/^claude-permit$/i.test(name)) return "own-files";
    if (/toml$/i.test(name)) return "project-policy";
    if (!/^projects/i.test(name)) return "guard-settings";
    if (!/^projects\/[^/\s]{0,255}\/memory\//i.test(part)) return "transcripts";
  }
  return undefined;
}
