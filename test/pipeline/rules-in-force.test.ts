import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readRulesInForce } from "../../src/pipeline/rules-in-force.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

const READ = `[[allow]]
name = "git-read"
tool = "^Bash$"
program = "git"
subcommand = ["log", "status"]
`;
const ALL = `[[allow]]
name = "all-git"
tool = "^Bash$"
program = "git"
`;

/** A home whose config.toml was met by a command at each of these times. */
async function homeWith(...texts: readonly (readonly [at: string, config: string])[]) {
  const home = temporaryFolder();
  for (const [at, config] of texts) {
    writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
    await runCommand(["rules", "list", "--home", home], home, { now: () => new Date(at) });
  }
  return home;
}

const named = async (home: string, asOf: string) => {
  const { inForce } = await readRulesInForce(home)(asOf);
  return inForce.rules.map(({ name, since }) => `${name} ${since.slice(0, 10)}`);
};

describe("the rules in force", () => {
  it("are those of the moment, each as old as its id: a new name keeps its age", async () => {
    const home = await homeWith(
      ["2026-03-01T10:00:00.000Z", READ],
      ["2026-06-01T10:00:00.000Z", READ.replace("git-read", "git-look")],
      ["2026-09-01T10:00:00.000Z", READ.replace('"log", ', "")],
    );
    expect(await named(home, "2026-05-01T00:00:00.000Z")).toEqual(["git-read 2026-03-01"]);
    expect(await named(home, "2026-08-01T00:00:00.000Z")).toEqual(["git-look 2026-03-01"]);
    expect(await named(home, "2026-11-01T00:00:00.000Z")).toEqual(["git-read 2026-09-01"]);
  });

  it("before anything is on record are those that were written down first", async () => {
    const home = await homeWith(["2026-03-01T10:00:00.000Z", READ]);
    const { inForce } = await readRulesInForce(home)("2026-01-01T00:00:00.000Z");
    expect(inForce).toMatchObject({
      onRecordSince: "2026-03-01T10:00:00.000Z",
      rules: [{ name: "git-read", since: "2026-03-01T10:00:00.000Z" }],
      changes: [],
    });
  });

  it("know which of them an earlier one makes useless", async () => {
    const home = await homeWith(["2026-03-01T10:00:00.000Z", `${ALL}\n${READ}`]);
    const { inForce } = await readRulesInForce(home)("2026-04-01T00:00:00.000Z");
    expect(inForce.rules.map(({ name, shadowedBy }) => [name, shadowedBy])).toEqual([
      ["all-git", null],
      ["git-read", "all-git"],
    ]);
  });

  it("know those of the starter policy, wherever they stand", async () => {
    const home = join(temporaryFolder(), "home");
    const init = ["init", "--yes", "--home", home, "--settings", `${home}-settings.json`];
    await runCommand(init, temporaryFolder());
    writeFileSync(join(home, "config.toml"), ALL, { flag: "a" });
    await runCommand(["rules", "list", "--home", home], home);
    const { inForce } = await readRulesInForce(home)("2026-12-01T00:00:00.000Z");
    expect(inForce.rules.length).toBeGreaterThan(60);
    expect(inForce.rules.filter(({ isStarter }) => !isStarter).map(({ name }) => name)).toEqual([
      "all-git",
    ]);
  });
});
