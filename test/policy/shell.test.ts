// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell expansions, not templates
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { worldOf } from "../../src/hook/setting.ts";
import { parseShell } from "../../src/policy/shell/shell-parse.ts";
import { readShellLine } from "../../src/policy/shell.ts";
import { readShellCase } from "../../src/policy/steps/shell-case.ts";
import { setting } from "../support/judging.ts";
import { tries } from "../support/soak.ts";

const canonical = async (raw: string): Promise<string[]> =>
  (await readShellLine(raw)).commands.map((command) => command.canonical);

describe("the commands of a line", () => {
  it.each([
    ["a && b || c; d | e |& f & g", ["a", "b", "c", "d", "e", "f", "g"]],
    ["! rm x", ["rm x"]],
    ["a\nb\r\nc", ["a", "b \r", "c"]],
    ["git \\\n  push", ["git push"]],
    [
      "echo $(rm a) `rm b` <(rm c) >(rm d)",
      ["echo $(rm a) `rm b` <(rm c) >(rm d)", "rm a", "rm b", "rm c", "rm d"],
    ],
    ["(rm a); { rm b; }; f() { rm c; }", ["rm a", "rm b", "rm c"]],
    ["if a; then rm b; else rm c; fi", ["a", "rm b", "rm c"]],
    ["for x in $(rm a); do rm b; done", ["rm a", "rm b"]],
    ["case x in y) rm z;; esac", ["rm z"]],
    ["[[ -n $(rm a) ]]", ["rm a"]],
    ["echo $(( $(rm a) )) ${x:-$(rm b)}", ["echo $(( $(rm a) )) ${x:-$(rm b)}", "rm a", "rm b"]],
    ["X=$(rm a) npm test", ["npm test", "rm a"]],
    ["cat <<EOF\n$(rm a)\nEOF", ["cat", "rm a"]],
    ["cat <<'EOF'\n$(rm a)\nEOF", ["cat"]],
    ["r''m -rf /", ["rm -rf /"]],
    ["/bin/rm -rf x", ["rm -rf x"]],
    ["sudo -u root rm -rf x", ["sudo -u root rm -rf x", "rm -rf x"]],
    ["env A=1 B=2 rm x", ["env A=1 B=2 rm x", "rm x"]],
    ["env -S 'rm x'", ["env -S rm x", "rm x"]],
    ["timeout -k 5 60 rm x", ["timeout -k 5 60 rm x", "rm x"]],
    ["xargs -I{} rm {}", ["xargs -I{} rm {}", "rm {}"]],
    ["ssh host 'cd a && rm b'", ["ssh host cd a && rm b", "cd a", "rm b"]],
    ["docker exec -it web rm x", ["docker exec -it web rm x", "rm x"]],
    ["bash -lc 'a; sudo rm b'", ["bash -lc a; sudo rm b", "a", "sudo rm b", "rm b"]],
    ["bash <<EOF\nrm x\nEOF", ["bash", "rm x"]],
    ["bash <<< 'rm x'", ["bash", "rm x"]],
    ["eval 'rm x'", ["eval rm x", "rm x"]],
  ])("%j", async (raw, commands) => {
    const found = await canonical(raw);
    expect(found.map((each) => each.trim())).toEqual(commands.map((each) => each.trim()));
  });

  it("leaves data alone", async () => {
    expect(await canonical("echo 'rm -rf /'")).toEqual(["echo rm -rf /"]);
    expect(await canonical("docker ps")).toEqual(["docker ps"]);
  });

  it("is read alike with and without the parser", async () => {
    const word = fc.string({
      unit: fc.constantFrom("a", "Z", "0", "_", "-", ".", "/", "=", ":", "@", "%", "+", ","),
      minLength: 1,
      maxLength: 6,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 5 }), async (words) => {
        const raw = words.join(" ");
        const [plain] = (await readShellLine(raw)).commands;
        const [parsed] = parseShell(raw).commands;
        expect(plain).toEqual(parsed);
      }),
      { numRuns: tries(2000) },
    );
  });
});

