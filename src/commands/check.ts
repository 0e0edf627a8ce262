import { checker, type Verdict, verdictOfBadLine } from "../hook/check.ts";
import { ConfigError, EXIT, UserError } from "../model/errors.ts";
import { resolveInstant } from "../model/window.ts";
import { verdictWords } from "./check-words.ts";
import type { Request, Run } from "./command.ts";
import { linesOf } from "./stdin-lines.ts";

/** Decides on payloads from standard input as the hook would, and logs nothing. */
export const run: Run = async (request) => {
  const check = checker({
    home: request.home,
    accountHome: request.io.accountHome,
    projectRoot: request.io.env["CLAUDE_PROJECT_DIR"],
    now: momentOf(request),
  });
  if (request.own["batch"] === true) {
    const out = lineWriter(request.io.stdout);
    for await (const line of linesOf(request.io.stdin())) {
      if (line.trim() !== "") out.write(await verdictOn(line, check.decide));
    }
    out.flush();
  } else {
    const verdict = await verdictOn(await wholeOf(request.io.stdin()), check.decide);
    if (verdict.decision === "error") throw noPayload(verdict.reason);
    if (request.shared.json) print(request, verdict);
    else request.io.stdout.write(verdictWords(verdict));
  }
  const problems = check.problems();
  if (problems.length > 0) request.io.stderr.write(`${new ConfigError(problems).message}\n`);
  return EXIT.ok;
};

async function verdictOn(
  line: string,
  decide: (payload: unknown) => Promise<Verdict>,
): Promise<Verdict> {
  let payload: unknown;
  try {
    payload = JSON.parse(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return verdictOfBadLine("not JSON");
  }
  return decide(payload);
}

function print(request: Request, verdict: Verdict): void {
  request.io.stdout.write(`${JSON.stringify(verdict)}\n`);
}

/** Lines of JSON, several in one write, and none kept back while input is waited for. */
function lineWriter(stdout: Request["io"]["stdout"]): {
  write(verdict: Verdict): void;
  flush(): void;
} {
  let waiting = "";
  const flush = (): void => {
    if (waiting !== "") stdout.write(waiting);
    waiting = "";
  };
  return {
    write: (verdict) => {
      if (waiting === "") setImmediate(flush);
      waiting += `${JSON.stringify(verdict)}\n`;
      if (waiting.length > FLUSHED_CHARS) flush();
    },
    flush,
  };
}

const FLUSHED_CHARS = 64 * 1024;

function noPayload(problem: string): UserError {
  return new UserError(`Standard input is no hook payload: ${problem}. Write ${EXAMPLE}`);
}

const EXAMPLE = '{"tool_name":"Bash","tool_input":{"command":"git status"}}';

function momentOf({ io, shared }: Request): string {
  const now = io.now();
  if (shared.asOf === undefined) return now.toISOString();
  return resolveInstant(shared.asOf, "--as-of", { now, timeZone: shared.tz ?? "UTC" });
}

async function wholeOf(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  if (text.trim() !== "") return text;
  throw new UserError("Nothing on standard input. Pipe a hook payload in, or use --batch.");
}
