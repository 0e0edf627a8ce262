// biome-ignore-all lint/suspicious/noTemplateCurlyInString: shell expansions, not templates
import { describe, expect, it } from "vitest";
import { policyOf } from "../support/judging.ts";
import { judgeBy } from "../support/starter.ts";

const KIB = 1024;
/** The longest command that is judged whole. */
const MAX_CHARS = 64 * KIB;

const policy = policyOf({
  deny: [
    { name: "rm", tool: "^Bash$", program: "rm", flags: ["r", "R", "recursive"] },
    { name: "publish", tool: "^Bash$", fields: { command: "\\bnpm publish\\b" } },
  ],
  ask: [{ name: "push", tool: "^Bash$", program: "git", subcommand: "push" }],
  allow: [{ name: "look", tool: "^Bash$", program: ["ls", "cat", "echo", "true", "wc"] }],
});

const decide = async (text: string): Promise<string> => {
  const { decision, rule = "" } = await judgeBy(await policy, text);
  return `${decision} ${rule}`.trim();
};

const nested = (before: string, command: string, after: string, times: number): string =>
  `${before.repeat(times)}${command}${after.repeat(times)}`;

/** `sh -c '…'` in `sh -c '…'`: its quotes grow with each level. */
function quotedShells(command: string, levels: number): string {
  let text = command;
  for (let level = 0; level < levels; level += 1) {
    text = `sh -c '${text.replaceAll("'", "'\\''")}'`;
  }
  return text;
}

/** As many as fit before `end` in a line that is still judged whole. */
function filled(start: string, piece: string, end: string): string {
  const times = Math.floor((MAX_CHARS - start.length - end.length) / piece.length);
  return `${start}${piece.repeat(times)}${end}`;
}

/** Large lines with one command somewhere that matters. */
const LARGE: Record<string, (command: string) => string> = {
  "100 nested substitutions": (command) => nested("echo $(", command, ")", 100),
  "100 nested quoted substitutions": (command) => nested('echo "$(', command, ')"', 100),
  "3,000 nested substitutions": (command) => nested("echo $(", command, ")", 3000),
  "100 nested subshells": (command) => nested("( ", command, " )", 100),
  "10,000 nested subshells": (command) => nested("( ", command, " )", 10_000),
  "1,000 nested groups": (command) => nested("{ ", command, "; }", 1000),
  "500 nested conditions": (command) => nested("if true; then ", command, "; fi", 500),
  "1,000 nested defaults": (command) => `echo ${nested("${x:-", `$(${command})`, "}", 1000)}`,
  "200 process substitutions": (command) => nested("cat <(", command, ")", 200),
  "5,000 separators": (command) => `${"ls; ".repeat(5000)}${command}`,
  "5,000 line feeds": (command) => `${"ls\n".repeat(5000)}${command}`,
  "5,000 pipes": (command) => `${"ls | ".repeat(5000)}${command}`,
  "5,000 conjunctions": (command) => `${"ls && ".repeat(5000)}${command}`,
  "5,000 negations": (command) => `${"! ".repeat(5000)}${command}`,
  "5,000 wrappers": (command) => `${"command ".repeat(5000)}${command}`,
  "2,000 different wrappers": (command) => `${"env A=1 nice timeout 5 ".repeat(500)}${command}`,
  "5,000 assignments": (command) => `${"A=1 ".repeat(5000)}${command}`,
  "5,000 redirections": (command) => `ls ${"2>&1 ".repeat(5000)}; ${command}`,
  "10,000 arguments before": (command) => `echo ${"a ".repeat(10_000)}; ${command}`,
  "8 shells in shells": (command) => quotedShells(command, 8),
  "a line of 64 KiB, at its end": (command) => filled("echo ", "x", `; ${command}`),
  "a line of 64 KiB, at its start": (command) => filled(`${command}; echo `, "x", ""),
  "a line of 64 KiB of blanks": (command) => filled("ls", " ", `; ${command}`),
  "a line of 64 KiB of comment": (command) => filled("ls #", "x", `\n${command}`),
  "a line of 64 KiB of quotes": (command) => filled("echo ", "''", `; ${command}`),
  "a line of 64 KiB of text": (command) => filled("echo '", "x y; ", `'; ${command}`),
  "6,000 here-documents": (command) => `${"cat <<A\nA\n".repeat(6000)}${command}`,
  "16,000 here-documents": (command) => `${"cat <<A\nA\n".repeat(16_000)}${command}`,
  "a here-document of 50 KiB": (command) => `cat <<'A'\n${"text\n".repeat(10_000)}A\n${command}`,
  "more than 64 KiB, at its end": (command) => `echo ${"x".repeat(80 * KIB)}; ${command}`,
  "more than 64 KiB, at its start": (command) => `${command}; echo ${"x".repeat(80 * KIB)}`,
};

