import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PendingLine } from "../../src/model/pending.ts";
import { type HookAnswer, type Parent, startParent } from "./claude-parent.ts";
import { homeWith } from "./hook-process.ts";
import { type ModelServer, modelServer, scores } from "./model-server.ts";

/** A session of Claude Code with our hook, whose model says YELLOW to whatever it is asked. */
export interface Desk {
  readonly home: string;
  readonly claude: Parent;
  readonly server: ModelServer;
  /** One event; `more` goes over what it has anyway. */
  event(name: string, call: TestCall, more?: object): Promise<HookAnswer>;
  /** Asked, a prompt, and the run: what a person's yes looks like. */
  approve(call: TestCall): Promise<HookAnswer>;
}

export interface TestCall {
  readonly command: string;
  readonly id: string;
  readonly session?: string;
}

const CWD = "/home/ana/shop";

export async function desk(
  config = "",
  score = "YELLOW",
  { niceness = 0 }: { readonly niceness?: number } = {},
): Promise<Desk> {
  const server = await modelServer("anthropic", scores(score, "pushes to a remote"));
  const llm = `[llm]\nprovider = "anthropic"\nbase_url = "${server.url}"\n`;
  const home = homeWith(`${llm}${config}`);
  const claude = await startParent("claude", niceness);
  return { home, claude, server, ...eventsOf(home, claude) };
}

/** The events of calls, told by this parent. */
export function eventsOf(home: string, parent: Parent): Pick<Desk, "event" | "approve"> {
  const event: Desk["event"] = (name, call, more = {}) =>
    parent.send(home, payloadOf(name, call, more), { ANTHROPIC_API_KEY: "k" });
  return {
    event,
    approve: async (call) => {
      const answer = await event("PreToolUse", call);
      await event("PermissionRequest", call);
      await event("PostToolUse", call, { tool_response: { stdout: "" } });
      return answer;
    },
  };
}

export function payloadOf(name: string, call: TestCall, more: object = {}): object {
  const { command, id, session = "s1" } = call;
  const isNamed = name !== "PermissionRequest" && name !== "SessionStart";
  const isCall = name !== "SessionStart" && name !== "PostToolBatch";
  return {
    session_id: session,
    cwd: CWD,
    hook_event_name: name,
    permission_mode: "default",
    ...(isCall ? { tool_name: "Bash", tool_input: { command } } : {}),
    ...(isNamed ? { tool_use_id: id } : {}),
    ...more,
  };
}

/** The pending rules by their schema, in every file of theirs; throws for a line that is none. */
export function pendingIn(home: string): readonly PendingLine[] {
  return ["pending-rules-older.jsonl", "pending-rules-closed.jsonl", "pending-rules.jsonl"]
    .map((name) => join(home, name))
    .filter((path) => existsSync(path))
    .flatMap((path) => readFileSync(path, "utf8").split("\n"))
    .filter((line) => line !== "")
    .map((line) => PendingLine.parse(JSON.parse(line)));
}

export function kindsIn(home: string): readonly string[] {
  return pendingIn(home).map(({ kind }) => kind);
}

export function autoRulesIn(home: string): string {
  const path = join(home, "auto-rules.toml");
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}
