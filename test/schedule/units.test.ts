import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  crontabLine,
  launchdPlist,
  systemdUnits,
  type TimerSpec,
  withCrontabLine,
} from "../../src/schedule/units.ts";
import { temporaryFolder } from "../support/io.ts";

const ODD = `/srv/a b/it's 100% "$HOME"\\x/claude-permit`;

function spec(changes: Partial<TimerSpec> = {}): TimerSpec {
  const script = "/usr/lib/node_modules/claude-permit/dist/bin.cjs";
  return { node: process.execPath, script, home: ODD, name: "claude-permit", ...changes };
}

/** What prints its words, a line each. */
function printer(): string {
  const path = join(temporaryFolder(), "node");
  writeFileSync(path, '#!/bin/sh\nprintf "%s\\n" "$@"\n');
  chmodSync(path, 0o755);
  return path;
}

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0;

describe("the units of systemd", () => {
  it.skipIf(!hasSystemd)("are good in the eyes of systemd-analyze", () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "run"));
    const paths = Object.entries(systemdUnits(spec())).map(([name, text]) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    });
    const { status, stderr, stdout } = spawnSync(
      "systemd-analyze",
      ["--user", "--recursive-errors=no", "verify", ...paths],
      { encoding: "utf8", env: { ...process.env, XDG_RUNTIME_DIR: join(folder, "run") } },
    );
    expect({ status, said: `${stdout}${stderr}` }).toEqual({ status: 0, said: "" });
  });

  it("hold absolute paths in which nothing has a meaning", () => {
    const { "claude-permit.service": service = "" } = systemdUnits(spec({ node: "/usr/bin/node" }));
    expect(service).toContain(
      `ExecStart="/usr/bin/node" "/usr/lib/node_modules/claude-permit/dist/bin.cjs" "schedule" "run-due" "--home" "/srv/a b/it's 100%% \\"$$HOME\\"\\\\x/claude-permit"\n`,
    );
  });
});

describe("the line of a crontab", () => {
  it("gives the shell the very words, after cron has read its percent signs", () => {
    const node = printer();
    const line = crontabLine(spec({ node })).replace(" >/dev/null 2>&1", "");
    const command = line.split(" ").slice(5).join(" ").replaceAll("\\%", "%");
    expect(line).not.toMatch(/(?<!\\)%/);
    const { stdout } = spawnSync("/bin/sh", ["-c", command], { encoding: "utf8" });
    expect(stdout.split("\n").slice(0, -1)).toEqual([
      spec().script,
      "schedule",
      "run-due",
      "--home",
      ODD,
    ]);
  });

  it("stands once, beside the lines of others, and goes without a trace", () => {
    const others = "MAILTO=me\n0 4 * * * /usr/bin/backup # mine\n";
    const once = withCrontabLine(others, spec(), crontabLine(spec()));
    expect(withCrontabLine(once, spec(), crontabLine(spec()))).toBe(once);
    expect(once.startsWith(others)).toBe(true);
    expect(withCrontabLine(once, spec())).toBe(others);
    expect(withCrontabLine(withCrontabLine("", spec(), crontabLine(spec())), spec())).toBe("");
  });

  it("leaves that of another home alone", () => {
    const other = spec({ name: "claude-permit-0a1b2c3d" });
    const both = withCrontabLine(
      withCrontabLine("", spec(), crontabLine(spec())),
      other,
      crontabLine(other),
    );
    expect(withCrontabLine(both, spec())).toBe(`${crontabLine(other)}\n`);
  });
});

describe("the property list of launchd", () => {
  it("is well-formed, holds the words, and says that nobody has tried it", () => {
    const text = launchdPlist(spec({ home: "/a & <b>" }));
    expect(text).toContain("<string>/a &amp; &lt;b&gt;</string>");
    expect(text).toContain("Untried.");
    const python = spawnSync(
      "python3",
      [
        "-c",
        "import plistlib,sys;print(plistlib.loads(sys.stdin.buffer.read())['ProgramArguments'][-1])",
      ],
      { input: text, encoding: "utf8" },
    );
    if (python.status !== null) expect(`${python.stderr}${python.stdout}`.trim()).toBe("/a & <b>");
  });
});
