import { mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { CLAUDE, type FakeClaude, fakeClaude } from "../support/fake-claude.ts";
import { answered, entriesIn, homeWith, startHook } from "../support/hook-process.ts";
import { temporaryFolder } from "../support/io.ts";
import { bash } from "../support/judging.ts";
import { inParallel } from "../support/parallel.ts";

const CALL = bash("git log --oneline -5");
const NONCE = "0123456789abcdef0123456789abcdef";

function config(more = ""): string {
  return `[llm]\nprovider = "claude-cli"\n${more}\n`;
}

function pathWith(claude: FakeClaude): Record<string, string> {
  return { PATH: `${claude.folder}:${process.env["PATH"] ?? ""}` };
}

function runs(pid: number): boolean {
  try {
    // A process that ended and that nobody waited for still has its number.
    return !/^\d+ \(.*\) Z/s.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function gone(pids: readonly number[]): Promise<void> {
  await vi.waitFor(() => expect(pids.filter(runs)).toEqual([]), { timeout: 5000 });
}

describe.skipIf(process.platform === "win32")("a model behind claude -p", () => {
  it.each([
    ["GREEN", "allow"],
    ["YELLOW", "ask"],
    ["RED", "deny"],
  ])("scores %s: %s", async (score, decision) => {
    const claude = fakeClaude(temporaryFolder(), CLAUDE.ok({ score, reasoning: "Reads history." }));
    const found = await answered(homeWith(config()), CALL, pathWith(claude));
    expect(found).toMatchObject({ decision, err: "" });
    expect(found.entry).toMatchObject({
      tier: "llm",
      llm_score: score,
      llm_provider: "claude-cli",
      llm_model: "haiku",
      llm_tokens_in: 900,
      llm_tokens_out: 70,
    });
    await gone(claude.started().map(({ pid }) => pid));
  });

  it("is started with these flags, without a shell, tools, hooks or the project's settings", async () => {
    const claude = fakeClaude(temporaryFolder(), CLAUDE.ok({ score: "GREEN", reasoning: "fine" }));
    const home = homeWith(config('pass_env = ["MY_PROXY_TOKEN"]'));
    await answered(home, CALL, {
      ...pathWith(claude),
      CLAUDECODE: "1",
      ANTHROPIC_BASE_URL: "https://evil.example",
      NODE_OPTIONS: "--no-warnings",
      CLAUDE_CONFIG_DIR: "/home/ana/shop/.evil",
      MY_PROXY_TOKEN: "t",
    });
    const [start] = claude.started();
    const [print, prompt = "", ...flags] = start?.args ?? [];
    expect(print).toBe("-p");
    expect(prompt).toContain('"command":"git log --oneline -5"');
    expect(flags.map((flag) => (flag.length > 40 ? flag.slice(0, 12) : flag))).toEqual([
      "--model",
      "haiku",
      "--output-format",
      "json",
      "--json-schema",
      '{"type":"obj',
      "--tools",
      "",
      "--safe-mode",
      "--no-session-persistence",
      "--system-prompt",
      "You judge on",
    ]);
    expect(start).toMatchObject({ cwd: home, nonceFile: true });
    expect(start?.env).toMatchObject({
      CLAUDE_PERMIT_NONCE: expect.stringMatching(/^[0-9a-f]{32}$/),
      MY_PROXY_TOKEN: "t",
    });
    for (const name of ["CLAUDECODE", "ANTHROPIC_BASE_URL", "NODE_OPTIONS", "CLAUDE_CONFIG_DIR"]) {
      expect(start?.env).not.toHaveProperty(name);
    }
    expect(readdirSync(join(home, "llm")).filter((name) => name.startsWith("nonce"))).toEqual([]);
  });

  it("that fails in any way has no verdict, and leaves no process", async () => {
    const faults: [string, string, RegExp][] = [
      ["junk", CLAUDE.junk, /^junk$/],
      ["nothing", CLAUDE.empty, /^junk$/],
      ["prose without a verdict", CLAUDE.prose, /^junk$/],
      ["an answer of another shape", CLAUDE.ok({ score: "BLUE" }), /^junk$/],
      ["an error of its own", CLAUDE.failed, /^claude error_max_budget_usd$/],
      ["a crash", CLAUDE.crash, /^claude exit 3$/],
      ["a kill", CLAUDE.killed, /^claude was ended$/],
      ["output without end", CLAUDE.endless, /^over-long answer$/],
      ["a hang, with a child of its own", CLAUDE.hang, /^timeout$/],
    ];
    await inParallel(faults, 4, async ([name, program, error]) => {
      const claude = fakeClaude(temporaryFolder(), program);
      const home = homeWith(config("deadline = 3"));
      const found = await answered(home, CALL, pathWith(claude));
      expect.soft(found, name).toMatchObject({ decision: "silence", err: "" });
      expect.soft(found.entry, name).toMatchObject({
        tier: "llm",
        decision: "error_passthrough",
        passthrough_reason: "llm_no_verdict",
      });
      expect.soft(found.entry.llm_error, name).toMatch(error);
      expect.soft(found.entry.llm_latency_ms, name).toBeLessThan(4000);
      await gone([...claude.started().map(({ pid }) => pid), ...claude.children()]);
    });
  }, 60_000);

  it("is believed although it leaves a process behind, which ends", async () => {
    const claude = fakeClaude(temporaryFolder(), CLAUDE.leaves);
    const found = await answered(homeWith(config()), CALL, pathWith(claude));
    expect(found.decision).toBe("allow");
    expect(claude.children()).toHaveLength(1);
    await gone(claude.children());
  });

  it("ends with the hook, if that is ended first", async () => {
    const claude = fakeClaude(temporaryFolder(), CLAUDE.hang);
    const hook = startHook(homeWith(config()), CALL, pathWith(claude));
    await vi.waitFor(() => expect(claude.children()).toHaveLength(1), { timeout: 10_000 });
    hook.kill("SIGTERM");
    await gone([...claude.started().map(({ pid }) => pid), ...claude.children()]);
  });

  it("is not the project's own program", async () => {
    const project = temporaryFolder();
    const own = fakeClaude(
      join(project, "node_modules/.bin"),
      CLAUDE.ok({ score: "GREEN", reasoning: "x" }),
    );
    const call = { ...CALL, cwd: project };
    const env = { PATH: `${own.folder}:.`, CLAUDE_PROJECT_DIR: project };
    const found = await answered(homeWith(config()), call, env);
    expect(found.entry.llm_error).toBe("no claude program");
    expect(own.started()).toEqual([]);
  });

  it("may be named in config.toml", async () => {
    const claude = fakeClaude(temporaryFolder(), CLAUDE.ok({ score: "GREEN", reasoning: "fine" }));
    const home = homeWith(config(`command = "${claude.path}"`));
    expect((await answered(home, CALL)).decision).toBe("allow");
    const other = homeWith(config('command = "/nonexistent/claude"'));
    expect((await answered(other, CALL)).entry.llm_error).toBe("claude does not start");
  });
});

describe("a hook of claude that we started ourselves", () => {
  const quiet = async (home: string, nonce: string): Promise<boolean> => {
    const before = entriesIn(home).length;
    const hook = startHook(home, CALL, { CLAUDE_PERMIT_NONCE: nonce });
    const code = await new Promise((resolve) => hook.on("close", resolve));
    expect(code).toBe(0);
    return entriesIn(home).length === before;
  };

  it("does nothing at all while the nonce's file is fresh", async () => {
    const home = homeWith("");
    const file = join(home, `llm/nonce-${NONCE}`);
    expect(await quiet(home, NONCE)).toBe(false);
    mkdirSync(join(home, "llm"), { mode: 0o700 });
    writeFileSync(file, "", { mode: 0o600 });
    expect(await quiet(home, NONCE)).toBe(true);
    expect(await quiet(home, "f".repeat(32))).toBe(false);
    expect(await quiet(home, `../llm/nonce-${NONCE}`)).toBe(false);
    expect(await quiet(home, "")).toBe(false);
    const old = Date.now() / 1000 - 61;
    utimesSync(file, old, old);
    expect(await quiet(home, NONCE)).toBe(false);
    const ahead = Date.now() / 1000 + 3600;
    utimesSync(file, ahead, ahead);
    expect(await quiet(home, NONCE)).toBe(false);
  });
});