describe.each(Object.entries(LARGE))("a denied command in %s", (_, line) => {
  it("is denied by its program", async () => {
    expect(await decide(line("rm -r build"))).toBe("deny rm");
  });

  it("is denied by its text", async () => {
    expect(await decide(line("npm publish"))).toBe("deny publish");
  });
});

describe.each(Object.entries(LARGE))("what no rule covers in %s", (_, line) => {
  it("is not allowed", async () => {
    expect(await decide(line("frobnicate x"))).not.toMatch(/^(?:allow|deny)/);
  });
});

describe.each(Object.entries(LARGE))("what every rule covers in %s", (_, line) => {
  it("is not denied", async () => {
    expect(await decide(line("true"))).not.toMatch(/^deny/);
  });
});

/** What opens something, nests, or is looked at from both ends. */
const PIECES = [
  ..."'\"`\\$({[<>|&;!#*?~=-\n",
  ...[
    "$(",
    "$((",
    "${",
    "$'",
    "<(",
    "((",
    "[[ ",
    "{ ",
    "<<",
    "<<A\n",
    "<<<",
    "! ",
    "**/",
    "{a,",
    "@(",
  ],
  ...[
    "f() ",
    "f() { ",
    "function f ",
    "coproc ",
    "time ",
    "if ",
    "case x in ",
    "for x in ",
    "while ",
  ],
  ...["sudo ", "env -S '", "eval ", "A=$(", "> x ", "$({[<|&;'\"`\\>]})$ ", "\\'\\\"", "\u200b"],
];

describe.each(PIECES)("a run of %j", (piece) => {
  const runs = [2, 16, 64].map((kib) => piece.repeat((kib * KIB - 100) / piece.length));

  it("hides no denied command before it", async () => {
    for (const run of runs) expect(await decide(`rm -r build\n${run}`)).toBe("deny rm");
  });

  it("allows nothing that no rule covers", async () => {
    for (const run of runs) expect(await decide(`frobnicate x\n${run}`)).not.toMatch(/^allow/);
  });
});

describe("a long command", () => {
  it("is denied by an option after 10,000 arguments", async () => {
    expect(await decide(`rm ${"a ".repeat(10_000)} -r`)).toBe("deny rm");
    expect(await decide(`rm -f${"v".repeat(10_000)}r build`)).toBe("deny rm");
  });

  it("is asked about wherever the question stands", async () => {
    expect(await decide(`${"ls; ".repeat(1000)}git push`)).toBe("ask push");
    expect(await decide(nested("echo $(", "git push", ")", 20))).toBe("ask push");
  });

  it("is not denied for its length alone", async () => {
    const message = "one line of a long message\n".repeat(1500);
    expect(await decide(`git commit -m '${message}'`)).toBe("passthrough");
    expect(await decide(`cat > notes.md <<'EOF'\n${message}EOF`)).toBe("passthrough");
  });

  it("is asked about beyond 64 KiB", async () => {
    const text = `echo ${"x".repeat(80 * KIB)}`;
    expect(await decide(text)).toBe("ask not-readable");
  });
});
