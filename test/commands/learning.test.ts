import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { tryLock } from "../../src/files/lock.ts";
import { HISTORY } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { autoRulesIn, type Desk, desk, kindsIn } from "../support/learning.ts";

const PUSH = "git push origin main";

interface Shop extends Desk {
  readonly run: (line: string) => Promise<Printed>;
  readonly json: (line: string) => Promise<Record<string, unknown>>;
}

/** A session with our hook, and a person at a terminal beside it. */
async function shop(config = ""): Promise<Shop> {
  const at = await desk(config);
  const account = temporaryFolder();
  const run = (line: string): Promise<Printed> =>
    runCommand([...line.split(" "), "--home", at.home, "--tz", "UTC"], account, {
      now: () => new Date(),
      cwd: account,
    });
  const json = async (line: string) => JSON.parse((await run(`${line} --json`)).out);
  return { ...at, run, json };
}

function onOneLine(text: string): string {
  return text.replace(/\s+/g, " ");
}

describe("a rule that a person approves", () => {
  it("is shown, learned, holds, is revoked and asked about again", async () => {
    const { home, event, run, json } = await shop();
    const call = (id: string) => ({ command: PUSH, id });
    expect((await event("PreToolUse", call("t1"))).decision).toBe("ask");
    const id = entriesIn(home).at(-1)?.id.slice(-6) ?? "";

    const seen = await run(`rules approve ${id} --dry-run`);
    expect(seen).toMatchObject({ code: 0, err: "" });
    expect(seen.out).toContain("Would be learned:");
    expect(seen.out).toContain('name = "learned-git-push-');
    expect(autoRulesIn(home)).toBe("");
    expect(kindsIn(home)).toEqual(["stashed"]);

    const done = await run(`rules approve ${id}`);
    expect(done).toMatchObject({ code: 0, err: "" });
    const text = autoRulesIn(home);
    const name = /name = "(.*)"/.exec(text)?.[1] ?? "";
    expect(onOneLine(done.out)).toContain(`Learned: ${name}. It allows such calls from now on.`);
    expect(done.out).toContain(`claude-permit rules revoke ${name}`);
    expect(text).toContain('confirmed_by = "ana"');
    expect(kindsIn(home)).toEqual(["stashed", "promoting", "promoted"]);
    const entry = entriesIn(home).at(-1);
    expect(entry).toMatchObject({ event: "Promotion", decision: "promoted" });
    const why = (await run(`explain ${entry?.id}`)).out;
    expect(why).toContain(`Learned a rule from: ${PUSH}`);
    expect(why).toMatch(new RegExp(` learned +${name}\\n`));
    expect((await event("PreToolUse", call("t2"))).decision).toBe("allow");
    expect(await run(`rules approve ${id}`)).toMatchObject({
      code: 3,
      err: expect.stringContaining(`${name} is learned already.`),
    });

    const { out } = await run(`rules show ${name}`);
    expect(out).toMatch(/ learned +\d\d \w{3} \d\d:\d\d, approved by ana, 0 approved calls\n/);
    expect(out).toMatch(/ score +YELLOW, tier llm\n reasoning +pushes to a remote\n session +s1\n/);
    expect(out).toContain(` caused by   claude-permit explain ${id} `);
    expect(out).toMatch(/ used since +1 call in 1 session/);
    expect(out).toMatch(/ expires +\d+ \w{3}( \d{4})? unless a call uses it before\n/);

    expect((await run(`rules revoke ${name} --dry-run`)).out).toBe(` Would revoke ${name}.\n`);
    expect(autoRulesIn(home)).toBe(text);
    expect(await run(`rules revoke ${name}`)).toMatchObject({ code: 0, err: "" });
    expect(autoRulesIn(home)).toBe("");
    const gone = (await run(`rules show ${name}`)).out;
    expect(gone).toContain(`allow ${name}, not in force any more`);
    expect(gone).toMatch(/ gone +\d\d \w{3} \d\d:\d\d, revoked by ana\n/);
    expect(gone).toMatch(/ learned +.*, approved by ana/);
    expect(gone).toContain('   confirmed_by = "ana"\n');
    expect((await json(`rules show ${name}`))["rules"]).toMatchObject([
      { file: null, learned: { gone: { how: "revoked", by: "ana" }, used: { hits: 1 } } },
    ]);
    expect(readHistory(home, HISTORY.rules).lines.map(({ cause }) => cause?.why)).toEqual([
      "approved",
      "revoked",
    ]);
    expect((await event("PreToolUse", call("t3"))).decision).toBe("ask");
    expect(await run(`rules revoke ${name}`)).toMatchObject({ code: 3 });
    expect((await json("rules pending"))["rules"]).toMatchObject([
      { name, state: "set_aside", set_aside: { how: "revoked" } },
    ]);
    expect((await run(`rules approve ${name}`)).code).toBe(0);
    expect((await event("PreToolUse", call("t4"))).decision).toBe("allow");
  });

  it("is not learned where a rule of the person's says so, and that is on record", async () => {
    const never = "[[deny_promote]]\nname = 'no-push'\ntool = '^Bash$'\nprogram = 'git'\n";
    const { home, event, run, json } = await shop(never);
    await event("PreToolUse", { command: PUSH, id: "t1" });
    const [rule] = [(await json("rules pending"))["rules"]].flat();
    const id = rule instanceof Object && "rule_id" in rule ? String(rule.rule_id) : "";
    const seen = await run(`rules approve ${id} --dry-run`);
    expect(seen.code).toBe(1);
    expect(seen.out).toContain("Would not be learned: ");
    expect(kindsIn(home)).toEqual(["stashed"]);
    const refused = await run(`rules approve ${id}`);
    expect(refused).toMatchObject({ code: 1, err: "" });
    expect(refused.out).toMatch(/^ Not learned: .*\n( .*\n)* by rule +no-push\n on record +claude/);
    expect(autoRulesIn(home)).toBe("");
    expect(entriesIn(home).at(-1)).toMatchObject({
      decision: "promotion_blocked",
      rule: "no-push",
    });
    expect(await json("rules pending")).toMatchObject({
      rules: [{ state: "blocked", blocked: { kind: "deny_promote", rule: "no-push" } }],
    });
  });

  it.each([
    ["while the files hold mistakes", "[[deny]]\n", "nothing is learned until they are mended"],
    ["after it was refused", undefined, "each was refused"],
  ])("is not learned %s", async (_, config, words) => {
    const { home, event, run } = await shop();
    const call = { command: PUSH, id: "t1" };
    await event("PreToolUse", call);
    const id = entriesIn(home).at(-1)?.id.slice(-6) ?? "";
    if (config !== undefined) writeFileSync(join(home, "config.toml"), config);
    else await event("PermissionDenied", call, { reason: "no" });
    const { code, err } = await run(`rules approve ${id}`);
    expect(code).toBe(3);
    expect(err).toContain(words);
    expect(autoRulesIn(home)).toBe("");
  });

  it("waits for whoever learns, and says who that is", async () => {
    const { home, event, run } = await shop();
    await event("PreToolUse", { command: PUSH, id: "t1" });
    const id = entriesIn(home).at(-1)?.id.slice(-6) ?? "";
    const lock = tryLock(join(home, "locks"), "learn", { pid: process.pid });
    if ("heldBy" in lock) throw new Error("the lock was taken");
    setTimeout(() => lock.release(), 300);
    expect((await run(`rules approve ${id}`)).code).toBe(0);
  });
});

