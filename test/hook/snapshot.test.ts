import { spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { userInfo } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Entry } from "../../src/model/entry.ts";
import { temporaryFolder } from "../support/io.ts";
import { bash, payload } from "../support/judging.ts";

const DIST = join(import.meta.dirname, "../../dist");
const RULES = `
[[ask]]
name = "reads"
tool = "^Read$"
[[deny]]
name = "no-rm"
tool = "Bash"
program = "rm"
[[allow]]
name = "docs"
tool = "^mcp__docs__"
`;

function home(config = RULES): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  writeFileSync(join(folder, "config.toml"), config, { mode: 0o600 });
  return folder;
}

/** The name of the rule that decided, as the hook's own line says; empty where none did. */
async function ruleOn(folder: string, input: object, dist = DIST): Promise<string> {
  const child = spawn(process.execPath, [join(dist, "bin.cjs"), "hook", "--home", folder], {
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const id = `toolu_${Math.random()}`;
  child.stdin.end(JSON.stringify({ ...input, tool_use_id: id }));
  const code = await new Promise((resolve) => void child.on("close", resolve));
  expect(code).toBe(0);
  const lines = readFileSync(join(folder, "audit.jsonl"), "utf8").trimEnd().split("\n");
  const line = lines.map((each) => Entry.parse(JSON.parse(each))).find((e) => e.tool_use_id === id);
  return line?.rule ?? "";
}

const RM = bash("rm x");
const READ = payload({ tool_name: "Read", tool_input: { file_path: "/tmp/x" } });
const DOCS = payload({ tool_name: "mcp__docs__search", tool_input: {} });

function snapshotOf(folder: string): string {
  const [name = "", ...more] = readdirSync(join(folder, "cache"));
  expect(more).toEqual([]);
  return join(folder, "cache", name);
}

/** A forged snapshot, told by the name of its rule: of the same length, so that it is whole. */
function forge(path: string): void {
  writeFileSync(path, readFileSync(path, "utf8").replace('"no-rm"', '"forge"'));
}

describe("a policy snapshot", () => {
  it("is what a start decides by", async () => {
    const folder = home();
    expect(await ruleOn(folder, RM)).toBe("no-rm");
    forge(snapshotOf(folder));
    expect(await ruleOn(folder, RM)).toBe("forge");
    expect(await ruleOn(folder, READ)).toBe("reads");
    expect(await ruleOn(folder, DOCS)).toBe("docs");
  });

  it.each<[string, (path: string) => void]>([
    ["is open to others", (path) => chmodSync(path, 0o602)],
    ["is open to the group", (path) => chmodSync(path, 0o620)],
    ["is a link", linked],
    ["has lost its last line", (path) => truncateSync(path, withoutLine(path))],
    ["has lost its end", (path) => truncateSync(path, statSync(path).size - 3)],
    ["has lost all but its header", (path) => truncateSync(path, 200)],
    ["is empty", (path) => truncateSync(path, 0)],
    ["has gained an end", (path) => writeFileSync(path, "[]\n", { flag: "a" })],
    ["is of another version", (path) => edit(path, /"format":"\d/, '"format":"0')],
    ["lacks what judging needs", (path) => edit(path, '"kind":"deny"', '"kinx":"deny"')],
    ["lacks an expression", (path) => edit(path, '"fields":{}', '"fields":[]')],
  ])("that %s is not trusted", async (_, spoil) => {
    const folder = home();
    await ruleOn(folder, RM);
    const path = snapshotOf(folder);
    forge(path);
    spoil(path);
    expect(await ruleOn(folder, RM)).toBe("no-rm");
  });

  it.skipIf(process.getuid?.() !== 0)("of another account is not trusted", async () => {
    const folder = home();
    await ruleOn(folder, RM);
    forge(snapshotOf(folder));
    chownSync(snapshotOf(folder), 65_534, 65_534);
    expect(await ruleOn(folder, RM)).toBe("no-rm");
  });

  it("knows the account, where that is still the one that made it", async () => {
    const folder = home();
    await ruleOn(folder, RM);
    const users = (): string[] => {
      const lines = readFileSync(join(folder, "audit.jsonl"), "utf8").trimEnd().split("\n");
      return lines.map((line) => Entry.parse(JSON.parse(line)).user);
    };
    const path = snapshotOf(folder);
    edit(path, /"username":"[^"]*"/, (found) => found.replace(/[a-z](?="$)/, "X"));
    await ruleOn(folder, RM);
    edit(path, /"uid":\d/, '"uid":8');
    await ruleOn(folder, RM);
    const { username } = userInfo();
    expect(users()).toEqual([username, `${username.slice(0, -1)}X`, username]);
  });

  it("that is older than its sources is not trusted, though it was once right", async () => {
    const folder = home();
    await ruleOn(folder, RM);
    const kept = join(folder, "kept");
    copyFileSync(snapshotOf(folder), kept);
    writeFileSync(join(folder, "config.toml"), RULES.replace("no-rm", "never-rm"), { mode: 0o600 });
    expect(await ruleOn(folder, RM)).toBe("never-rm");
    copyFileSync(kept, snapshotOf(folder));
    expect(await ruleOn(folder, RM)).toBe("never-rm");
    writeFileSync(join(folder, "auto-rules.toml"), "", { mode: 0o600 });
    forge(snapshotOf(folder));
    expect(await ruleOn(folder, RM)).toBe("never-rm");
  });

  it("that is stale is made anew by many hooks at once, and each decides rightly", async () => {
    const folder = home();
    await ruleOn(folder, RM);
    writeFileSync(join(folder, "config.toml"), RULES.replace("no-rm", "never-rm"), { mode: 0o600 });
    const decided = await Promise.all(
      [RM, READ, RM, RM, DOCS, RM].map((each) => ruleOn(folder, each)),
    );
    expect(decided).toEqual(["never-rm", "reads", "never-rm", "never-rm", "docs", "never-rm"]);
    expect(await ruleOn(folder, RM)).toBe("never-rm");
  });
});

describe("a start", () => {
  it("loads nothing but the hook for a call that changes nothing and that the snapshot decides", async () => {
    const alone = temporaryFolder();
    for (const name of ["bin.cjs", "hook.cjs", "hook.cache"]) {
      copyFileSync(join(DIST, name), join(alone, name));
    }
    const folder = home();
    await ruleOn(folder, RM);
    expect(await ruleOn(folder, READ, alone)).toBe("reads");
  });
});

function edit(path: string, from: string | RegExp, to: string | ((found: string) => string)): void {
  const change = typeof to === "string" ? () => to : to;
  writeFileSync(path, readFileSync(path, "utf8").replace(from, change));
}

function linked(path: string): void {
  renameSync(path, `${path}.x`);
  symlinkSync(`${path}.x`, path);
}

/** The size of the file without its last line. */
function withoutLine(path: string): number {
  const text = readFileSync(path, "utf8").trimEnd();
  return Buffer.byteLength(text.slice(0, text.lastIndexOf("\n") + 1));
}
