import type { CanaryProbe } from "../alerts/probes.ts";
import type { RegistrationProbe } from "../claude/registration-probe.ts";
import type { LogProbe } from "../files/log-probe.ts";
import type { OutboxProbe } from "../files/outbox-probe.ts";
import type { LastRun, RunsProbe } from "../files/runs-probe.ts";
import { EVENTS } from "../model/words.ts";
import type { ConfigCheck } from "./config-check.ts";
import type { PendingProbe } from "./pending-probe.ts";
import { agoWords, fileSize, plural } from "./status-words.ts";

/** Everything that `status` looks at, as values. */
export interface StatusProbes {
  /** ISO 8601 UTC. */
  readonly now: string;
  readonly home: string;
  /** What makes a command of ours mean the same home and settings: ` --home /x`; often empty. */
  readonly flags: string;
  readonly registration: RegistrationProbe;
  readonly config: ConfigCheck;
  readonly log: LogProbe;
  readonly outbox: OutboxProbe;
  readonly runs: RunsProbe;
  readonly pending: PendingProbe;
  /** A trial call that was just made; null where none was asked for. */
  readonly canary: CanaryProbe | null;
}

/**
 * `red`: the guard does not do what it is there for. `amber`: something fails beside it. `none`:
 * nothing to say yet. `green`: as it should be.
 */
export type StatusLevel = "red" | "amber" | "none" | "green";

export interface StatusLine {
  readonly name: string;
  readonly level: StatusLevel;
  readonly lines: readonly string[];
  /** What mends it: a command of ours, or what to do. Null where there is nothing to mend. */
  readonly remedy: string | null;
}

export interface Status {
  readonly level: StatusLevel;
  readonly sentence: string;
  /** Worst first. */
  readonly lines: readonly StatusLine[];
}

/** What the probes mean. */
export function statusOf(probes: StatusProbes): Status {
  const lines = [
    liveCalls(probes),
    hooks(probes),
    canary(probes),
    policy(probes),
    model(probes),
    ...learning(probes),
    log(probes),
    warehouse(probes.log),
    schedule(probes),
    channels(probes),
  ].sort((a, b) => urgency(b) - urgency(a));
  const count = (level: StatusLevel): number => lines.filter((one) => one.level === level).length;
  const level = count("red") > 0 ? "red" : count("amber") > 0 ? "amber" : "green";
  return { level, sentence: sentence(probes, count("red"), count("amber")), lines };
}

function sentence({ log: { lastLive } }: StatusProbes, red: number, amber: number): string {
  const toKnow = amber === 0 ? "" : `${plural(amber, "thing")} to know`;
  if (red > 0) return [`${plural(red, "thing")} to mend`, toKnow].filter(Boolean).join(", ");
  if (amber > 0) return toKnow;
  return lastLive === undefined ? "Ready. No live session has been seen yet." : "Guarding.";
}

/** An open point without alarm still stands above what is well. */
function urgency({ level, remedy }: StatusLine): number {
  if (level === "red") return 3;
  if (level === "amber") return 2;
  return remedy === null ? 0 : 1;
}

function liveCalls({ log: { lastLive, searchedAll }, now }: StatusProbes): StatusLine {
  const name = "live calls";
  if (lastLive !== undefined) return good(name, `last one ${agoWords(lastLive, now)}`);
  return {
    name,
    level: "none",
    lines: [searchedAll ? "none yet" : "none among the last entries of the log"],
    remedy: "start a Claude Code session, then run this again",
  };
}

function hooks({ registration: found, home, flags }: StatusProbes): StatusLine {
  const name = "hooks";
  const bad = (lines: readonly string[], remedy: string): StatusLine => {
    return { name, level: "red", lines, remedy };
  };
  if (found.problem !== undefined) return bad([found.problem], `mend ${found.settings}`);
  const switchOff = found.switchedOff[0];
  if (switchOff !== undefined) {
    const where = `${switchOff.name} is set in ${switchOff.path}`;
    return bad([`switched off: ${where}`], `remove that line, then claude-permit status${flags}`);
  }
  const events = new Set(found.hooks.filter((hook) => hook.everyTool).map((hook) => hook.event));
  const present = EVENTS.filter((event) => events.has(event)).length;
  const place = `${present} of ${EVENTS.length} in ${found.settings}`;
  const elsewhere = found.hooks.find((hook) => hook.home !== home)?.home;
  const problems = [
    ...found.missing.map((path) => `${path} is not there any more`),
    ...(elsewhere === undefined ? [] : [`they write to another home: ${elsewhere}`]),
  ];
  if (present < EVENTS.length || problems.length > 0) {
    return bad([place, ...problems], `claude-permit install${flags}`);
  }
  return good(
    name,
    `${place}, ${found.others === 0 ? "no others" : plural(found.others, "other")}`,
  );
}

