import { spawn } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { HISTORY } from "../../src/model/history.ts";
import { temporaryFolder } from "../support/io.ts";
import { bash } from "../support/judging.ts";

const BIN = join(import.meta.dirname, "../../dist/bin.cjs");

function home(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o700);
  return folder;
}

function deny(folder: string, name: string, program: string): void {
  const text = `[[deny]]\nname = '${name}'\ntool = 'Bash'\nprogram = '${program}'\n`;
  writeFileSync(join(folder, "config.toml"), text, { mode: 0o600 });
}

function hook(folder: string, command: string, root = ""): Promise<string> {
  const child = spawn(process.execPath, [BIN, "hook", "--home", folder], {
    env: root === "" ? {} : { CLAUDE_PROJECT_DIR: root },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let out = "";
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stdin.end(JSON.stringify(bash(command)));
  return new Promise((resolve) => child.on("close", () => resolve(out)));
}

function changes(folder: string): string[] {
  return readHistory(folder, HISTORY.rules).lines.map(
    ({ kind, name, before, after }) =>
      `${kind} ${name} ${before?.["program"] ?? "-"} ${after?.["program"] ?? "-"}`,
  );
}

describe("history/rules.jsonl", () => {
  it("follows config.toml by hand, in full and once", async () => {
    const folder = home();
    deny(folder, "a", "rm");
    await hook(folder, "ls");
    await hook(folder, "ls");
    deny(folder, "a", "dd");
    await hook(folder, "ls");
    deny(folder, "b", "dd");
    await hook(folder, "ls");
    writeFileSync(join(folder, "config.toml"), "[[deny]");
    await hook(folder, "ls");
    rmSync(join(folder, "config.toml"));
    await hook(folder, "ls");
    expect(changes(folder)).toEqual([
      "added a - rm",
      "edited a rm dd",
      "renamed b dd dd",
      "removed b dd -",
    ]);
    const [first, second] = readHistory(folder, HISTORY.rules).lines;
    expect(second).toMatchObject({
      file: "config.toml",
      found_by: "hook",
      policy_sha256_before: first?.policy_sha256_after,
    });
    expect(readdirSync(join(folder, "locks"))).toEqual([]);
  });

  it("says it once where ten processes meet the same edit", async () => {
    const folder = home();
    deny(folder, "a", "rm");
    await Promise.all(Array.from({ length: 10 }, () => hook(folder, "ls")));
    // All may have withdrawn before one another: whoever looks next writes it.
    rmSync(join(folder, "cache"), { recursive: true });
    await hook(folder, "ls");
    expect(changes(folder)).toEqual(["added a - rm"]);
  });

  it("tells a project's rules from those of the home, and when they go", async () => {
    const folder = home();
    const root = temporaryFolder();
    deny(folder, "a", "rm");
    mkdirSync(join(root, ".claude"));
    const file = join(root, ".claude/claude-permit.toml");
    writeFileSync(file, "[[ask]]\nname = 'p'\ntool = 'Bash'\nprogram = 'mv'\n");
    await hook(folder, "ls", root);
    await hook(folder, "ls");
    rmSync(file);
    await hook(folder, "ls", root);
    expect(changes(folder)).toEqual(["added a - rm", "added p - mv"]);
    // Another edit is what makes the hook look again; the file that is gone is found then.
    deny(folder, "a", "dd");
    await hook(folder, "ls", root);
    expect(changes(folder).slice(2)).toEqual(["edited a rm dd", "removed p mv -"]);
  });

  it.each([
    ["a folder", (path: string) => mkdirSync(path, { recursive: true })],
    [
      "open to others",
      (path: string) => {
        mkdirSync(join(path, ".."), { recursive: true });
        writeFileSync(path, "");
        chmodSync(path, 0o666);
      },
    ],
  ])("that is %s stops no decision", async (_, spoil) => {
    const folder = home();
    deny(folder, "a", "rm");
    spoil(join(folder, "history", "rules.jsonl"));
    expect(await hook(folder, "rm x")).toContain('"deny"');
    expect(await hook(folder, "rm x")).toContain('"deny"');
  });
});
