import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { keyedHash } from "../files/key.ts";
import { rememberAnswer, rememberedAnswer } from "../files/llm-answers.ts";
import { takeCall } from "../files/llm-calls.ts";
import { makeNonce, NONCE_VARIABLE } from "../files/llm-nonce.ts";
import { redact } from "../files/redact.ts";
import { readSecret } from "../files/secret.ts";
import { UnsafeFile } from "../model/errors.ts";
import type { LlmSettings } from "../model/llm.ts";
import type { ModelReply } from "../model/verdict.ts";
import { claudeProgram, environmentOf } from "./claude-program.ts";
import type { Asked, Asking } from "./setting.ts";

/** The machine as asking needs it. */
export interface AskPlace {
  readonly home: string;
  readonly accountHome: string;
  readonly projectRoot: string;
  /** The key of the home; undefined where there is none: then nothing is remembered. */
  readonly homeKey: string | undefined;
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly pid: number;
  /** Milliseconds by a clock that only counts. */
  elapsedMs(): number;
  endGroup(pid: number): void;
  /** Called with a child's process id, so that it ends when this process is ended. */
  started(pid: number): void;
}

/**
 * Asks the model, or repeats what it answered about exactly this call. Never rejects: whatever
 * fails is no verdict, named in a word, and nothing of the error's own text is kept.
 */
export async function askModel(asking: Asking, place: AskPlace): Promise<Asked> {
  try {
    return await remembering(asking, place);
  } catch (error) {
    if (error instanceof UnsafeFile) return { kind: "none", error: "unsafe file" };
    const code = error instanceof Error && "code" in error ? String(error.code) : "bug";
    return { kind: "none", error: /^[A-Z_a-z]{1,30}$/.test(code) ? code : "bug" };
  }
}

async function remembering(asking: Asking, place: AskPlace): Promise<Asked> {
  const { home, homeKey, now, pid } = place;
  const key = homeKey === undefined ? undefined : await keyedHash(homeKey, asking.exact);
  const known = key === undefined ? undefined : rememberedAnswer(home, key, now);
  if (known !== undefined) {
    const { score, reasoning } = known;
    return { kind: "verdict", verdict: { score, reasoning } };
  }
  const asked = await freshly(asking, place);
  if (key === undefined || asked.kind !== "verdict") return asked;
  const { score, reasoning } = asked.verdict;
  rememberAnswer(home, { key, at: now, score, reasoning: redact(reasoning) }, { pid });
  // Another process may have got a stricter answer meanwhile.
  const holds = rememberedAnswer(home, key, now);
  if (holds === undefined || holds.score === score) return asked;
  return { ...asked, verdict: { score: holds.score, reasoning: holds.reasoning } };
}

async function freshly(asking: Asking, place: AskPlace): Promise<Asked> {
  const { settings, question } = asking;
  const key = keyOf(settings, place);
  if (key === MISSING) return { kind: "none", error: "no key" };
  const isCli = settings.provider === "claude-cli";
  const where = { ...place, cwd: asking.cwd };
  const program = isCli ? claudeProgram(settings, where) : undefined;
  if (isCli && program === undefined) return { kind: "none", error: "no claude program" };
  if (!takeCall(place.home, place.now.slice(0, 10), settings.daily_calls)) return { kind: "off" };
  const { ask } = await import("../llm/ask.ts");
  const context = { settings, deadlineMs: settings.deadline * 1000, nonce: nonce(), key };
  const begin = place.elapsedMs();
  const timed = (reply: ModelReply): Asked => {
    return { ...reply, latencyMs: Math.round(place.elapsedMs() - begin) };
  };
  if (program === undefined) return timed(await ask(question, { ...context, cli: undefined }));
  const own = nonce();
  const removeNonce = makeNonce(place.home, own);
  try {
    const env = { ...environmentOf(settings, where), [NONCE_VARIABLE]: own };
    const { endGroup, started, home } = place;
    const cli = { program, cwd: home, env, endGroup, started };
    return timed(await ask(question, { ...context, cli }));
  } finally {
    removeNonce();
  }
}

/** Hex digits that nobody can guess. */
function nonce(): string {
  return randomBytes(16).toString("hex");
}

const MISSING = Symbol("a key is named and not there");

/** Undefined where the server wants none. */
function keyOf(settings: LlmSettings, place: AskPlace): string | undefined | typeof MISSING {
  const { key_env, key_file } = settings;
  if (key_env !== undefined) return place.env[key_env]?.trim() || MISSING;
  if (key_file === undefined) return undefined;
  const path = key_file.startsWith("~/") ? join(place.accountHome, key_file.slice(2)) : key_file;
  try {
    return readSecret(path)?.trim() || MISSING;
  } catch (error) {
    if (!(error instanceof UnsafeFile)) throw error;
    return MISSING;
  }
}
