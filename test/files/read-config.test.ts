import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCommandConfig, readCommandConfig } from "../../src/files/read-config.ts";
import { ConfigError, problemLine } from "../../src/model/errors.ts";
import { temporaryFolder } from "../support/io.ts";

function read(text: string) {
  const path = join(temporaryFolder(), "config.toml");
  writeFileSync(path, text, { mode: 0o600 });
  return readCommandConfig(path);
}

const GOOD = `
[[channel]]
name = "here"
type = "file"

[[job]]
name = "weekly"
cron = "0 7 * * MON"
run = "report digest"
`;

describe("a mistake in one table", () => {
  it("of a channel, a job or an alert leaves that out, with its line, and nothing else", () => {
    const config = read(`
[[channel]]
name = "chat"
type = "slack"

[[job]]
cron = 3
${GOOD}
[[alert]]
kind = "all"
budget_per_hour = 4

[[alert]]
kind = "deny_spike"
enabled = "no"

[[alert]]
kind = "all"
quiet_hours = "22:00-07:00"
`);
    expect(config.channel.map(({ name }) => name)).toEqual(["here"]);
    expect(config.job.map(({ name }) => name)).toEqual(["weekly"]);
    expect(config.alert).toMatchObject({ budget_per_hour: 4, deny_spike: { enabled: true } });
    expect(config.alert.quiet_hours).toBeUndefined();
    expect(config.leftOut).toMatchObject({ channels: ["chat"], jobs: ["job[0]"], jobPlaces: [1] });
    expect(config.leftOut?.problems.map(problemLine).sort()).toEqual([
      "config.toml:24: alert[1].enabled: must be true or false.",
      "config.toml:2: channel[0]: needs one of url_env, url_file and url_command: the address is a secret.",
      "config.toml:6: job[0].name: is missing.",
      "config.toml:6: job[0].run: is missing.",
      "config.toml:7: job[0].cron: must be text in quotes.",
    ]);
  });

  it("of a channel that an alert names leaves out that name, with its place in the file", () => {
    const config = read(`
${GOOD}
[[alert]]
kind = "deny_spike"
enabled = "no"

[[alert]]
kind = "all"
channels = [
  "here",
  "hree",
]

[[alert]]
kind = "deny_spike"
channels = ["nowhere"]
enabled = 3

[[alert]]
kind = "red_event"
channels = ["out"]
`);
    expect(config.alert.channels).toEqual(["here"]);
    expect(config.alert.red_event.channels).toEqual(["out"]);
    expect(config.leftOut?.problems.map(problemLine).sort()).toEqual([
      "config.toml:14: alert[0].enabled: must be true or false.",
      'config.toml:20: alert[1].channels[1]: there is no channel "hree". Write "here", if that was meant.',
      'config.toml:25: alert[2].channels[0]: there is no channel "nowhere". Write [[channel]] for it.',
      "config.toml:26: alert[2].enabled: must be true or false.",
    ]);
  });

  it("of such a channel does not leave out one that has a mistake of its own", () => {
    const chat = '[[channel]]\nname = "chat"\ntype = "slack"\n';
    const config = read(`${chat}\n[[alert]]\nkind = "all"\nchannels = ["chat"]\n`);
    expect(config.alert.channels).toEqual(["chat"]);
    expect(config.leftOut?.problems).toHaveLength(1);
  });

  it("is none where there is none", () => {
    expect(read(GOOD).leftOut).toBeUndefined();
  });

  it.each([
    ["a setting of reports", `${GOOD}\n[report]\nlook_back_days = 0\n`],
    ["a name that is unknown", `repotr = 1\n${GOOD}`],
    ["a list that is none", 'job = "weekly"\n'],
    ["an alert table that is none", 'alert = "all"\n'],
    ["a syntax error", `${GOOD}\n[[job\n`],
  ])("stops all where it is %s", (_what, text) => {
    expect(() => read(text)).toThrow(ConfigError);
  });

  it("is told whole where the file is checked", () => {
    expect(() => parseCommandConfig("[[job]]\ncron = 3\n", "config.toml")).toThrow(/job\[0\]\.run/);
  });
});
