import { describe, expect, it } from "vitest";
import { parseJsonText } from "../../src/claude/json-text.ts";
import {
  type HookCommand,
  otherHooks,
  registeredHooks,
  withoutRegistration,
  withRegistration,
} from "../../src/claude/registration.ts";
import { EVENTS } from "../../src/model/words.ts";

const command: HookCommand = {
  node: "/usr/bin/node",
  script: "/opt/claude-permit/dist/bin.cjs",
  home: "/home/ana/.claude/claude-permit",
};

/** Settings as people have them: each must come back byte for byte after install and uninstall. */
const SETTINGS: Record<string, string> = {
  "an empty object": "{}\n",
  "an object on one line": '{"model":"opus","n":1.0}',
  "two spaces": '{\n  "model": "opus",\n  "env": { "A": "1" }\n}\n',
  "four spaces, no newline at the end": '{\n    "model": "opus"\n}',
  tabs: '{\n\t"permissions": {\n\t\t"allow": ["Bash(ls *)"]\n\t}\n}\n',
  "Windows line ends": '{\r\n  "model": "opus"\r\n}\r\n',
  "a byte order mark": '\uFEFF{\n  "model": "opus"\n}\n',
  "numbers that a rewrite would change": '{\n  "big": 12345678901234567890,\n  "e": 1e3\n}\n',
  "keys in an order that a rewrite would change": '{\n  "b": 1,\n  "1": 2,\n  "0": 3\n}\n',
  "an empty hooks object": '{\n  "hooks": {},\n  "model": "opus"\n}\n',
  "an empty list of an event": '{\n  "hooks": {\n    "Stop": []\n  }\n}\n',
  "hooks of others":
    '{\n  "hooks": {\n    "PreToolUse": [\n      {\n        "matcher": "Bash",\n        "hooks": [{ "type": "command", "command": "x.sh" }]\n      }\n    ],\n    "Notification": [{ "hooks": [{ "type": "command", "command": "beep" }] }]\n  },\n  "model": "opus"\n}\n',
  "hooks of others on one line":
    '{\n  "hooks": { "Stop": [{ "hooks": [{ "type": "command", "command": "x" }] }] }\n}\n',
};

describe("registering", () => {
  it.each(Object.entries(SETTINGS))("puts one handler on each event into %s", (_, before) => {
    const after = withRegistration(before, command);
    const found = registeredHooks(parseJsonText(after));
    expect(found.map((hook) => hook.event).sort()).toEqual([...EVENTS].sort());
    expect(found.every((hook) => hook.everyTool && hook.home === command.home)).toBe(true);
    expect(otherHooks(parseJsonText(after))).toBe(otherHooks(parseJsonText(before)));
  });

  it.each(Object.entries(SETTINGS))("changes nothing the second time in %s", (_, before) => {
    const once = withRegistration(before, command);
    expect(withRegistration(once, command)).toBe(once);
  });

  it.each(Object.entries(SETTINGS))("leaves %s as it was after removal", (_, before) => {
    expect(withoutRegistration(withRegistration(before, command), before)).toBe(before);
  });

  it("writes the exec form with a timeout", () => {
    const settings: unknown = JSON.parse(withRegistration("{}", command));
    expect(settings).toMatchObject({
      hooks: {
        PreToolUse: [
          {
            matcher: "",
            hooks: [
              {
                type: "command",
                command: "/usr/bin/node",
                args: [command.script, "hook", "--home", command.home],
                timeout: 15,
                statusMessage: "claude-permit",
              },
            ],
          },
        ],
      },
    });
  });

  it("updates a moved node in place", () => {
    const once = withRegistration('{\n\t"a": 1\n}\n', command);
    const moved = withRegistration(once, { ...command, node: "/opt/node/bin/node" });
    expect(moved).toBe(once.replaceAll('"/usr/bin/node"', '"/opt/node/bin/node"'));
  });

  it("keeps one of two handlers of ours on an event", () => {
    const once = withRegistration("{}\n", command);
    const twice = once.replace(
      /("Stop": \[)/,
      `$1{"hooks":[{"command":"/old/node","args":["/x/bin.cjs","hook","--home","/h"]}]},`,
    );
    expect(registeredHooks(parseJsonText(withRegistration(twice, command)))).toHaveLength(12);
  });

  it("widens a handler of ours that was narrowed to some tools", () => {
    const narrowed = withRegistration("{}\n", command).replace(
      '"matcher": ""',
      '"matcher": "Bash"',
    );
    expect(registeredHooks(parseJsonText(narrowed)).filter((hook) => !hook.everyTool)).toHaveLength(
      1,
    );
    const again = registeredHooks(parseJsonText(withRegistration(narrowed, command)));
    expect(again.filter((hook) => hook.everyTool)).toHaveLength(12);
  });

  it("keeps the handler of another in a group that it shares with ours", () => {
    const foreign = '{ "type": "command", "command": "x.sh" }';
    const shared = withRegistration("{}\n", command).replace(
      '"hooks": [',
      `"hooks": [${foreign}, `,
    );
    const left: unknown = JSON.parse(withoutRegistration(shared, undefined));
    expect(Object.values({ ...Object(left) })).toHaveLength(1);
    expect(JSON.stringify(left)).toContain("x.sh");
    expect(JSON.stringify(left)).not.toContain("bin.cjs");
  });

  it("takes no other program that has a hook command for ours", () => {
    const others = [
      '{"command":"/usr/bin/node","args":["/x/other.cjs","hook","--home","/h"]}',
      '{"command":"claude-permit hook --home /h"}',
      '{"command":"/usr/bin/node","args":["/x/bin.cjs","serve"]}',
    ];
    const settings = `{"hooks":{"Stop":[{"hooks":[${others.join(",")}]}]}}`;
    expect(registeredHooks(parseJsonText(settings))).toEqual([]);
    expect(withoutRegistration(settings, undefined)).toBe(settings);
  });
});
