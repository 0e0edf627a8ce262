import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { COMMANDS } from "../../src/commands/index.ts";
import { readCommandConfig } from "../../src/files/read-config.ts";
import { loadPolicy } from "../../src/hook/policy-miss.ts";
import { Config } from "../../src/model/config.ts";
import { entry } from "../support/entry.ts";
import { folderUntilEnd, runCommand } from "../support/io.ts";
import { README, readmeBlocks, readmeExcerpt } from "../support/readme.ts";

const ROOT = join(import.meta.dirname, "../..");
const SECTIONS = [
  "Try it",
  "Install",
  "First report",
  "Commands",
  "Configuration",
  "What is stored, and where",
  "Remove it",
];
const Package = z.object({
  bin: z.record(z.string(), z.string()),
  scripts: z.record(z.string(), z.string()),
});

const commands = readmeBlocks("sh").flatMap((block) => block.trim().split("\n"));
const ours = commands.filter((line) => line.startsWith("claude-permit "));
const others = commands.filter((line) => !line.startsWith("claude-permit "));

describe("README.md", () => {
  it("keeps to its order", () => {
    const found = [...README.matchAll(/^## (.+)$/gm)].map((match) => match[1]);
    expect(found).toEqual(SECTIONS);
    expect(README.indexOf("```text")).toBeLessThan(README.indexOf("## Try it"));
    expect(readmeExcerpt().length).toBeGreaterThan(15);
  });

  it("lists every command as the table has it", () => {
    const rows = COMMANDS.map((row) => {
      const names = [row.words, ...row.aliases].map((name) => `\`${name}\``).join(", ");
      return `| ${names} | ${row.summary} |`;
    });
    const table = ["| command | what it does |", "| --- | --- |", ...rows].join("\n");
    const [, shown] = /<!-- commands -->\n([\s\S]*?)\n<!-- \/commands -->/.exec(README) ?? [];
    expect(shown).toBe(table);
  });

  it("names every key of config.toml", () => {
    const missing = keysOf(z.toJSONSchema(Config, { io: "input", unrepresentable: "any" })).filter(
      (key) => !new RegExp(`[\`.\\[…]${key}[\`.\\]]`).test(README),
    );
    expect(missing).toEqual([]);
  });

  it("shows a config.toml that loads without a mistake", async () => {
    const home = folderUntilEnd();
    const [config = ""] = readmeBlocks("toml");
    writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
    expect((await loadPolicy({ home, projectRoot: "" })).problems).toEqual([]);
    expect(readCommandConfig(join(home, "config.toml")).job).toHaveLength(1);
    const validate = await runCommand(["validate", "--home", home], "/home/ana");
    expect(validate).toMatchObject({
      code: 0,
      out: expect.stringContaining("2 rules, 7 examples"),
    });
  });
});

describe("the commands of README.md", () => {
  const account = folderUntilEnd();
  const home = join(account, ".claude/claude-permit");

  // In README's own order: what install makes, the next command finds. Status follows install.
  it.each(ours)("%s", async (line) => {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    const log = join(home, "audit.jsonl");
    if (!existsSync(log)) writeFileSync(log, `${JSON.stringify(entry({}))}\n`, { mode: 0o600 });
    const { code, out, err } = await runCommand(line.split(" ").slice(1), account);
    // 1 is a digest with findings; every other code is a command that does not work as written.
    expect({ line, ok: code === 0 || code === 1, err }).toEqual({ line, ok: true, err: "" });
    expect(out.length + (line.includes("--output") ? 1 : 0)).toBeGreaterThan(0);
  });

  // `npm start` is run by start.test.ts, `npm test` is what runs this, and npm itself puts the
  // package on the PATH: of these it is enough that what they name is there and starts.
  it.each(others)("%s", (line) => {
    const { bin, scripts } = Package.parse(
      JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")),
    );
    const [program, word = "", ...rest] = line.split(" ");
    expect(program).toBe("npm");
    if (word === "start" || word === "test") {
      const script = scripts[word] ?? "";
      expect(existsSync(join(ROOT, script.split(" ")[1] ?? ""))).toBe(true);
      return;
    }
    expect(["install --global .", "uninstall --global claude-permit"]).toContain(
      [word, ...rest].join(" "),
    );
    const path = join(ROOT, bin["claude-permit"] ?? "");
    expect(spawnSync(process.execPath, [path, "--version"], { encoding: "utf8" }).status).toBe(0);
  });
});

/** Every property name in a JSON Schema, however deep. */
function keysOf(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(keysOf);
  if (!(schema instanceof Object)) return [];
  const names = "properties" in schema && schema.properties instanceof Object;
  const own = names ? Object.keys(Object(schema.properties)) : [];
  return [...new Set([...own, ...Object.values(schema).flatMap(keysOf)])];
}
