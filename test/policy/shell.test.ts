// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell expansions, not templates
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readShellLine } from "../../src/policy/shell.ts";
import { parseShell } from "../../src/policy/shell-parse.ts";

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
      { numRuns: 2000 },
    );
  });
});

describe("a line is understood", () => {
  it.each([
    "git status",
    "/usr/bin/git log --oneline -5",
    "npm run build",
    `git commit -m "it's done"`,
    "ls ~/notes",
    "grep -rn 'git push --force' src",
    "docker ps",
    "node --version",
  ])("%s", async (raw) => expect((await readShellLine(raw)).notUnderstood).toEqual([]));

  it.each([
    "a; b",
    "a && b",
    "a | b",
    "a &",
    "! a",
    "time a",
    "A=1 git status",
    "git status > x",
    "ls *.ts",
    "ls $X",
    'echo "$(id)"',
    "`id`",
    "$CMD x",
    "ls {a,b}",
    "ls a?",
    "f() { a; }",
    "if a; then b; fi",
    "[[ -f x ]]",
    "sudo ls",
    "env ls",
    "xargs ls",
    "bash x.sh",
    "sh -c ls",
    "eval ls",
    "source x",
    ". x",
    "exec ls",
    "command ls",
    "timeout 5 ls",
    "nohup ls",
    "ssh h ls",
    "docker exec c ls",
    "npx x",
    "python -c 'x'",
    "python3.12 x.py",
    "node -e 1",
    "awk 1",
    "export A=1",
    "ls ~bob",
    "echo 'x",
    "ls \u202e",
    "ls \u200b",
    "git status\r",
    "",
    "  ",
    "# only a comment",
    "cat <<< x",
    "cat <<EOF\nx\nEOF",
    "$'\\x72m' x",
    "export PATH=.",
    "“rm” x",
  ])("not: %j", async (raw) => {
    expect((await readShellLine(raw)).notUnderstood).not.toEqual([]);
  });

  it("not beyond 16 KiB or 64 here-documents, which are not parsed at all", async () => {
    const long = await readShellLine(`git status ${"x".repeat(17_000)}`);
    const many = await readShellLine("cat <<A\nA\n".repeat(65));
    expect([long.parsed, many.parsed]).toEqual([false, false]);
    expect([long.notUnderstood.length, many.notUnderstood.length]).toEqual([1, 1]);
  });

  it("does not throw on any text", async () => {
    const unit = fc.constantFrom(..."ab $(){}[]<>|&;'\"`\\\n~*?!#=-", "<<E", "$((", "sh -c ", "\0");
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (raw) => {
        await readShellLine(raw);
      }),
      { numRuns: 5000 },
    );
  });
});
