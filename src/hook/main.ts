import { fstatSync, readFileSync, statSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { closedName, defaultHome, homePaths, sessionHomeFlag } from "../files/home.ts";
import { readKey } from "../files/key.ts";
import { isOwnQuestion, NONCE_VARIABLE } from "../files/llm-nonce.ts";
import { isOverdue } from "../files/next-run.ts";
import { appendLine, hasCode } from "../files/private.ts";
import type { Policy } from "../model/rule.ts";
import { toolNames } from "../policy/rules/candidates.ts";
import { answerWithoutLine, strictAnswer } from "./answer.ts";
import type { AskPlace } from "./ask-model.ts";
import { isoTime } from "./iso-time.ts";
import { isSameAccount, type PolicyPlace, readSnapshot } from "./policy-snapshot.ts";
import { readPayload } from "./read-payload.ts";
import { readStdin } from "./read-stdin.ts";
import { rememberedRealPath } from "./real-path.ts";
import { respond, unreadable } from "./respond.ts";
import type { Asked, Asking, Reply, Setting } from "./setting.ts";
import { entryLine } from "./shorten.ts";
import type { Account, KnownPolicy } from "./snapshot-file.ts";
import { ulidMaker } from "./ulid.ts";
import type { RawInput } from "./unparsed.ts";

/**
 * The hook's process: one payload on standard input, one line in the log, then the answer. It
 * exits 0 whatever happens; a failure of ours is told on standard error and decided strictly.
 */

/** Of processor time, not of the clock: on a busy machine an innocent call would be asked about. */
const JUDGING_MS = 300;
/** By the clock: nearly every call is judged by then, and looking at it costs less. */
const UNWATCHED_MS = 50;
/** Session ids of our own trial calls begin so. */
const CANARY = "claude-permit-canary";
const END_CHARS = 64 * 1024;

void main();

async function main(): Promise<void> {
  let input: string | RawInput = "";
  try {
    input = readStdin();
    const home = await homeOf();
    // Claude Code that we started to ask the model: its events are no one's.
    if (isOwnQuestion(home, process.env[NONCE_VARIABLE], Date.now())) process.exit(0);
    const { reply, log, value, setting } = await replyTo(input, home);
    const problem = append(log, reply);
    if (problem === undefined) await learnFrom(reply, value, setting);
    const answer = problem === undefined ? reply.answer : unwritten(reply, problem, setting);
    print(await withWaitingNotices(answer, reply, setting));
    await startWhatIsOverdue(reply, setting);
  } catch (error) {
    complain(error);
    const text = typeof input === "string" ? input : input.head;
    const calls = /"hook_event_name"\s*:\s*"PreToolUse"/.test(text);
    const bypasses = /"permission_mode"\s*:\s*"bypassPermissions"/.test(text);
    if (calls) print(strictAnswer(bypasses || !isAttended(), namedHomeFlag()));
  }
  // Everything is written by now: taking the process down piece by piece would only cost time.
  process.exit(0);
}

function unwritten(reply: Reply, problem: string, { home, accountHome }: Setting): string {
  return answerWithoutLine(reply, problem, sessionHomeFlag(home, accountHome));
}

/** After a failure nothing more is asked of the system: a home that was named is named again. */
function namedHomeFlag(): string {
  const home = homeOption(process.argv);
  return home === undefined ? "" : sessionHomeFlag(home, "");
}

async function homeOf(): Promise<string> {
  return homeOption(process.argv) ?? defaultHome((await accountOf(undefined)).homedir);
}

async function replyTo(
  input: string | RawInput,
  home: string,
): Promise<{ reply: Reply; log: string; value: unknown; setting: Setting }> {
  const projectRoot = process.env["CLAUDE_PROJECT_DIR"] ?? "";
  const value = typeof input === "string" ? parsed(input) : undefined;
  const cwd = readPayload(value)?.cwd ?? process.cwd();
  const policy = await policyOf({ home, projectRoot, cwd }, namesOf(value));
  const setting = await settingOf({ home, projectRoot, policy, value });
  const { log } = homePaths(home);
  if (value === undefined) {
    const { respondToText } = await import("./unparsed.ts");
    return { reply: await respondToText(ends(input), setting), log, value, setting };
  }
  return { reply: await respondOrStrict(value, input, setting), log, value, setting };
}

/** Events that may say something of a rule that is being learned, or was. */
const LEARNED_FROM = new Set([
  "PermissionRequest",
  "PermissionDenied",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "SessionStart",
]);

/** The line is in the log: what it means for learning. A failure never changes the answer. */
async function learnFrom(reply: Reply, value: unknown, setting: Setting): Promise<void> {
  try {
    const hasCall = reply.scored !== undefined;
    if (!hasCall && !(LEARNED_FROM.has(reply.entry.event) && hasPending(setting.home))) return;
    const { learn } = await import("./learn.ts");
    const machine = {
      pid: process.pid,
      parent: process.ppid,
      inputIsSocket: () => fstatSync(0).isSocket(),
      elapsedMs: () => process.uptime() * 1000,
    };
    await learn(reply, readPayload(value) ?? { tool_response: undefined }, { setting, machine });
  } catch (error) {
    complain(error);
  }
}

/** Events at which the user reads what we say. */
const TOLD_AT = new Set([
  "SessionStart",
  "UserPromptSubmit",
  "PreToolUse",
  "PostToolUse",
  "PostToolUseFailure",
  "PostToolBatch",
  "Stop",
]);

/** The answer, and what the user is to be told once. Where there is nothing, one look says so. */
async function withWaitingNotices(
  answer: string,
  { entry }: Reply,
  { home, source, attended, now }: Setting,
): Promise<string> {
  try {
    // What a killed process was about to tell lies elsewhere: a session's start looks for it.
    if (!isThere(homePaths(home).notices) && entry.event !== "SessionStart") return answer;
    if (!attended || source !== "live" || !TOLD_AT.has(entry.event)) return answer;
    const { takeNotices } = await import("../files/notices.ts");
    const { withNotices } = await import("./tell.ts");
    return withNotices(answer, takeNotices(home, now));
  } catch (error) {
    complain(error);
    return answer;
  }
}

/** Where no timer runs the jobs, a session does: one look says whether they are long due. */
async function startWhatIsOverdue(
  { entry }: Reply,
  { home, accountHome, source }: Setting,
): Promise<void> {
  if (entry.event !== "SessionStart" || source !== "live") return;
  try {
    const now = Date.now();
    if (!isOverdue(home, now)) return;
    const { startOverdue } = await import("./start-overdue.ts");
    startOverdue(home, accountHome, now);
  } catch (error) {
    complain(error);
  }
}

function hasPending(home: string): boolean {
  const { pendingRules } = homePaths(home);
  // The second while the first, which had become long, is being begun anew.
  return isThere(pendingRules) || isThere(closedName(pendingRules));
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * Whose rules are needed: of an event that decides nothing nobody's; undefined, of input that
 * cannot be read, everybody's.
 */
function namesOf(value: unknown): readonly string[] | undefined {
  if (value === undefined) return undefined;
  const payload = readPayload(value);
  return payload?.hook_event_name === "PreToolUse" ? toolNames(payload.tool_name ?? "") : [];
}

async function respondOrStrict(
  value: unknown,
  input: string | RawInput,
  setting: Setting,
): Promise<Reply> {
  try {
    return await respond(value, setting);
  } catch (error) {
    complain(error);
    const payload = readPayload(value);
    if (payload?.hook_event_name !== "PreToolUse") return unreadable(setting, payload);
    const { head, tail } = ends(input);
    const { replyToText } = await import("./unparsed.ts");
    return replyToText(payload, [head, tail], setting);
  }
}

async function policyOf(
  place: PolicyPlace,
  names: readonly string[] | undefined,
): Promise<Policy & Partial<KnownPolicy>> {
  const known = readSnapshot(place, names);
  if (known !== undefined) return known;
  const { loadAndKeepPolicy } = await import("./policy-miss.ts");
  return (await loadAndKeepPolicy(place, { pid: process.pid, name: "hook" })).policy;
}

async function settingOf(about: {
  readonly home: string;
  readonly projectRoot: string;
  readonly policy: Policy & Partial<KnownPolicy>;
  readonly value: unknown;
}): Promise<Setting> {
  const { home, projectRoot, policy, value } = about;
  const account = await accountOf(policy.account);
  const session = readPayload(value)?.session_id ?? "";
  const isCanary = session.startsWith(CANARY);
  const now = isoTime(Date.now());
  const key = await keyOf(home);
  const place = { home, accountHome: account.homedir, projectRoot, homeKey: key, now };
  return {
    policy,
    now,
    home,
    accountHome: account.homedir,
    projectRoot,
    // What these systems do unless somebody formatted the disk otherwise; it only makes us stricter.
    caseInsensitive: process.platform === "darwin" || process.platform === "win32",
    realpath: rememberedRealPath(),
    host: await machineName(),
    user: account.username,
    key,
    // Ids must differ and need not be secret: `node:crypto` would slow the start.
    newId: ulidMaker(Date.now, Math.random),
    source: isCanary ? "canary" : "live",
    attended: isAttended(),
    entrypoint: process.env["CLAUDE_CODE_ENTRYPOINT"] ?? "",
    // Not `performance`: its first use loads a module.
    elapsedMs: () => Math.round(process.uptime() * 1000),
    overdue: overdueFrom(process.uptime()),
    ...(policy.llm === undefined || isCanary ? {} : { askModel: modelAsker(place) }),
  };
}

/** Asks the model, for which everything is loaded only then. */
function modelAsker(
  place: Pick<AskPlace, "home" | "accountHome" | "projectRoot" | "homeKey" | "now">,
): (asking: Asking) => Promise<Asked> {
  return async (asking) => {
    const { askModel } = await import("./ask-model.ts");
    return askModel(asking, {
      ...place,
      env: process.env,
      pid: process.pid,
      elapsedMs: () => process.uptime() * 1000,
      endGroup,
      started: (pid) => {
        // Whoever ends us does not know of the child, which is in a group of its own.
        for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
          process.once(signal, () => {
            endGroup(pid);
            process.exit(0);
          });
        }
      },
    });
  };
}

/** Ends a process with all of its group, as far as they are still there. */
function endGroup(pid: number): void {
  try {
    process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch (error) {
    if (!hasCode(error, "ESRCH") && !hasCode(error, "EPERM")) throw error;
  }
}

/** Whether judging that began at `start`, in seconds of uptime, has taken longer than it may. */
function overdueFrom(start: number): () => boolean {
  let watched: NodeJS.CpuUsage | undefined;
  return () => {
    if ((process.uptime() - start) * 1000 < UNWATCHED_MS) return false;
    watched ??= process.cpuUsage();
    const { user, system } = process.cpuUsage(watched);
    return user + system > (JUDGING_MS - UNWATCHED_MS) * 1000;
  };
}

/** `CLAUDE_CODE_SESSION_ATTENDED`; where it is absent, an entrypoint of the SDK is unattended. */
function isAttended(): boolean {
  const told = process.env["CLAUDE_CODE_SESSION_ATTENDED"];
  if (told !== undefined && told !== "") return told !== "0";
  return !(process.env["CLAUDE_CODE_ENTRYPOINT"] ?? "").startsWith("sdk-");
}

/** The folder after `--home`: the only word of the command line that counts. */
function homeOption(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === "--home" || word.startsWith("--home="));
  const found = argv[at];
  if (found === undefined) return undefined;
  const folder = found === "--home" ? argv[at + 1] : found.slice("--home=".length);
  return folder === undefined || folder === "" ? undefined : resolve(folder);
}

async function accountOf(known: Account | undefined): Promise<Account> {
  if (known !== undefined && isSameAccount(known, process.getuid?.())) return known;
  const { readAccount } = await import("./account.ts");
  return readAccount();
}

async function machineName(): Promise<string> {
  try {
    // What `node:os` would ask the kernel for, without loading it.
    if (process.platform === "linux") {
      return readFileSync("/proc/sys/kernel/hostname", "utf8").trim();
    }
  } catch {
    // A root without /proc.
  }
  return (await import("./account.ts")).machineName();
}

/** Without a key entries carry no hash of their input; deciding goes on. */
async function keyOf(home: string): Promise<string | undefined> {
  try {
    const { key } = homePaths(home);
    const known = readKey(key);
    if (known !== undefined) return known;
    const { readOrMakeKey } = await import("../files/keyed-hash.ts");
    return readOrMakeKey(key);
  } catch (error) {
    complain(error);
    return undefined;
  }
}

/** The problem in words where the line could not be written. */
function append(log: string, reply: Reply): string | undefined {
  try {
    appendLine(log, entryLine(reply.entry));
    return undefined;
  } catch (error) {
    complain(error);
    return error instanceof Error ? error.message : String(error);
  }
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input);
  } catch {
    // Not JSON: undefined, which JSON cannot say.
    return undefined;
  }
}

function ends(input: string | RawInput): RawInput {
  if (typeof input !== "string") return input;
  return { head: input.slice(0, END_CHARS), tail: input.slice(-END_CHARS) };
}

/**
 * Written whole before the process ends: an answer cut short is no answer. Where standard output
 * cannot take it there is nobody to tell.
 */
function print(answer: string): void {
  const bytes = Buffer.from(answer);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      // A reader that is slow is waited for; one that is gone will not be told.
      if (hasCode(error, "EAGAIN")) continue;
      if (!hasCode(error, "EPIPE")) complain(error);
      return;
    }
  }
}

function complain(error: unknown): void {
  const text = error instanceof Error ? error.message : String(error);
  try {
    writeSync(2, `claude-permit: ${text}\n`);
  } catch {
    // Nobody listens there, or a full disk does: the decision is still to be told.
  }
}
