import { join } from "node:path";
import { rmFile, writeShared } from "../files/unit-files.ts";
import { runTool, type ToolEnd } from "./tool.ts";
import { crontabLine, systemdUnits, type TimerSpec, timerWords, withCrontabLine } from "./units.ts";

/** What a timer is set up in. */
export interface TimerPlace {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly accountHome: string;
  readonly account: string;
}

export type TimerKind = "systemd" | "crontab";

const SHORT_MS = 20_000;
const DRY_RUN_MS = 120_000;

/** What can be had here, the better one first: systemd for this user, else a crontab. */
export async function timerKind({ env }: TimerPlace): Promise<TimerKind | undefined> {
  const systemd = await run(env, ["systemctl", "--user", "show-environment"]);
  if (systemd.code === 0) return "systemd";
  const crontab = await run(env, ["crontab", "-l"]);
  // No table yet is no failure.
  const isThere = crontab.code === 0 || /no crontab for/i.test(crontab.output);
  return isThere ? "crontab" : undefined;
}

/** One dry run of the jobs in the very environment that the timer will give them. */
export function dryRun(
  kind: TimerKind | "session",
  spec: TimerSpec,
  place: TimerPlace,
): Promise<ToolEnd> {
  const words = [...timerWords(spec), "--dry-run"];
  if (kind !== "systemd") {
    return runTool({ words, env: bareEnvironment(place), timeoutMs: DRY_RUN_MS });
  }
  const unit = ["systemd-run", "--user", "--wait", "--collect", "--pipe", "--quiet", "--"];
  return runTool({ words: [...unit, ...words], env: place.env, timeoutMs: DRY_RUN_MS });
}

/** What cron and a hook give to what they start. */
function bareEnvironment({ accountHome, account }: TimerPlace): Record<string, string> {
  return { HOME: accountHome, LOGNAME: account, SHELL: "/bin/sh", PATH: "/usr/bin:/bin" };
}

/** Sets the timer up, or brings it up to date. Returns a problem in words, or undefined. */
export async function setTimer(
  kind: TimerKind,
  spec: TimerSpec,
  place: TimerPlace,
): Promise<string | undefined> {
  if (kind === "crontab") return setCrontab(spec, place, crontabLine(spec));
  const folder = unitFolder(place);
  for (const [name, text] of Object.entries(systemdUnits(spec))) {
    writeShared(join(folder, name), text);
  }
  const problem =
    (await systemctl(place, ["daemon-reload"])) ??
    (await systemctl(place, ["enable", "--now", `${spec.name}.timer`]));
  // Nothing stays of what does not work.
  if (problem !== undefined) await removeTimer(kind, spec, place);
  return problem;
}

/** Takes the timer away. Returns a problem in words, or undefined. */
export async function removeTimer(
  kind: TimerKind,
  spec: TimerSpec,
  place: TimerPlace,
): Promise<string | undefined> {
  if (kind === "crontab") return setCrontab(spec, place, undefined);
  const folder = unitFolder(place);
  const names = Object.keys(systemdUnits(spec));
  const problem = await systemctl(place, ["disable", "--now", `${spec.name}.timer`]);
  const removed = names.map((name) => rmFile(join(folder, name)));
  await systemctl(place, ["daemon-reload"]);
  // What was never there cannot be disabled.
  return removed.includes(true) ? problem : undefined;
}

/** Where the units of a user stand. */
export function unitFolder({ env, accountHome }: TimerPlace): string {
  const configured = env["XDG_CONFIG_HOME"] ?? "";
  const config = configured.startsWith("/") ? configured : join(accountHome, ".config");
  return join(config, "systemd/user");
}

async function systemctl(
  { env }: TimerPlace,
  words: readonly string[],
): Promise<string | undefined> {
  const end = await run(env, ["systemctl", "--user", ...words]);
  return end.code === 0 ? undefined : `systemctl --user ${words.join(" ")}: ${end.output}`;
}

async function setCrontab(
  spec: TimerSpec,
  { env }: TimerPlace,
  line: string | undefined,
): Promise<string | undefined> {
  const before = await run(env, ["crontab", "-l"]);
  const table = before.code === 0 ? `${before.output}\n` : "";
  const after = withCrontabLine(table, spec, line);
  if (after === table || (after === "" && table === "")) return undefined;
  const end = await runTool({ words: ["crontab", "-"], env, stdin: after, timeoutMs: SHORT_MS });
  return end.code === 0 ? undefined : `crontab -: ${end.output}`;
}

function run(env: TimerPlace["env"], words: readonly string[]): Promise<ToolEnd> {
  return runTool({ words, env, timeoutMs: SHORT_MS });
}