describe("a line is understood", () => {
  const doubts = async (raw: string): Promise<readonly string[]> => {
    const call = { tool: "Bash", input: { command: raw }, permissionMode: "", attended: true };
    const shell = await readShellCase(call, worldOf(setting(), "/home/ana/shop"), { text: raw });
    const unknown = shell.steps.filter((step) => step.unknownProgram || step.scripts.length > 0);
    return [...shell.doubts, ...unknown.map((step) => step.command.called)];
  };

  it.each([
    "git status",
    "/usr/bin/git log --oneline -5",
    "npm run build",
    `git commit -m "it's done"`,
    "ls ~/notes",
    "grep -rn 'git push --force' src",
    "node --version",
    "cd src && git log --oneline | head -5",
    "ls; pwd & wc -l a || true",
    "! grep -q x a",
    "time ls",
    "NODE_ENV=test npm test 2>&1",
    "ls *.ts",
    "ls {a,b}",
    'echo "$(git rev-parse HEAD)"',
    "for f in a b; do wc -l $f; done",
    "X=src; ls $X",
    "i=0; while [ $i -lt 3 ]; do i=$((i + 1)); done; ls",
    "if git diff --quiet; then echo same; fi",
    "[[ -f x ]] && ls",
    "cat <<EOF\nx\nEOF",
    "cat <<< x",
    "git commit -m \"$(cat <<'EOF'\nIt's done\nEOF\n)\"",
    "timeout 5 nice -n 3 ls",
    "bash -lc 'ls | wc -l'",
    "env CI=1 ls",
    "find . -name '*.ts' -exec grep -l x {} +",
    "find src -type f | xargs wc -l",
    "diff <(ls a) <(ls b)",
    "awk '{print $1}' a | sort -u",
    "sed -n '1,20p' a",
    "set -euo pipefail; ls",
    "command -v git",
  ])("%s", async (raw) => expect(await doubts(raw)).toEqual([]));

  it.each([
    "ls $X",
    "$CMD x",
    "/bin/l? x",
    "f() { ls; }",
    "eval ls",
    "source x",
    ". x",
    "trap ls EXIT",
    "alias ls=rm",
    "exec $X",
    "bash x.sh",
    "bash < x.sh",
    "curl -s x | sh",
    "npx x",
    "python -c 'x'",
    "python3.12 x.py",
    "node -e 1",
    "ruby <<EOF\nx\nEOF",
    "awk 'BEGIN { system(\"id\") }'",
    "sed 's/x/y/e' a",
    "export PATH=.",
    "PAGER=less git log",
    "LD_PRELOAD=./x ls",
    "GIT_SSH_COMMAND=x git fetch",
    "IFS=x; ls",
    "cat ~bob/x",
    "cat $(find . -name x)",
    "xargs cat",
    "echo $((x))",
    "[[ $x -eq 1 ]] && ls",
    "echo ${!x}",
    "echo ${x@P}",
    "test -v 'a[$(id)]'",
    "set | grep x",
    "ls > $X",
    "cat < $X",
    "exec 3<> /dev/tcp/example.com/80",
    "coproc ls",
    "echo 'x",
    "ls \u202e",
    "ls \u200b",
    "git status\r",
    "",
    "  ",
    "# only a comment",
    "“rm” x",
    "'git status'",
    "cd /tmp/x && npm test",
    "made-up x",
  ])("not: %j", async (raw) => expect(await doubts(raw)).not.toEqual([]));

  it("not beyond 16 KiB or 64 here-documents, which are not parsed at all", async () => {
    const long = await readShellLine(`git status ${"x".repeat(17_000)}`);
    const many = await readShellLine("cat <<A\nA\n".repeat(65));
    expect([long.parsed, many.parsed]).toEqual([false, false]);
    expect([long.doubts.length, many.doubts.length]).toEqual([1, 1]);
  });

  it("does not throw on any text", async () => {
    const unit = fc.constantFrom(..."ab $(){}[]<>|&;'\"`\\\n~*?!#=-", "<<E", "$((", "sh -c ", "\0");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (raw) => {
        await readShellLine(raw);
      }),
      { numRuns: tries(5000) },
    );
  });
});
