import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { Script } from "node:vm";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { Entry } from "../../src/model/entry.ts";
import { temporaryFolder } from "../support/io.ts";
import { bash, payload } from "../support/judging.ts";

/** What Claude Code takes from PreToolUse (hook reference 4.1). */
const Answer = z.strictObject({
  hookSpecificOutput: z
    .strictObject({
      hookEventName: z.literal("PreToolUse"),
      permissionDecision: z.enum(["allow", "deny", "ask"]),
      permissionDecisionReason: z
        .string()
        .min(1)
        .max(199)
        .regex(/^[^\n\r`]*$/),
    })
    .optional(),
  systemMessage: z.string().optional(),
});

const DIST = join(import.meta.dirname, "../../dist");
const BIN = join(DIST, "bin.cjs");
const RULES = `
[[deny]]
name = "no-rm"
tool = "Bash"
program = "rm"
flags = ["r"]
[[ask]]
tool = "^Bash$"
[ask.fields]
command = '^git push'
[[allow]]
name = "git-read"
tool = "^Bash$"
[allow.fields]
command = '^git (status|log)\\b'
`;

function home(config: string | undefined = RULES): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  if (config !== undefined) writeConfig(folder, config);
  return folder;
}

function writeConfig(folder: string, text: string): void {
  writeFileSync(join(folder, "config.toml"), text, { mode: 0o600 });
}

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function hook(
  folder: string,
  input: string | object,
  env: Record<string, string> = {},
  bin = BIN,
): Promise<Ran> {
  const child = spawn(process.execPath, [bin, "hook", "--home", folder], {
    env: { PATH: process.env["PATH"] ?? "", ...env },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
  child.stdin.on("error", () => undefined);
  child.stdin.end(typeof input === "string" ? input : JSON.stringify(input));
  return new Promise((resolve) => {
    child.on("close", (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    );
  });
}

function decisionOf(ran: Ran): string {
  expect(ran.code).toBe(0);
  if (ran.out === "") return "silence";
  return Answer.parse(JSON.parse(ran.out)).hookSpecificOutput?.permissionDecision ?? "message";
}

function entries(folder: string): Entry[] {
  const text = readFileSync(join(folder, "audit.jsonl"), "utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => Entry.parse(JSON.parse(line)));
}

describe("the hook as a process", () => {
  it("decides, and has logged what it answers", async () => {
    const folder = home();
    const decided = [];
    for (const command of ["rm -rf x", "git push", "git status", "git status | head"]) {
      decided.push(decisionOf(await hook(folder, bash(command))));
    }
    expect(decided).toEqual(["deny", "ask", "allow", "silence"]);
    expect(entries(folder).map((entry) => entry.decision)).toEqual([
      "deny",
      "ask",
      "allow",
      "passthrough",
    ]);
  });

  it("makes files that are its owner's alone", async () => {
    const folder = join(home(undefined), "new");
    await hook(folder, bash("ls"));
    const modes = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => {
      const found = statSync(join(folder, name));
      return found.isDirectory() ? found.mode & 0o777 : (found.mode & 0o777) | 0o100;
    });
    expect(new Set(modes)).toEqual(new Set([0o700]));
  });

  it("takes its environment for no configuration, but knows who is there", async () => {
    const folder = home();
    const other = home("");
    const env = {
      CLAUDE_PERMIT_HOME: other,
      CLAUDE_CODE_SESSION_ATTENDED: "0",
      CLAUDE_PROJECT_DIR: "/w/shop",
    };
    await hook(folder, bash("ls"), env);
    expect(entries(folder)[0]).toMatchObject({ attended: false, project: "shop" });
    expect(existsSync(join(other, "audit.jsonl"))).toBe(false);
    await hook(folder, bash("ls"), { CLAUDE_CODE_ENTRYPOINT: "sdk-cli" });
    expect(entries(folder)[1]).toMatchObject({ attended: false, entrypoint: "sdk-cli" });
  });

  it.each([
    ["nothing", ""],
    ["no JSON", "junk {"],
    ["no event", "{}"],
    ["a list", "[1]"],
    ["null", "null"],
  ])("says nothing to %s, and logs one Unreadable entry", async (_, input) => {
    const folder = home();
    expect(decisionOf(await hook(folder, input))).toBe("silence");
    expect(entries(folder).map((entry) => entry.event)).toEqual(["Unreadable"]);
  });

  it("reads past a byte order mark", async () => {
    const folder = home();
    expect(decisionOf(await hook(folder, `\ufeff${JSON.stringify(bash("rm -r x"))}`))).toBe("deny");
  });

  it("decides on the text of a call that does not parse", async () => {
    const folder = home();
    const torn = (command: string) => JSON.stringify(bash(command)).slice(0, -2);
    const unattended = { CLAUDE_CODE_SESSION_ATTENDED: "0" };
    expect(decisionOf(await hook(folder, torn("rm -r x")))).toBe("deny");
    expect(decisionOf(await hook(folder, torn("git status")))).toBe("ask");
    expect(decisionOf(await hook(folder, torn("git status"), unattended))).toBe("deny");
    const post = JSON.stringify(payload({ hook_event_name: "PostToolUse", tool_name: "Bash" }));
    expect(decisionOf(await hook(folder, post.slice(0, -1)))).toBe("silence");
  });

  it("decides on the ends of input over 16 MiB", async () => {
    const folder = home();
    const input = { file_path: "/tmp/x", content: "x".repeat(17 * 1024 * 1024) };
    expect(decisionOf(await hook(folder, payload({ tool_name: "Write", tool_input: input })))).toBe(
      "ask",
    );
    expect(entries(folder)[0]).toMatchObject({ tool_name: "Write", rule: "not-readable" });
  });

  it.each(["hook", "shell-parse", "re2"])("runs %s from the code compiled with it", (name) => {
    const file = readFileSync(join(DIST, `${name}.cache`));
    const end = 16 + Number(file.toString("latin1", 0, 16));
    const source = file.toString("latin1", end);
    expect(source).toContain(readFileSync(join(DIST, `${name}.cjs`), "latin1"));
    const cachedData = file.subarray(16, end);
    expect(new Script(source, { cachedData }).cachedDataRejected).toBe(false);
  });

  it("runs without that code too", async () => {
    const copy = temporaryFolder();
    for (const name of readdirSync(DIST).filter((each) => each.endsWith(".cjs"))) {
      copyFileSync(join(DIST, name), join(copy, name));
    }
    const folder = home();
    expect(decisionOf(await hook(folder, bash("rm -r x"), {}, join(copy, "bin.cjs")))).toBe("deny");
    writeFileSync(join(copy, "hook.cache"), "not what V8 made");
    expect(decisionOf(await hook(folder, bash("rm -r x"), {}, join(copy, "bin.cjs")))).toBe("deny");
  });

  it("appends whole lines from fifty processes at once", async () => {
    const folder = home();
    const input = bash(`echo ${"x".repeat(3000)}`);
    const ran = await Promise.all(Array.from({ length: 50 }, () => hook(folder, input)));
    expect(ran.map((each) => each.code)).toEqual(ran.map(() => 0));
    const found = entries(folder);
    expect(found).toHaveLength(50);
    expect(new Set(found.map((entry) => entry.id)).size).toBe(50);
    expect(new Set(found.map((entry) => entry.input_mac)).size).toBe(1);
  }, 120_000);
});

describe("a log that cannot be written", () => {
  it.each([
    ["a link", (path: string) => symlinkSync("/tmp/elsewhere", path)],
    ["a folder", (path: string) => mkdirSync(path)],
    ["open to others", (path: string) => writeFileSync(path, "", { mode: 0o666 })],
  ])("(%s) turns an approval into no opinion; a denial and a question stand", async (_, spoil) => {
    const folder = home();
    const log = join(folder, "audit.jsonl");
    spoil(log);
    if (statSync(log, { throwIfNoEntry: false })?.isFile() === true) chmodSync(log, 0o666);
    const approval = await hook(folder, bash("git status"));
    expect(decisionOf(approval)).toBe("message");
    expect(approval.out).toContain("could not write its log");
    expect(decisionOf(await hook(folder, bash("rm -r x")))).toBe("deny");
    expect(decisionOf(await hook(folder, bash("git push")))).toBe("ask");
    expect(decisionOf(await hook(folder, payload({ hook_event_name: "Stop" })))).toBe("silence");
    expect(existsSync("/tmp/elsewhere")).toBe(false);
  });
});

describe("a decision is told", () => {
  const onFullDisk = (folder: string, redirect: string) =>
    spawnSync(
      "sh",
      ["-c", `"$0" "$1" hook --home "$2" ${redirect}`, process.execPath, BIN, folder],
      {
        input: JSON.stringify(bash("rm -r x")),
        encoding: "utf8",
      },
    );

  it.skipIf(!existsSync("/dev/full"))("where standard error cannot be written", () => {
    const folder = home();
    mkdirSync(join(folder, "audit.jsonl"));
    const ran = onFullDisk(folder, "2>/dev/full");
    expect(decisionOf({ code: ran.status, out: ran.stdout, err: ran.stderr })).toBe("deny");
  });

  it.skipIf(!existsSync("/dev/full"))("once, and exit 0 where nobody can read it", () => {
    const folder = home();
    expect(onFullDisk(folder, ">/dev/full").status).toBe(0);
    expect(entries(folder)).toHaveLength(1);
  });
});

describe("the policy in force", () => {
  it("is the last good one where config.toml is broken: it grants nothing", async () => {
    const folder = home();
    expect(decisionOf(await hook(folder, bash("git status")))).toBe("allow");
    for (const broken of [
      "[[deny]",
      "[[allow]]\ntool = '('",
      "[[denny]]\ntool = 'x'",
      `${RULES}\nx = 1`,
    ]) {
      writeConfig(folder, broken);
      expect(decisionOf(await hook(folder, bash("git status")))).toBe("silence");
      expect(decisionOf(await hook(folder, bash("rm -r x")))).toBe("deny");
      expect(decisionOf(await hook(folder, bash("git push")))).toBe("ask");
    }
    expect(
      entries(folder)
        .slice(1)
        .map((entry) => entry.policy_state),
    ).toContain("last_good");
    expect(new Set(entries(folder).map((entry) => entry.policy_sha256)).size).toBe(1);
    expect(entries(folder)[1]).toMatchObject({ passthrough_reason: "broken_policy" });
  });

  it("keeps config.toml's denials where only the project's file is broken", async () => {
    const folder = home();
    const project = temporaryFolder();
    mkdirSync(join(project, ".claude"));
    const file = join(project, ".claude/claude-permit.toml");
    const env = { CLAUDE_PROJECT_DIR: project };
    writeFileSync(file, "[[deny]");
    expect(decisionOf(await hook(folder, bash("rm -r x"), env))).toBe("deny");
    expect(decisionOf(await hook(folder, bash("git status"), env))).toBe("silence");
    writeFileSync(file, "[[deny]]\ntool = 'Bash'\n[deny.fields]\ncommand = '^ls'\n");
    expect(decisionOf(await hook(folder, bash("ls"), env))).toBe("deny");
    // Another project comes between, then config.toml breaks: this project's own file holds.
    await hook(folder, bash("ls"));
    writeConfig(folder, `${RULES}\nx = 1`);
    expect(decisionOf(await hook(folder, bash("ls"), env))).toBe("deny");
    expect(decisionOf(await hook(folder, bash("ls")))).toBe("silence");
    writeFileSync(file, "[[deny]");
    expect(decisionOf(await hook(folder, bash("ls"), env))).toBe("deny");
  });

  it("trusts no copy that was changed", async () => {
    const folder = home();
    await hook(folder, bash("ls"));
    writeConfig(folder, "[[deny]");
    const name = readdirSync(join(folder, "policies")).find((one) => one.endsWith(".json")) ?? "";
    writeFileSync(join(folder, "policies", name), '{"project_files":{},"rules":[{"kind":"deny"}]}');
    expect(decisionOf(await hook(folder, bash("rm -r x")))).toBe("silence");
    expect(entries(folder)[1]).toMatchObject({ policy_state: "last_good", policy_sha256: "" });
  });

  it("is the floor alone where there never was a good one", async () => {
    const folder = home("[[deny]");
    expect(decisionOf(await hook(folder, bash("rm -r x")))).toBe("silence");
    expect(decisionOf(await hook(folder, bash(`rm -r ${folder}`)))).toBe("deny");
    expect(entries(folder)[0]).toMatchObject({ policy_state: "last_good", policy_sha256: "" });
  });

  it("is not broken by a mistake in the commands' half", async () => {
    const folder = home(`${RULES}\n[[channel]]\nname = 7\n`);
    expect(decisionOf(await hook(folder, bash("git status")))).toBe("allow");
  });

  it("is not config.toml where that is not ours alone", async () => {
    const folder = home();
    await hook(folder, bash("git status"));
    chmodSync(join(folder, "config.toml"), 0o666);
    expect(decisionOf(await hook(folder, bash("git status")))).toBe("silence");
  });

  it("follows every change of its files, also where the time is the same", async () => {
    const folder = home();
    const at = new Date("2026-01-01T00:00:00Z");
    const config = join(folder, "config.toml");
    utimesSync(config, at, at);
    expect(decisionOf(await hook(folder, bash("git push")))).toBe("ask");
    writeConfig(folder, RULES.replace("git push", "git pull"));
    utimesSync(config, at, at);
    expect(decisionOf(await hook(folder, bash("git push")))).toBe("silence");
    rmSync(config);
    expect(decisionOf(await hook(folder, bash("rm -r x")))).toBe("silence");
    const policies = readdirSync(join(folder, "policies"));
    expect(policies.filter((name) => name.endsWith(".json"))).toHaveLength(3);
  });

  it("is compiled anew where the snapshot is damaged or not ours alone", async () => {
    const folder = home();
    await hook(folder, bash("ls"));
    const cache = join(folder, "cache");
    const [name = ""] = readdirSync(cache);
    const path = join(cache, name);
    for (const spoil of [
      () => writeFileSync(path, "{"),
      () => writeFileSync(path, "{}"),
      () => writeFileSync(path, readFileSync(path, "utf8").replace(/"tool":\{/g, '"x":{')),
      () => chmodSync(path, 0o666),
    ]) {
      spoil();
      expect(decisionOf(await hook(folder, bash("rm -r x")))).toBe("deny");
    }
  });

  it("is tightened by a project's file, and never loosened", async () => {
    const folder = home();
    const project = temporaryFolder();
    mkdirSync(join(project, ".claude"));
    const file = join(project, ".claude/claude-permit.toml");
    const env = { CLAUDE_PROJECT_DIR: project };
    expect(decisionOf(await hook(folder, bash("git status"), env))).toBe("allow");
    writeFileSync(file, "[[deny]]\nname = 'quiet'\ntool = 'Bash'\n");
    expect(decisionOf(await hook(folder, bash("git status"), env))).toBe("deny");
    expect(entries(folder)[1]).toMatchObject({ rule: "quiet", rule_source: "project" });
    expect(decisionOf(await hook(folder, bash("git status")))).toBe("allow");
    // A mistake: what the file said before still holds.
    writeFileSync(file, "[[allow]]\ntool = 'Bash'\n");
    expect(decisionOf(await hook(folder, bash("ls"), env))).toBe("deny");
  });

  it("holds learned rules after the others", async () => {
    const folder = home();
    writeFileSync(join(folder, "auto-rules.toml"), "[[allow]]\nname = 'learned'\ntool = 'Read'\n", {
      mode: 0o600,
    });
    const read = payload({ tool_name: "Read", tool_input: { file_path: "/tmp/x" } });
    expect(decisionOf(await hook(folder, read))).toBe("allow");
    expect(entries(folder)[0]).toMatchObject({ tier: "auto", rule_source: "auto" });
  });
});
