import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseHookConfig, readCommandConfig } from "../../src/files/read-config.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";

interface Place {
  readonly folder: string;
  readonly settings: string;
  readonly home: string;
  run(...words: string[]): Promise<Printed>;
}

function place(text?: string, mode = 0o644): Place {
  const folder = temporaryFolder();
  const settings = join(folder, "settings.json");
  const home = join(folder, "home");
  if (text !== undefined) writeFileSync(settings, text, { mode });
  const run = (...words: string[]): Promise<Printed> =>
    runCommand([...words, "--settings", settings, "--home", home], folder);
  return { folder, settings, home, run };
}

const MINE = '{\n  "model": "opus",\n  "hooks": {\n    "Stop": []\n  }\n}\n';

describe("install", () => {
  it("registers, backs up and makes a home that only the account can read", async () => {
    const at = place(MINE);
    const { code, out } = await at.run("install");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining("12 added") });
    expect(readFileSync(`${at.settings}.before-claude-permit`, "utf8")).toBe(MINE);
    expect(statSync(at.home).mode & 0o777).toBe(0o700);
    expect(statSync(join(at.home, "config.toml")).mode & 0o777).toBe(0o600);
  });

  it("changes no byte the second time, and keeps the first backup", async () => {
    const at = place(MINE);
    await at.run("install");
    const once = readFileSync(at.settings, "utf8");
    writeFileSync(join(at.home, "config.toml"), "allow_noninteractive = true\n");
    const again = await at.run("install");
    expect(again.out).toContain("nothing to change");
    expect(readFileSync(at.settings, "utf8")).toBe(once);
    await at.run("uninstall");
    writeFileSync(at.settings, "{}\n");
    await at.run("install");
    expect(readFileSync(`${at.settings}.before-claude-permit`, "utf8")).toBe(MINE);
    expect(readFileSync(join(at.home, "config.toml"), "utf8")).toContain("allow_noninteractive");
  });

  it("names the place in every hint, so that undoing never means another one", async () => {
    const at = place();
    const flags = `--home ${at.home} --settings ${at.settings}`;
    const { out } = await at.run("install");
    expect(out).toContain(`claude-permit status ${flags}\n`);
    expect(out).toContain(`claude-permit uninstall ${flags}\n`);
    expect((await at.run("uninstall")).out).toContain(`uninstall --purge ${flags} removes`);
  });

  it("makes the settings file where there is none, and takes it away again", async () => {
    const at = place();
    await at.run("install");
    expect(existsSync(at.settings)).toBe(true);
    await at.run("uninstall");
    expect(existsSync(at.settings)).toBe(false);
  });

  it("writes through a link, keeps it, and keeps the file's mode", async () => {
    const at = place();
    mkdirSync(join(at.folder, "dotfiles"));
    const target = join(at.folder, "dotfiles/claude.json");
    writeFileSync(target, MINE, { mode: 0o640 });
    symlinkSync(target, at.settings);
    await at.run("install");
    expect(lstatSync(at.settings).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, "utf8")).toContain("bin.cjs");
    expect(statSync(target).mode & 0o777).toBe(0o640);
    expect(readdirSync(join(at.folder, "dotfiles"))).toEqual(["claude.json"]);
  });

  it.each([
    ['{\n  "model": "opus",\n}\n', 'settings.json:3: column 1: expected a name in "quotes"'],
    ["[]", "settings.json:1: column 1: settings must be an object"],
    ['{"hooks": []}', "settings.json:1: hooks: column 11: must be an object"],
    ['{"hooks": {"Stop": {}}}', "settings.json:1: hooks.Stop: column 20: must be a list"],
  ])("writes nothing into %j", async (text, message) => {
    const at = place(text);
    const { code, err } = await at.run("install");
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining(message) });
    expect(readdirSync(at.folder)).toEqual(["settings.json"]);
    expect(readFileSync(at.settings, "utf8")).toBe(text);
  });

  it("shows the exact change of a dry run and makes none", async () => {
    const at = place(MINE);
    const { out } = await at.run("install", "--dry-run");
    expect(out).toContain('+        "hooks": [\n');
    expect(out).toContain(`would create ${at.home}\n`);
    expect(readdirSync(at.folder)).toEqual(["settings.json"]);
  });

  it("makes a config.toml that loads as both halves", async () => {
    const at = place();
    await at.run("install");
    const config = join(at.home, "config.toml");
    expect(parseHookConfig(readFileSync(config, "utf8"), "config.toml").deny).toEqual([]);
    expect(readCommandConfig(config).job).toEqual([]);
    const lines = readFileSync(config, "utf8")
      .split("\n")
      .filter((line) => /^# (?:\[|[a-z_]+ = )/.test(line));
    writeFileSync(config, lines.map((line) => line.replace(/^# /, "")).join("\n"));
    expect(parseHookConfig(readFileSync(config, "utf8"), "config.toml").allow).toHaveLength(1);
    expect(readCommandConfig(config).channel).toHaveLength(1);
  });

  it("refuses a script that will vanish", async () => {
    const folder = temporaryFolder();
    const script = join(folder, "_npx/1/bin.cjs");
    mkdirSync(join(folder, "_npx/1"), { recursive: true });
    writeFileSync(script, "");
    const words = ["install", "--settings", join(folder, "s.json"), "--home", join(folder, "h")];
    const { code, err } = await runCommand(words, folder, { script });
    expect({ code, err }).toMatchObject({ code: 3, err: expect.stringContaining("--global") });
  });
});

describe("uninstall", () => {
  it("leaves the settings byte for byte as they were", async () => {
    const at = place(MINE);
    await at.run("install");
    const { out } = await at.run("uninstall");
    expect(out).toContain("12 removed");
    expect(readFileSync(at.settings, "utf8")).toBe(MINE);
    expect(existsSync(at.home)).toBe(true);
  });

  it("removes the home only when told, after listing it, and leaves what is not ours", async () => {
    const at = place(MINE);
    await at.run("install");
    writeFileSync(join(at.home, "audit.jsonl"), "x".repeat(2500));
    writeFileSync(join(at.home, "letter.txt"), "");
    const { out } = await at.run("uninstall", "--purge");
    expect(out).toContain("audit.jsonl  3 kB");
    expect(out).toContain("letter.txt: not ours");
    expect(readdirSync(at.home)).toEqual(["letter.txt"]);
  });

  it("removes nothing through a home that is a link", async () => {
    const at = place(MINE);
    mkdirSync(join(at.folder, "real"));
    writeFileSync(join(at.folder, "real/key"), "");
    symlinkSync(join(at.folder, "real"), at.home);
    await at.run("uninstall", "--purge");
    expect(readdirSync(join(at.folder, "real"))).toEqual(["key"]);
  });
});
