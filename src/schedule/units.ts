import type { RunDueProgram } from "../files/next-run.ts";

/** What a timer starts, by absolute paths alone, and under which name. */
export interface TimerSpec extends RunDueProgram {
  readonly home: string;
  /** `claude-permit`, with a mark of the home where that is not the account's own. */
  readonly name: string;
}

/** Jobs are looked at this often; their own moments are finer. */
const EVERY_MINUTES = 5;

/** The words that a timer runs. */
export function timerWords({ node, script, home }: TimerSpec): readonly string[] {
  return [node, script, "schedule", "run-due", "--home", home];
}

/** Unit files by name. A finding and a delivery that is tried again are no failure of the unit. */
export function systemdUnits(spec: TimerSpec): Readonly<Record<string, string>> {
  return {
    [`${spec.name}.service`]: `[Unit]
Description=claude-permit: jobs that are due

[Service]
Type=oneshot
ExecStart=${timerWords(spec).map(systemdWord).join(" ")}
SuccessExitStatus=1 4
`,
    [`${spec.name}.timer`]: `[Unit]
Description=claude-permit: every ${EVERY_MINUTES} minutes

[Timer]
OnCalendar=*:0/${EVERY_MINUTES}
AccuracySec=30s
Persistent=true

[Install]
WantedBy=timers.target
`,
  };
}

/** `%` and `$` have a meaning in a unit, and a backslash and a quote in its words. */
function systemdWord(word: string): string {
  const escaped = word.replace(/["\\]/g, "\\$&").replaceAll("%", "%%").replaceAll("$", "$$$$");
  return `"${escaped}"`;
}

/** A line of a crontab. It ends with a mark by which it is found again. */
export function crontabLine(spec: TimerSpec): string {
  const words = timerWords(spec).map(shellQuoted).join(" ");
  // An unescaped % ends the command of a crontab line.
  return `*/${EVERY_MINUTES} * * * * ${words.replaceAll("%", "\\%")} >/dev/null 2>&1 ${mark(spec)}`;
}

/** The table with our line once, in its place or at the end; without it where `line` is absent. */
export function withCrontabLine(table: string, spec: TimerSpec, line?: string): string {
  const kept = table.split("\n").filter((one) => !one.endsWith(` ${mark(spec)}`));
  while (kept.at(-1) === "") kept.pop();
  const lines = line === undefined ? kept : [...kept, line];
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
}

function mark({ name }: TimerSpec): string {
  return `# ${name}`;
}

function shellQuoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A property list for launchd. Nobody has tried it yet. */
export function launchdPlist(spec: TimerSpec): string {
  const words = timerWords(spec).map((word) => `    <string>${xml(word)}</string>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<!-- Untried. Save it as ~/Library/LaunchAgents/${xml(spec.name)}.plist, then: launchctl load -w that file -->
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${xml(spec.name)}</string>
  <key>ProgramArguments</key>
  <array>
${words.join("\n")}
  </array>
  <key>StartInterval</key>
  <integer>${EVERY_MINUTES * 60}</integer>
</dict>
</plist>
`;
}

function xml(text: string): string {
  const signs: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  return text.replace(/[&<>]/g, (sign) => signs[sign] ?? "");
}
