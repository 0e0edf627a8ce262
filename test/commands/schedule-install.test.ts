import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/io.ts";
import { runCommand, temporaryFolder } from "../support/io.ts";

const CONFIG = `
[[job]]
name = "load"
cron = "0 7 * * *"
run = "ingest"

[[channel]]
name = "team-mail"
type = "email"
host = "127.0.0.1"
user = "me"
password_env = "SMTP_PASSWORD"
from = "guard@desk.example"
to = ["ana@example.org"]
`;

/** Programs of the system that note what they are asked; what they do stands in `tools`. */
function desk(tools: Readonly<Record<string, string>>, config = "") {
  const account = temporaryFolder();
  const bin = temporaryFolder();
  const home = join(account, ".claude/claude-permit");
  // Those of the machine that runs the tests are never reached.
  for (const [name, text] of Object.entries({ ...NONE, ...tools })) {
    const script = `#!/bin/sh\necho "${name} $*" >> ${join(bin, "asked")}\n${text}\n`;
    writeFileSync(join(bin, name), script, { mode: 0o755 });
  }
  const run = async (words: string, more: Partial<Io> = {}) => {
    // The machine's own tools are never asked: each test names what there is.
    for (const name of ["systemctl", "systemd-run", "crontab"]) {
      const path = join(bin, name);
      if (!existsSync(path)) writeFileSync(path, "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    }
    const env = { PATH: `${bin}:/usr/bin:/bin`, SMTP_PASSWORD: "x" };
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(join(home, "config.toml"), config, { mode: 0o600 });
    const changes = { env, pid: process.pid, ...more };
    return runCommand([...words.split(" "), "--home", home], account, changes);
  };
  const asked = () => {
    const path = join(bin, "asked");
    return existsSync(path) ? readFileSync(path, "utf8").trim().split("\n") : [];
  };
  return { account, bin, home, run, asked };
}

const NO_SYSTEMD = { systemctl: "exit 1" };
const NONE = { ...NO_SYSTEMD, crontab: "exit 127" };
const CRONTAB = (bin: string) => `
case "$1" in
-l) test -f ${bin}/table && cat ${bin}/table || { echo "no crontab for me" >&2; exit 1; } ;;
-) cat > ${bin}/table ;;
esac`;

describe("schedule install", () => {
  it("sets up a timer of systemd after a dry run in the unit's environment, and takes it away", async () => {
    // As systemd-run does: an environment of its own.
    const systemdRun = 'while [ "$1" != "--" ]; do shift; done; shift; exec env -i HOME=/ "$@"';
    const given = desk({ systemctl: "exit 0", "systemd-run": systemdRun });
    const { code, out, err } = await given.run("schedule install");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const folder = join(given.account, ".config/systemd/user");
    expect(out).toContain(`in ${folder} runs what is due, every 5 minutes.`);
    expect(readdirSync(folder).sort()).toHaveLength(2);
    expect(given.asked().map((line) => line.split(" ").slice(0, 3).join(" "))).toEqual([
      "systemctl --user show-environment",
      "systemd-run --user --wait",
      "systemctl --user daemon-reload",
      "systemctl --user enable",
    ]);
    expect(existsSync(join(given.home, "next-run.json"))).toBe(true);
    expect((await given.run("schedule uninstall")).code).toBe(0);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves no unit of a timer that cannot be started", async () => {
    const systemctl = 'case "$2" in enable) echo "no such unit"; exit 1 ;; esac; exit 0';
    const given = desk({ systemctl, "systemd-run": "exit 0" });
    const { code, err } = await given.run("schedule install");
    expect(code).toBe(3);
    expect(err).toContain("The timer could not be set up: systemctl --user enable --now");
    expect(readdirSync(join(given.account, ".config/systemd/user"))).toEqual([]);
  });

  it("writes one line into a crontab where there is no systemd", async () => {
    const given = desk(NO_SYSTEMD);
    writeFileSync(join(given.bin, "crontab"), `#!/bin/sh\n${CRONTAB(given.bin)}\n`, {
      mode: 0o755,
    });
    const table = join(given.bin, "table");
    writeFileSync(table, "0 4 * * * /usr/bin/backup\n");
    for (let times = 0; times < 2; times += 1) {
      expect(await given.run("schedule install")).toMatchObject({ code: 0, err: "" });
    }
    const lines = readFileSync(table, "utf8").split("\n");
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain(`'--home' '${given.home}' >/dev/null 2>&1 # claude-permit`);
    expect((await given.run("schedule uninstall")).code).toBe(0);
    expect(readFileSync(table, "utf8")).toBe("0 4 * * * /usr/bin/backup\n");
  });

  it("sets nothing up where the timer would have no password, and says so", async () => {
    const given = desk(NO_SYSTEMD, CONFIG);
    writeFileSync(join(given.bin, "crontab"), `#!/bin/sh\n${CRONTAB(given.bin)}\n`, {
      mode: 0o755,
    });
    const { code, err } = await given.run("schedule install");
    expect(code).toBe(3);
    expect(err).toContain("Nothing was set up: a dry run as crontab would start it failed (4)");
    expect(err).toContain("the variable SMTP_PASSWORD is empty here");
    expect(existsSync(join(given.bin, "table"))).toBe(false);
  });

  it("leaves it to sessions where no timer can be had", async () => {
    const given = desk({ ...NO_SYSTEMD, crontab: "echo refused; exit 1" });
    const { code, out } = await given.run("schedule install");
    expect(code).toBe(0);
    expect(out).toContain("A session that begins starts what is");
    expect(out.split("\n").every((line) => line.length <= 88)).toBe(true);
    expect(statSync(join(given.home, "next-run.json")).mode & 0o777).toBe(0o600);
  });

  it.each(["systemd", "crontab", "launchd"])("prints %s and does nothing", async (kind) => {
    const given = desk({});
    const { code, out } = await given.run(`schedule install --print ${kind}`);
    expect(code).toBe(0);
    expect(out).toContain("run-due");
    expect(given.asked()).toEqual([]);
  });

  it("needs a terminal to set a timer up, and none to print one", async () => {
    const given = desk(NO_SYSTEMD);
    const script = { stdinIsTerminal: false };
    await given.run("install");
    const print = await given.run("schedule install --print systemd", script);
    expect(print).toMatchObject({ code: 0, err: "" });
    const { code, err } = await given.run("schedule install", script);
    expect(code).toBe(3);
    expect(err).toContain("schedule install changes the guard, and standard input is not a");
  });
});
