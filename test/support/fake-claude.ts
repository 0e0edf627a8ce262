import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

/** What the fake program was started with, as it wrote it down itself. */
const Started = z.object({
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
  cwd: z.string(),
  nonceFile: z.boolean(),
  pid: z.number(),
});

/** Program texts for a fake `claude`, which ends by itself or does not. */
export const CLAUDE = {
  ok: (answer: object): string => prints({ structured_output: answer, is_error: false }),
  junk: "process.stdout.write('not JSON');",
  empty: "",
  prose: prints({ result: "Looks fine.", is_error: false, subtype: "success" }),
  failed: prints({ is_error: true, subtype: "error_max_budget_usd" }),
  crash: "process.stderr.write('sk-secret'); process.exit(3);",
  killed: "process.kill(process.pid, 'SIGKILL');",
  endless: "const w = () => process.stdout.write('x'.repeat(65536), w); w();",
  hang: `${child()} setInterval(() => {}, 1000);`,
  /** Answers, and leaves a process behind that holds its output open. */
  leaves: `${child()} ${prints({ structured_output: { score: "GREEN", reasoning: "fine" }, is_error: false })} process.exitCode = 0; setTimeout(() => process.exit(0), 100);`,
} as const;

export interface FakeClaude {
  /** The folder with the program: to be put before PATH. */
  readonly folder: string;
  readonly path: string;
  started(): z.infer<typeof Started>[];
  /** Process ids of the children of those that have some. */
  children(): number[];
}

/** A `claude` in a folder, which writes down how it was started and then runs a program text. */
export function fakeClaude(folder: string, program: string): FakeClaude {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "claude");
  const log = join(folder, "started.jsonl");
  const kids = join(folder, "children");
  writeFileSync(log, "");
  writeFileSync(kids, "");
  writeFileSync(
    path,
    `#!${process.execPath}
const fs = require("node:fs");
const args = process.argv.slice(2);
const home = process.cwd();
const nonceFile = fs.existsSync(home + "/llm/nonce-" + process.env.CLAUDE_PERMIT_NONCE);
const about = { args, env: process.env, cwd: home, nonceFile, pid: process.pid };
fs.appendFileSync(${JSON.stringify(log)}, JSON.stringify(about) + "\\n");
const KIDS = ${JSON.stringify(kids)};
${program}
`,
  );
  chmodSync(path, 0o755);
  const lines = (file: string): string[] => readFileSync(file, "utf8").split("\n").filter(Boolean);
  return {
    folder,
    path,
    started: () => lines(log).map((line) => Started.parse(JSON.parse(line))),
    children: () => lines(kids).map(Number),
  };
}

function prints(result: object): string {
  const full = { type: "result", usage: { input_tokens: 900, output_tokens: 70 }, ...result };
  return `process.stdout.write(${JSON.stringify(JSON.stringify(full))});`;
}

function child(): string {
  return `const kid = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: ["ignore", "inherit", "ignore"] });
fs.appendFileSync(KIDS, kid.pid + "\\n");`;
}