function canary({
  canary: tried,
  log: { lastCanary, searchedAll },
  now,
  flags,
}: StatusProbes): StatusLine {
  if (tried !== null) return triedCanary(tried, flags);
  if (lastCanary !== undefined) return good("canary", `last one ${agoWords(lastCanary, now)}`);
  const text = searchedAll ? "never" : "none among the last entries of the log";
  return { name: "canary", level: "none", lines: [text], remedy: null };
}

function triedCanary(tried: CanaryProbe, flags: string): StatusLine {
  const name = "canary";
  switch (tried.kind) {
    case "answered":
      return good(name, `answered in ${tried.ms} ms, with an entry`);
    case "failed":
      return {
        ...{ name, level: "red", lines: [`failed: ${tried.why}`] },
        remedy: `claude-permit install${flags}`,
      };
    case "unsent":
      return { name, level: "none", lines: [`not sent: ${tried.why}`], remedy: null };
  }
}

function policy({ config, flags }: StatusProbes): StatusLine {
  const { deny, ask, allow } = config.rules;
  const total = deny + ask + allow;
  if (config.problems.length > 0) {
    return {
      name: "policy",
      level: config.hookProblems > 0 ? "red" : "amber",
      lines: [...config.problems, ...(config.hookProblems > 0 ? [held(config.rules)] : [])],
      // It asks about no settings of Claude Code.
      remedy: `claude-permit validate${flags.split(" --settings ")[0] ?? ""}`,
    };
  }
  if (total === 0) {
    const text = "no rules: every call is recorded and goes its usual way";
    return { name: "policy", level: "none", lines: [text], remedy: null };
  }
  return good("policy", `${plural(total, "rule")}, ${allow} allow, ${ask} ask, ${deny} deny`);
}

/** So many failures in a row are no accident. */
const FAILING = 3;

function model({ config, log: { model: found }, flags }: StatusProbes): StatusLine {
  const name = "model";
  if (config.model === null) {
    const text = "none is asked: calls that no rule covers go their usual way";
    return { name, level: "none", lines: [text], remedy: null };
  }
  if (found.asked === 0) return good(name, `${config.model}; not asked lately`);
  const failures = found.failed === 0 ? "" : `, ${found.failed} failed: ${found.lastError}`;
  const text = `${config.model}; ${plural(found.asked, "call")} lately${failures}`;
  if (found.failedInARow < FAILING) return good(name, text);
  const remedy = `see to [llm] in config.toml, then claude-permit status${flags}`;
  return { name, level: "amber", lines: [text], remedy };
}

/** Said where there is somebody to learn from, something that was learned, or may be. */
function learning({ config, pending, now }: StatusProbes): StatusLine[] {
  const { learned, promotion } = config;
  if (config.model === null && learned === 0 && pending.rules === 0) return [];
  const blocked = pending.blocked === 0 ? "" : ` (${pending.blocked} blocked)`;
  const oldest =
    pending.oldest === null ? "" : `, the oldest from ${agoWords(pending.oldest, now)}`;
  const waiting = `${some(pending.rules, "pending rule")}${blocked}${oldest}`;
  const suspended = config.hookProblems > 0 ? " (suspended)" : "";
  const text = `${MODES[promotion]}; ${some(learned, "learned rule")}${suspended}, ${waiting}`;
  return [good("learning", text)];
}

function some(count: number, word: string): string {
  return count === 0 ? `no ${word}s` : plural(count, word);
}

const MODES = {
  off: "off",
  confirmed: "from calls that you approve",
  green: "from calls that you approve or the model calls GREEN",
} as const satisfies Record<ConfigCheck["promotion"], string>;

/** What a broken configuration leaves: never a grant. */
function held({ deny, ask }: ConfigCheck["rules"]): string {
  return deny + ask === 0
    ? "no good deny and ask rules are known: the built-in denials hold; none allows"
    : `the last good rules hold, ${deny} deny and ${ask} ask; none allows`;
}

function log({ log: found, flags }: StatusProbes): StatusLine {
  const name = "log";
  if (found.problem !== undefined) {
    const remedy = `mend that, then claude-permit status${flags}`;
    return { name, level: "red", lines: [found.problem], remedy };
  }
  if (found.files === 0) return { name, level: "none", lines: ["no entries yet"], remedy: null };
  return good(name, `${fileSize(found.bytes)} in ${plural(found.files, "file")}`);
}

function warehouse(found: LogProbe): StatusLine {
  const name = "warehouse";
  const { warehouseBytes: bytes, bytesBehind, linesLoaded } = found;
  if (bytes === undefined || bytesBehind > 0) {
    const state = bytes === undefined ? "not built yet" : `${fileSize(bytesBehind)} behind`;
    return { name, level: "none", lines: [`${state}; the next report catches up`], remedy: null };
  }
  return good(name, `up to date, ${plural(linesLoaded, "line")}, ${fileSize(bytes)}`);
}

