import { pick, seeded } from "./seeded.ts";
import {
  ANSWER_CASES,
  type AnswerCase,
  callLine,
  clock,
  type Line,
  promptLine,
  resultLine,
} from "./transcripts.ts";

/** A call of a made-up transcript, and what became of it; undefined: nobody knows yet. */
interface MadeCall {
  readonly sessionId: string;
  readonly id: string;
  readonly at: string;
  readonly answer: AnswerCase | undefined;
}

/** A made-up transcript: its place below `projects`, its lines, and the calls in them. */
export interface MadeTranscript {
  readonly place: string;
  readonly lines: readonly (Line | string)[];
  readonly calls: readonly MadeCall[];
  /** Lines that nobody can read. */
  readonly broken: number;
}

const JUNK = ["nonsense\n", "[1,2]\n", '{"type":"assistant"\n', "\0\n", "null\n"];

/**
 * Transcripts of sessions and subagents with answers of every kind, some open calls, prompts and
 * junk between. Bare refusals stand in messages of their own. The same seed makes the same.
 */
export function madeTranscripts(seed: number, sessions: number): MadeTranscript[] {
  const random = seeded(seed);
  return Array.from({ length: sessions }, (_, index) => {
    const sessionId = `session-${seed}-${index}`;
    const agent = random() < 0.25 ? `a${index}` : undefined;
    const extra: Line =
      agent === undefined ? { sessionId } : { sessionId, isSidechain: true, agentId: agent };
    const lines: (Line | string)[] = [];
    const calls: MadeCall[] = [];
    let broken = 0;
    for (let turn = 0; turn < 3 + Math.floor(random() * 20); turn += 1) {
      const at = index * 3600 + turn * 60;
      if (random() < 0.3) lines.push(promptLine(at, { ...extra, permissionMode: "acceptEdits" }));
      if (random() < 0.1) {
        lines.push(pick(random, JUNK));
        broken += 1;
      }
      const id = `toolu_${seed}x${index}x${turn}`;
      const answer = random() < 0.08 ? undefined : pick(random, ANSWER_CASES);
      const tool = pick(random, ["Bash", "Edit", "mcp__linear__create_issue"]);
      const input =
        tool === "Bash" ? { command: "npm test" } : { file_path: "/home/ana/shop/a.ts" };
      lines.push(callLine(at, { id, tool, input }, extra));
      if (answer !== undefined) lines.push(resultLine(at + 5, id, answer, extra));
      calls.push({ sessionId, id, at: clock(at), answer });
    }
    const place =
      agent === undefined
        ? `p/${sessionId}.jsonl`
        : `p/${sessionId}/subagents/agent-${agent}.jsonl`;
    return { place, lines, calls, broken };
  });
}
