import { describe, expect, it } from "vitest";
import { worldOf } from "../../../src/hook/setting.ts";
import { shellCaseOf } from "../../../src/policy/decide.ts";
import { traceOf } from "../../../src/policy/explain/trace.ts";
import { readCommands } from "../../../src/policy/shell/read-commands.ts";
import { policyOf, setting, type Tables } from "../../support/judging.ts";

const RULES: Tables = {
  deny: [{ name: "no-rm", tool: "^Bash$", program: "rm", flags: ["r"] }],
  ask: [{ name: "push", tool: "^Bash$", program: "git", subcommand: "push" }],
  allow: [
    { name: "git-log", tool: "^Bash$", fields: { command: "^git log( |$)" } },
    { name: "list", tool: "^Bash$", program: "ls", cwd: "/home/ana/app" },
    { name: "scratch", tool: "^Bash$", writes: ["/tmp/**"] },
    { name: "edit", tool: "^Edit$", writes: ["./src/**"] },
  ],
};

async function judgedCall(tool: string, input: Record<string, unknown>) {
  const call = { tool, input, permissionMode: "default", attended: true };
  const world = worldOf(setting(), "/home/ana/shop");
  return { call, world, shell: await shellCaseOf(call, world) };
}

/** `rule: first clause that does not hold`, those first of which the fewest do not. */
async function trace(tool: string, input: Record<string, unknown>): Promise<readonly string[]> {
  const tried = await traceOf(await judgedCall(tool, input), (await policyOf(RULES)).rules);
  return tried.map(({ rule, lacks }) => `${rule.label}: ${lacks[0]?.name ?? "holds"}`);
}

describe("a trace", () => {
  it("holds every rule, with what it lacks on the command that it is nearest to", async () => {
    const found = await trace("Bash", { command: "git log -3 > /tmp/x; git push; ls" });
    expect(found.slice(0, 4)).toEqual([
      "push: holds",
      "git-log: holds",
      "scratch: holds",
      "list: cwd",
    ]);
    expect(found).toHaveLength(6);
  });

  it("asks a deny rule about the raw text of a line that can not be parsed", async () => {
    expect((await trace("Bash", { command: "rm -r x; echo 'y" }))[0]).toBe("no-rm: holds");
  });

  it("takes other tools by their input", async () => {
    expect((await trace("Edit", { file_path: "src/a.ts" }))[0]).toBe("edit: holds");
    expect((await trace("Write", { file_path: "src/a.ts" }))[0]).toBe("edit: tool");
  });

  it("says of a line without a command that nobody understands it", async () => {
    const found = await trace("PowerShell", { command: "Get-Item x" });
    expect(found.every((each) => !each.endsWith("holds"))).toBe(true);
  });
});

describe("the commands of a line", () => {
  it("are told with what they touch, where, and through what", async () => {
    const line = "cd src && sudo timeout 5 cp a.ts ../b.ts; curl https://example.com/x > /tmp/y";
    const { shell } = await judgedCall("Bash", { command: line });
    const commands = shell === undefined ? [] : readCommands(shell);
    expect(commands.map(({ text }) => text)).toEqual([
      "cd src",
      "sudo timeout 5 cp a.ts ../b.ts",
      "timeout 5 cp a.ts ../b.ts",
      "cp a.ts ../b.ts",
      "curl https://example.com/x",
    ]);
    expect(commands[3]).toMatchObject({
      program: "cp",
      reads: ["/home/ana/shop/src/a.ts"],
      writes: ["/home/ana/shop/b.ts"],
      through: ["sudo", "timeout"],
    });
    expect(commands[4]).toMatchObject({
      hosts: ["https://example.com/x"],
      writes: ["/tmp/y"],
    });
  });

  it("say which program nobody knows, and why a command can not be understood", async () => {
    const { shell } = await judgedCall("Bash", { command: 'acme x; python3 -c "1"' });
    const [acme, python] = shell === undefined ? [] : readCommands(shell);
    expect(acme?.known).toBe(false);
    expect(python?.not_understood).not.toEqual([]);
  });
});
