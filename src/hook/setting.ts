import { sessionHomeFlag } from "../files/home.ts";
import type { Call } from "../model/call.ts";
import type { Entry } from "../model/entry.ts";
import type { LlmSettings } from "../model/llm.ts";
import type { Policy } from "../model/rule.ts";
import type { ModelReply, ProposedRule, QuestionCase } from "../model/verdict.ts";
import type { Source } from "../model/words.ts";
import type { World } from "../model/world.ts";
import type { AnsweredCall } from "./answer.ts";

/**
 * Everything that a reply depends on beside the payload. A value: `main.ts` takes it from the
 * machine, replay and `check` make it up, so that any event can be answered at any time.
 */
export interface Setting {
  readonly policy: Policy;
  /** ISO 8601 UTC with milliseconds: the entry's timestamp. */
  readonly now: string;
  readonly home: string;
  readonly accountHome: string;
  /** `CLAUDE_PROJECT_DIR`; empty where it is not known: the payload's cwd then stands for it. */
  readonly projectRoot: string;
  readonly caseInsensitive: boolean;
  realpath(path: string): string;
  readonly host: string;
  readonly user: string;
  /** 64 hex digits; undefined where there is none: entries then carry no input_mac. */
  readonly key: string | undefined;
  /** A ULID. Called once for each entry. */
  newId(): string;
  readonly source: Source;
  /** Whether a person can answer a prompt. */
  readonly attended: boolean;
  /** `CLAUDE_CODE_ENTRYPOINT`; empty where it is not known. */
  readonly entrypoint: string;
  /** Milliseconds since the hook's process started: `hook_ms`. */
  elapsedMs(): number;
  /** Whether judging has taken longer than it may. */
  overdue(): boolean;
  /** Asks the model; absent where nobody is to be asked, as in a replay. Never rejects. */
  readonly askModel?: (asking: Asking) => Promise<Asked>;
}

/** A question to the model, and what its answer depends on. */
export interface Asking {
  readonly settings: LlmSettings;
  readonly question: QuestionCase;
  /** The call and everything that it is judged by, exactly: who asks the same gets the same. */
  readonly exact: string;
  readonly cwd: string;
}

/** What came of it; `off`: the day's questions are used up. */
export type Asked =
  | { readonly kind: "off" }
  | (ModelReply & {
      /** Absent where the verdict was remembered. */
      readonly latencyMs?: number;
    });

/**
 * A call that the user is asked about on the model's word, or that runs on it: what a learned rule
 * may come from.
 */
interface ScoredCall {
  readonly score: "GREEN" | "YELLOW";
  readonly call: Call;
  readonly cwd: string;
  readonly reasoning: string;
  /** What the model would allow: to be used only where it is narrow enough. */
  readonly rule?: ProposedRule;
}

/** What the hook does about one event: the line it appends, and what it prints. */
export interface Reply {
  readonly entry: Entry;
  /** One JSON object, or empty for no opinion. */
  readonly answer: string;
  /** Set where the model's YELLOW is put before a person, or its GREEN allows. */
  readonly scored?: ScoredCall;
}

/** What a message about a call says of it. */
export function answered({ home, accountHome }: Setting, shown: string, id: string): AnsweredCall {
  return { shown, id, homeFlag: sessionHomeFlag(home, accountHome) };
}

/** The world in which a call is judged. */
export function worldOf(setting: Setting, cwd: string): World {
  return {
    now: setting.now,
    home: setting.home,
    accountHome: setting.accountHome,
    cwd,
    projectRoot: setting.projectRoot === "" ? cwd : setting.projectRoot,
    caseInsensitive: setting.caseInsensitive,
    realpath: (path) => setting.realpath(path),
  };
}
