import { existsSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { errorText } from "../../src/commands/error-text.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

const placed = (message: string) => errorText(message, { flags: " --home /x", columns: undefined });

describe("a command that a message names", () => {
  it.each([
    ["To see: claude-permit validate", "To see: claude-permit validate --home /x"],
    [
      "Write: claude-permit report trends --by day.",
      "Write: claude-permit report trends --by day --home /x.",
    ],
    [
      '"claude-permit rules list" shows them, or claude-permit report session 8c1e.',
      '"claude-permit rules list --home /x" shows them, or claude-permit report session 8c1e --home /x.',
    ],
    [
      "See it: claude-permit rules show learned-git-1a2b. Then mend it",
      "See it: claude-permit rules show learned-git-1a2b --home /x. Then mend it",
    ],
    [
      "They are listed by: claude-permit report sessions --since 30d --home /y",
      "They are listed by: claude-permit report sessions --since 30d --home /y",
    ],
    ["claude-permit could not write its log", "claude-permit could not write its log"],
    ["Another claude-permit is loading the log.", "Another claude-permit is loading the log."],
  ])("is about the same place: %s", (message, expected) => {
    expect(placed(message)).toBe(expected);
  });

  it("is not broken where a line has room for it, and can be pasted where none has", () => {
    const message =
      "No rule is called so, and no id begins so. All of them: claude-permit rules list";
    expect(errorText(message, { flags: " --home /srv/a/permit", columns: 80 })).toBe(
      "No rule is called so, and no id begins so. All of them:\n" +
        "  claude-permit rules list --home /srv/a/permit",
    );
    const long = errorText(message, { flags: ` --home /srv/${"a".repeat(60)}`, columns: 80 });
    expect(long.split("\n").filter((line) => line.length > 80)).toEqual([]);
    expect(long.replace(/ \\\n +/g, " ")).toMatch(
      /: claude-permit rules list --home \/srv\/a{60}$/,
    );
  });
});

describe("an error", () => {
  it("fits 80 columns where they are told, names the home in use, and is one line in a pipe", async () => {
    const home = temporaryFolder();
    const words = ["report", "session", "zzzz", "--home", home];
    const wide = await runCommand(words, home);
    expect(wide.err.trim().split("\n")).toHaveLength(1);
    expect(wide.err).toContain(`--home ${home}`);
    const narrow = await runCommand(words, home, { env: { COLUMNS: "80" } });
    expect(narrow.err.split("\n").filter((line) => line.length > 80)).toEqual([]);
  });
});

describe("a home that is not there", () => {
  it.each(["ingest", "alerts check", "schedule run-due", "schedule daemon", "ingest --rebuild"])(
    "is not made by %s, because it may be a typing mistake",
    async (line) => {
      const account = temporaryFolder();
      const home = join(account, "typo");
      const changes = { pid: process.pid };
      const { code, err } = await runCommand(
        [...line.split(" "), "--home", home],
        account,
        changes,
      );
      expect(code).toBe(3);
      expect(err).toBe(
        `There is nothing in ${home} yet. Start with: claude-permit install --home ${home}\n`,
      );
      expect(existsSync(home)).toBe(false);
    },
  );
});

describe("a home where no folder can be", () => {
  it.each([
    ...["ingest", "status", "report", "install", "replay -", "alerts check", "validate"].map(
      (line) => [line, "/proc/x"],
    ),
    ...[
      ["ingest", "/proc/self"],
      ["status", "/sys/x/y"],
      ["ingest", "/dev"],
      ["ingest", "/dev/null/x"],
    ],
  ])("is refused by %s in plain words: %s", async (line, home) => {
    const { code, out, err } = await runCommand(
      [...line.split(" "), "--home", home],
      temporaryFolder(),
    );
    expect({ code, out, err }).toEqual({
      code: 3,
      out: "",
      err: `The home ${home} lies where no files are kept. Name a folder on a disk with --home.\n`,
    });
  });

  it("is told as what it is where a link leads nowhere", async () => {
    const folder = temporaryFolder();
    const link = join(folder, "link");
    symlinkSync(join(folder, "nowhere"), link);
    const recording = join(folder, "empty.jsonl");
    writeFileSync(recording, "");
    for (const home of [link, join(link, "x")]) {
      const { code, err } = await runCommand(["replay", recording, "--home", home], folder);
      expect({ code, err }).toMatchObject({ code: 3 });
      expect(err).toContain(`mkdir '${link}'. No folder can be made there: move what is in its`);
    }
  });
});

describe("flags that every command takes", () => {
  it("may stand before it", async () => {
    const home = temporaryFolder();
    const before = await runCommand(["--home", home, "--json", "schedule", "list"], home);
    expect(before).toEqual({ code: 0, out: '{"jobs":[]}\n', err: "" });
    const joined = await runCommand([`--home=${home}`, "schedule", "list", "--json"], home);
    expect(joined).toEqual(before);
  });

  it("do not become words of the command's own", async () => {
    const home = temporaryFolder();
    const { code, out } = await runCommand(
      ["--home", home, "explain", "--json", "--", "ls -la"],
      home,
    );
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ call: { subject: "ls -la" } });
  });

  it("are no command", async () => {
    const home = temporaryFolder();
    expect((await runCommand(["--home", home], home)).code).toBe(3);
    expect((await runCommand(["--home"], home)).code).toBe(3);
  });
});