describe("rules expire", () => {
  it("takes away what no call used for its time, and says what it would take", async () => {
    const { home, event, run, json } = await shop('[promotion]\nexpires = "1d"\n');
    await event("PreToolUse", { command: PUSH, id: "t1" });
    await run(`rules approve ${entriesIn(home).at(-1)?.id.slice(-6)}`);
    const text = autoRulesIn(home);
    expect((await run("rules expire")).out).toContain("Nothing to take away");
    const old = new Date(Date.now() - 3 * 86_400_000).toISOString();
    writeFileSync(
      join(home, "auto-rules.toml"),
      text.replace(/promoted_at = .*/, `promoted_at = "${old}"`),
    );
    const name = /name = "(.*)"/.exec(text)?.[1] ?? "";
    expect((await run("rules expire --dry-run")).out).toContain(` expired  ${name}: `);
    expect(autoRulesIn(home)).not.toBe("");
    expect(await json("rules expire")).toMatchObject({ dry_run: false, expired: [name] });
    expect(autoRulesIn(home)).toBe("");
    expect((await run(`rules show ${name}`)).out).toMatch(/ gone +.*, expired unused/);
  });
});

describe("auto-rules.toml", () => {
  it("is rebuilt as it was after each promotion, edit by hand and revocation", async () => {
    const { home, event, approve, run } = await shop();
    const file = join(home, "auto-rules.toml");
    const edit = (change: (text: string) => string) => async () => {
      writeFileSync(file, change(autoRulesIn(home)), { mode: 0o600 });
    };
    const nameOf = (word: string) =>
      new RegExp(`learned-${word}[a-z0-9-]*`).exec(autoRulesIn(home));
    let count = 0;
    const yes = (command: string) => async () => {
      for (let n = 0; n < 2; n++) await approve({ command, id: `t${++count}` });
    };
    const steps: (() => Promise<unknown>)[] = [
      async () => undefined,
      yes(PUSH),
      edit((text) => `# mine\r\n${text}`),
      yes("make deploy"),
      edit((text) => text.replace("# mine", "# still mine \u202E")),
      async () => run(`rules revoke ${nameOf("git-push")}`),
      edit((text) => `${text}\n[[allow]]\nname = 'by-hand'\ntool = '^Bash$'\nprogram = 'ls'\n`),
      edit((text) => `${text}[[allow`),
      edit((text) => text.replace(/\[\[allow$/, "# mended")),
      yes("make check"),
      async () => run(`rules revoke ${nameOf("make-deploy")}`),
      async () => rmSync(file),
    ];
    const states: { at: string; text: string }[] = [];
    for (const step of steps) {
      await step();
      await event("PreToolUse", { command: "ls", id: `t${++count}` });
      states.push({ at: new Date().toISOString(), text: autoRulesIn(home) });
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    expect(new Set(states.map(({ text }) => text)).size).toBe(steps.length - 1);
    for (const { at, text } of states) {
      expect(await run(`rules list --toml --as-of ${at}`)).toEqual({ code: 0, out: text, err: "" });
    }
    expect(existsSync(file)).toBe(false);
    const changes = readHistory(home, HISTORY.rules).lines.map(
      ({ kind, name, cause }) =>
        `${kind} ${name?.replace(/-\w{4}$/, "")} ${cause?.why ?? "by hand"}`,
    );
    expect(changes).toEqual([
      "added learned-git-push promoted",
      "added learned-make-deploy promoted",
      "removed learned-git-push revoked",
      "added by by hand",
      "added learned-make-check promoted",
      "removed learned-make-deploy revoked",
      "removed by by hand",
      "removed learned-make-check by hand",
    ]);
    expect(readFileSync(join(home, "history/rules.jsonl"), "utf8")).not.toContain("\u202E");
  });
});