/** Jobs that are due for longer are run by nobody. */
const OVERDUE_MS = 3_600_000;

function schedule({ config, runs, now, flags }: StatusProbes): StatusLine {
  const name = "schedule";
  const ours = flags.split(" --settings ")[0] ?? "";
  const { next, jobs, wrongJobs: wrong } = config;
  if (jobs === null) {
    const text = "not known: config.toml cannot be read, and no job runs";
    return { name, level: "amber", lines: [text], remedy: `claude-permit validate${ours}` };
  }
  if (wrong.length > 0) {
    const others = jobs === 0 ? [] : [`${plural(jobs, "other job")} can run`];
    const them = wrong.length === 1 ? "it" : "them";
    const text = `${wrong.join(", ")}: a mistake in config.toml keeps ${them} from running`;
    const lines = [text, ...others];
    return { name, level: "amber", lines, remedy: `claude-permit validate${ours}` };
  }
  if (jobs === 0) {
    const text = "no jobs: reports come when you ask for them";
    return { name, level: "none", lines: [text], remedy: null };
  }
  const when = next === null ? "none is due again" : `next: ${next.name}, ${next.words}`;
  const lines = [`${plural(jobs, "job")}; ${when}`];
  const bad = runs.last.filter(({ job }) => config.jobNames.includes(job)).flatMap(failureOf(now));
  const [first] = bad;
  if (first !== undefined) {
    const remedy = `claude-permit schedule run ${first.job}${ours}`;
    return { name, level: "amber", lines: [...bad.map(({ text }) => text), ...lines], remedy };
  }
  const install = `claude-permit schedule install${ours}`;
  if (runs.nextAt === undefined) {
    return { name, level: "none", lines: [...lines, "nothing has run them yet"], remedy: install };
  }
  if (Date.parse(now) - Date.parse(runs.nextAt) > OVERDUE_MS) {
    const text = `due since ${agoWords(runs.nextAt, now).replace(/ ago$/, "")}, and nothing runs them`;
    return { name, level: "amber", lines: [text, ...lines], remedy: install };
  }
  return good(name, lines.join(""));
}

/** 1 is an answer, not a failure; 4 is told by the channels. */
function failureOf(now: string): (run: LastRun) => { job: string; text: string }[] {
  return ({ job, startedAt, exitCode, unprepared }) => {
    const when = agoWords(startedAt, now);
    const isLong = Date.parse(now) - Date.parse(startedAt) > OVERDUE_MS;
    if (exitCode === null) return isLong ? [{ job, text: `${job} did not end, ${when}` }] : [];
    if (exitCode > 1 && exitCode !== 4) {
      return [{ job, text: `${job} failed (${exitCode}) ${when}` }];
    }
    if (unprepared.length === 0) return [];
    return [{ job, text: `${unprepared.join(" and ")} failed before ${job}, ${when}` }];
  };
}

function channels({ config, outbox, flags }: StatusProbes): StatusLine {
  const name = "channels";
  const ours = flags.split(" --settings ")[0] ?? "";
  const waiting = [
    ...(outbox.queued === 0 ? [] : [`${plural(outbox.queued, "message")} waiting`]),
    ...(outbox.dead === 0 ? [] : [`${plural(outbox.dead, "message")} given up`]),
  ];
  const bad = (lines: readonly string[], remedy: string): StatusLine => {
    return { name, level: "amber", lines, remedy };
  };
  if (config.jobs === null) {
    const text = "not known: config.toml cannot be read, and nothing is sent";
    return bad([text, ...waiting], `claude-permit validate${ours}`);
  }
  if (config.wrongChannels.length > 0) {
    const names = config.wrongChannels.join(", ");
    const text = `${names}: a mistake in config.toml keeps messages from it`;
    return bad([text, ...waiting], `claude-permit validate${ours}`);
  }
  const unapproved = config.unapproved.join(" ");
  if (unapproved !== "") {
    const [first = "", ...more] = config.unapproved;
    const names = more.length === 0 ? `${first} waits` : `${[first, ...more].join(", ")} wait`;
    const lines = [`${names} for approval: nothing goes there`, ...waiting];
    return bad(lines, `claude-permit channels approve ${unapproved}${ours}`);
  }
  if (outbox.dead > 0) return bad([waiting.join(", ")], `claude-permit channels outbox${ours}`);
  if (config.channels.length === 0) {
    const text = ["none", ...waiting].join(", ");
    return { name, level: "none", lines: [text], remedy: null };
  }
  return good(name, [config.channels.join(", "), ...waiting].join("; "));
}

function good(name: string, text: string): StatusLine {
  return { name, level: "green", lines: [text], remedy: null };
}
