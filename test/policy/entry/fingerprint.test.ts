import { describe, expect, it } from "vitest";
import { fingerprintOf } from "../../../src/policy/entry/input-fingerprint.ts";

const PLACE = { cwd: "/home/ana/shop", projectRoot: "/home/ana/shop", accountHome: "/home/ana" };
const of = async (tool: string, input: Record<string, unknown> | string): Promise<string> =>
  (await fingerprintOf(tool, input, PLACE)).fingerprint;

describe("the fingerprint of a shell line", () => {
  it.each([
    ["git push --force origin main", "git push"],
    ["git -C /x log --oneline", "git log"],
    ["npm run build", "npm run build"],
    ["npm test", "npm test"],
    ["docker compose up -d", "docker compose up"],
    ["gh pr view 12", "gh pr view"],
    ["kubectl -n prod get pods", "kubectl get pods"],
    ["ls -la src", "ls"],
    ["/usr/local/bin/node x.js", "node"],
    ["cd x && git add . && git commit -m 'x y'", "git add + git commit"],
    ["cd x", "cd"],
    ["a; b; c; d; e; f", "a + b + c + d +2"],
    ["grep x | head | grep y", "grep + head"],
    ["sudo rm -rf /", "sudo rm"],
    ["timeout 60 npm test", "npm test"],
    ["bash -c 'rm x'", "bash"],
    ["$CMD x", "…"],
    ["git 8f3a9c2d7e1b4f60", "git"],
    ["git push-secret-0123456789abcdef", "git"],
    ["./scripts/test.sh 2026-01-01", "test.sh"],
    ["sk-ant-REDACTED0123456789abcdefghijkl", "…"],
  ])("%s", async (command, head) => {
    expect(await of("Bash", { command })).toBe(`Bash: ${head}`);
  });
});

describe("the fingerprint of another call", () => {
  it.each([
    ["Edit", { file_path: "/home/ana/shop/src/model/a.ts" }, "Edit: src/model/*.ts"],
    ["Edit", { file_path: "/home/ana/shop/README.md" }, "Edit: *.md"],
    ["Read", { file_path: "/home/ana/notes/a.md" }, "Read: ~/notes/*.md"],
    ["Read", { file_path: "/etc/passwd" }, "Read: /etc/*"],
    ["Read", { file_path: "/tmp/8f3a9c2d7e1b4f60/a.log" }, "Read: /tmp/…/*.log"],
    ["WebFetch", { url: "https://u:p@docs.mozilla.org:8443/x?token=1" }, "WebFetch: mozilla.org"],
    ["WebFetch", { url: "https://www.bbc.co.uk/news" }, "WebFetch: bbc.co.uk"],
    ["WebFetch", { url: "http://127.0.0.1:3000/" }, "WebFetch: 127.0.0.1"],
    ["WebFetch", { url: "not a url" }, "WebFetch"],
    ["mcp__playwright__click", {}, "MCP: playwright"],
    ["mcp__plugin_x_linear__get", {}, "MCP: linear"],
    ["Grep", { pattern: "secret", path: "src" }, "Grep: src"],
    ["Glob", { pattern: "**/*.ts" }, "Glob"],
    ["Agent", { subagent_type: "general-purpose", prompt: "x" }, "Agent: general-purpose"],
    ["Skill", { skill: "plugin:review" }, "Skill: review"],
    ['bad"\nname', {}, "other"],
  ])("%s %j is %s", async (tool, input, expected) => {
    expect(await of(tool, input)).toBe(expected);
  });

  it("names hosts and programs", async () => {
    const found = await fingerprintOf(
      "Bash",
      { command: "curl -s https://A.example/x | jq ." },
      PLACE,
    );
    expect(found).toMatchObject({ programs: ["curl", "jq"], hosts: ["a.example"] });
  });
});

describe("the fingerprint of an older line", () => {
  it("is the same from the input's text", async () => {
    expect(await of("Bash", JSON.stringify({ command: "git push" }))).toBe("Bash: git push");
  });

  it("ends in ~ where the text is cut", async () => {
    const whole = JSON.stringify({ command: `git commit -m "a \\"quoted\\" ${"x".repeat(400)}` });
    expect(await of("Bash", whole.slice(0, 256))).toBe("Bash: git commit ~");
    expect(await of("Edit", '{"file_path":"/home/ana/shop/src/a.ts","old_string":"x')).toBe(
      "Edit: src/*.ts ~",
    );
  });
});
