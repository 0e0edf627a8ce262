import { join } from "node:path";
import type { CanaryProbe } from "../alerts/probes.ts";
import { type Canary, canaryOf } from "../claude/canary.ts";
import type { Registered } from "../claude/registration.ts";
import { probeRegistration } from "../claude/registration-probe.ts";
import { claudeFolder } from "../claude/settings-file.ts";
import { type ProgramEnd, runProgram } from "../deliver/run-program.ts";
import { hasEntryOf } from "../files/log-tail.ts";
import { UnsafeFile } from "../model/errors.ts";
import type { Context } from "./deliver.ts";

interface CanaryContext extends Pick<Context, "io" | "home"> {
  /** The settings file that registers the hook; the user's where none is named. */
  readonly settings?: string;
}

const LIMIT_MS = 10_000;
const TRIES = 2;

/**
 * Starts the hook as Claude Code's settings register it for this home, with a call that does
 * nothing, and looks for its entry. What fails is tried once more: a machine that was about to
 * sleep is no fault of the hook. Nothing is started that is not registered as ours.
 */
export async function sendCanary(
  context: CanaryContext,
  limitMs: number = LIMIT_MS,
): Promise<CanaryProbe> {
  const { io, home } = context;
  const settings = context.settings ?? join(claudeFolder(io.env, io.accountHome), "settings.json");
  const found = probeRegistration(settings, io.cwd);
  if (found.problem !== undefined) return unsent(found.problem);
  const hook = found.hooks.find((one) => one.home === home && one.event === "PreToolUse");
  if (hook === undefined) return unsent(`no hook in ${settings} writes to this home`);
  const gone = [hook.node, hook.script].find((path) => found.missing.includes(path));
  if (gone !== undefined) return unsent(`${gone} is not there any more`);
  let probe = await tryOnce(context, hook, { tries: 1, limitMs });
  for (let tries = 2; probe.kind === "failed" && tries <= TRIES; tries += 1) {
    probe = await tryOnce(context, hook, { tries, limitMs });
  }
  return probe;
}

async function tryOnce(
  { io, home }: CanaryContext,
  { node, script }: Registered,
  { tries, limitMs }: { readonly tries: number; readonly limitMs: number },
): Promise<CanaryProbe> {
  const canary = canaryOf(`${io.now().getTime().toString(36)}-${io.pid}-${tries}`);
  const start = performance.now();
  const end = await runProgram({
    argv: [node, script, "hook", "--home", home],
    // A project's variables are not its business.
    env: { HOME: io.accountHome, PATH: "/usr/local/bin:/usr/bin:/bin" },
    stdin: canary.payload,
    timeoutMs: limitMs,
    signal: io.signal,
    captures: true,
  });
  const ms = Math.round(performance.now() - start);
  if (end.kind === "stopped") return unsent("we were stopped meanwhile");
  const isOver = end.kind === "timeout";
  const why = isOver
    ? `a trial call did not end within ${limitMs / 1000} s`
    : failureOf(end, home, canary);
  return why === undefined ? { kind: "answered", ms } : { kind: "failed", why };
}

/** Undefined where it did as it should. */
function failureOf(end: ProgramEnd, home: string, { sessionId }: Canary): string | undefined {
  switch (end.kind) {
    case "exit":
      if (end.code !== 0) return `a trial call ended with exit code ${end.code}`;
      if (!isAnswer(end.output)) return "a trial call got an answer that is none";
      return entryProblem(home, sessionId);
    case "unstartable":
      return `its program could not be started (${end.code})`;
    case "overlong":
      return "a trial call got an answer that is none";
    default:
      return "a trial call was killed";
  }
}

function entryProblem(home: string, sessionId: string): string | undefined {
  try {
    return hasEntryOf(home, sessionId) ? undefined : "a trial call left no entry in the log";
  } catch (error) {
    if (error instanceof UnsafeFile)
      return `of a trial call no entry can be read: ${error.message}`;
    throw error;
  }
}

/** Nothing, or an object of JSON: what Claude Code takes for an answer. */
function isAnswer(output: string): boolean {
  if (output.trim() === "") return true;
  try {
    return JSON.parse(output) instanceof Object;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

function unsent(why: string): CanaryProbe {
  return { kind: "unsent", why };
}
