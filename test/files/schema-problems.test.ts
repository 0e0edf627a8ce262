import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCommandConfig, parseHookConfig } from "../../src/files/read-config.ts";
import { ConfigError } from "../../src/model/errors.ts";
import { temporaryFolder } from "../support/io.ts";

function problemsOf(read: (path: string) => unknown, text: string): string {
  const path = join(temporaryFolder(), "config.toml");
  writeFileSync(path, text, { mode: 0o600 });
  try {
    read(path);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return "";
}

describe("a mistake in config.toml", () => {
  it.each([
    ['[[deny]]\ntoool = "x"\ntool = "y"', 'deny[0].toool: unknown name. Write "tool", if'],
    ['[reprot]\ntime_zone = "UTC"', 'reprot: unknown name. Write "report", if that was meant.'],
    ["zzzzzzzz = 1", "zzzzzzzz: unknown name. README.md lists those there are."],
    ['[[ask]]\nname = "x"', "ask[0].tool: is missing."],
    ["[[ask]]\ntool = 3", "ask[0].tool: must be text in quotes."],
    ['[[ask]]\ntool = "x"\nflags = "r"', "ask[0].flags: must be a list: [ … ]."],
    ['[[ask]]\ntool = "x"\nprogram = 3', "program: must be text in quotes or a list: [ … ]."],
    ['[[ask]]\ntool = "x"\nname = ""', "ask[0].name: must not be empty."],
    ['[[ask]]\ntool = "x"\nprogram = ["a", 3]', "ask[0].program[1]: must be text in quotes."],
    ['[[ask]]\ntool = "x"\nfields.a = []', "3: ask[0].fields.a: must not be empty."],
    ['[[ask]]\ntool = "x"\nfields.a = 3', "fields.a: must be text in quotes or a list: [ … ]."],
    ['[[ask]]\ntool = "x"\nexclude = { a = ["x", ""] }', "exclude.a[1]: must not be empty."],
    [
      '[[ask]]\ntool = "x"\nfields = { a = [\n"x",\n3,\n] }',
      "5: ask[0].fields.a[1]: must be text in quotes.",
    ],
    [
      `[[ask]]\ntool = "x"\nfields.a = [${'"x",'.repeat(65)}]`,
      "ask[0].fields.a: must hold no more than 64.",
    ],
    [
      '[[deny]]\ntool = "x"\nseverity = "high"',
      'deny[0].severity: must be "critical", "warn" or "info".',
    ],
  ])("is told in words that mend it: %j", (text, words) => {
    expect(problemsOf((path) => parseHookConfig(readFileSync(path, "utf8"), "f"), text)).toContain(
      words,
    );
  });

  it.each([
    [
      '[[channel]]\nname = "a"\ntype = "fax"',
      'channel[0].type: must be "stdout", "file", "email", "slack", "webhook" or "command".',
    ],
    [
      '[[channel]]\nname = "A b"\ntype = "file"',
      "channel[0].name: use a-z, 0-9 and -, at most 40.",
    ],
    ['[[alert]]\nkind = "passthrough_ratio"\nfire_above = 30', "fire_above: must be 1 or less."],
    ['[alert]\nchannels = ["a"]', "alert: must be a list of tables. Write [[alert]]"],
    ['[[alert]]\nkind = "passthru_ratio"', 'kind: unknown word. Write "passthrough_ratio", if'],
    ['[[alert]]\nchannels = ["a"]', 'alert[0].kind: must be "all", "red_event", '],
    ['[[alert]]\nkind = "hook_silent"\nproject = "x"', "kind does not tell projects apart."],
    [
      '[[alert]]\nkind = "hook_silent"\nminuts = 3',
      '3: alert[0].minuts: unknown name. Write "minutes"',
    ],
    [
      '[[alert]]\nkind = "all"\n[[alert]]\nkind = "all"',
      "4: alert[1].kind: another [[alert]], alert[0], is of the same.",
    ],
    [
      '[[alert]]\nkind = "all"\nproject = "x"\nbudget_per_hour = 3',
      "4: alert[0].budget_per_hour: is not of a project.",
    ],
    ['allow_noninteractive = "yes"', "allow_noninteractive: must be true or false."],
    ['[[job]]\nname = "a"\nrun = "stats"\ncorn = "x"', 'job[0].corn: unknown name. Write "cron"'],
  ])("is told for the commands' half too: %j", (text, words) => {
    const read = (path: string) => parseCommandConfig(readFileSync(path, "utf8"), "config.toml");
    expect(problemsOf(read, text)).toContain(words);
  });
});
