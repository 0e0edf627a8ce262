import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appendHistory, readHistory } from "../../src/files/history.ts";
import { makePrivateFolder } from "../../src/files/private.ts";
import { keepRuleText } from "../../src/files/rule-texts.ts";
import { ruleToml } from "../../src/files/rule-toml.ts";
import { loadAndKeepPolicy } from "../../src/hook/policy-miss.ts";
import { HISTORY } from "../../src/model/history.ts";
import { autoRulesThen } from "../../src/pipeline/auto-rules-then.ts";
import { type Printed, runCommand, temporaryFolder } from "../support/io.ts";
import { pick, seeded } from "../support/seeded.ts";

const RULE = "[[allow]]\nname = 'a'\ntool = '^Bash$'\nprogram = 'ls'\n";

interface Home {
  readonly folder: string;
  readonly file: string;
  /** Writes the file, undefined removes it, and has it looked at; gives the moment after. */
  readonly now: (text: string | undefined) => Promise<string>;
}

function home(): Home {
  const folder = join(temporaryFolder(), "home");
  const file = join(folder, "auto-rules.toml");
  makePrivateFolder(folder);
  const look = async (text: string | undefined): Promise<string> => {
    if (text === undefined) rmSync(file, { force: true });
    else writeFileSync(file, text, { mode: 0o600 });
    await loadAndKeepPolicy({ home: folder, projectRoot: "" }, { pid: process.pid, name: "hook" });
    return nextMoment();
  };
  return { folder, file, now: look };
}

/** So that the next change is not of the same millisecond. */
async function nextMoment(): Promise<string> {
  const at = new Date().toISOString();
  while (new Date().toISOString() === at) await new Promise(setImmediate);
  return at;
}

async function printed(folder: string, line: string, isTerminal = false): Promise<Printed> {
  const out: string[] = [];
  const stdout = { write: (text: string) => void out.push(text), isTerminal, columns: 80 };
  const words = [...line.split(" "), "--home", folder];
  const all = await runCommand(words, folder, { stdout, now: () => new Date() });
  return { ...all, out: out.join("") };
}

describe("auto-rules.toml as it was", () => {
  it("is known byte for byte at every moment, whatever was done to it by hand", async () => {
    const { folder, file, now } = home();
    const random = seeded(20261125);
    const below = (count: number) => Math.floor(random() * count);
    const edits: ((text: string) => string | undefined)[] = [
      (text) => `# ${below(10)}\n${text}`,
      (text) => `${text}\r\n# \u202E é \u{1F600}`,
      (text) => text + ruleToml("allow", { name: `n${below(4)}`, tool: "^Bash$" }),
      (text) => text.slice(0, below(text.length + 1)),
      (text) => `${text}[[allow`,
      (text) => text.replaceAll("[[allow\n", ""),
      () => "",
      () => undefined,
      (text) => text,
    ];
    const states: { at: string; text: string }[] = [];
    let text = "";
    for (let step = 0; step < 40; step++) {
      text = pick(random, edits)(text) ?? "";
      const at = await now(below(2) === 0 && text === "" ? undefined : text);
      states.push({ at, text: existsSync(file) ? readFileSync(file, "utf8") : "" });
    }
    expect(new Set(states.map((state) => state.text)).size).toBeGreaterThan(10);
    const rebuilt = states.map(({ at }) => autoRulesThen(folder, at));
    expect(rebuilt).toMatchObject(states.map((state) => ({ kind: "known", text: state.text })));
    const lines = readHistory(folder, HISTORY.ruleTexts).lines;
    const same = lines.filter(
      (line, index) => line.kind === "text" && line.text_sha256 === lines[index - 1]?.text_sha256,
    );
    expect(same).toEqual([]);
  });

  it("is printed as it was, cleaned for a terminal, and with its hash as JSON", async () => {
    const { folder, now } = home();
    const text = `# \u202E hostile\r\n${RULE}`;
    const at = await now(text);
    await now("# later\n");
    const line = `rules list --toml --as-of ${at}`;
    expect(await printed(folder, line)).toEqual({ code: 0, out: text, err: "" });
    expect((await printed(folder, line, true)).out).toBe(`#  hostile\n${RULE}`);
    const json = JSON.parse((await printed(folder, `${line} --json`)).out);
    expect(json).toMatchObject({ version: 1, as_of: at, text, found_by: "hook" });
    expect(json.text_sha256).toBe(keepRuleText(folder, text));
    expect((await printed(folder, "rules list --toml")).out).toBe("# later\n");
  });

  it("is not made up where it is not on record", async () => {
    const { folder, now } = home();
    const at = await now(RULE);
    const before = await printed(folder, "rules list --toml --as-of 2026-01-01");
    expect(before).toMatchObject({ code: 1, out: "" });
    expect(before.err).toContain("is not known: its record begins at ");
    const kept = readdirSync(join(folder, "policies")).filter((name) => name.endsWith(".toml"));
    for (const name of kept) writeFileSync(join(folder, "policies", name), "# changed\n");
    const damaged = await printed(folder, `rules list --toml --as-of ${at} --json`);
    expect(damaged.code).toBe(1);
    expect(JSON.parse(damaged.out)).toMatchObject({
      text: null,
      reason: expect.stringMatching(/^policies\/\w{64}\.toml is missing, or was changed since$/),
    });
    const [change] = readHistory(folder, HISTORY.rules).lines;
    if (change === undefined) throw new Error("no change on record");
    const { text_sha256: _text, ...older } = change;
    appendHistory(folder, HISTORY.rules, [{ ...older, at: await nextMoment() }]);
    const now2 = await nextMoment();
    expect(autoRulesThen(folder, now2)).toMatchObject({
      reason: expect.stringContaining("names no text"),
    });
  });

  it("is a mistake where it is not UTF-8, and no other text stands for it", async () => {
    const { folder, file, now } = home();
    await now(RULE);
    writeFileSync(
      file,
      Buffer.concat([Buffer.from("# caf"), Buffer.from([0xe9]), Buffer.from("\n")]),
    );
    const { problems } = await loadAndKeepPolicy(
      { home: folder, projectRoot: "" },
      { pid: process.pid, name: "hook" },
    );
    expect(problems).toMatchObject([
      { file: "auto-rules.toml", message: expect.stringContaining("is not UTF-8") },
    ]);
    expect((await printed(folder, "rules list")).out).toContain("1 mistake in the files");
    expect(await printed(folder, "rules list --toml")).toMatchObject({
      code: 3,
      err: expect.stringContaining("auto-rules.toml: is not UTF-8. Save it as UTF-8."),
    });
    expect(autoRulesThen(folder, await nextMoment())).toMatchObject({ text: RULE });
    await now("# \uFFFD\n");
    expect(autoRulesThen(folder, await nextMoment())).toMatchObject({ text: "# \uFFFD\n" });
  });

  it("keeps a text that is no policy, and nothing of a file that cannot be read", async () => {
    const { folder, file, now } = home();
    await now(RULE);
    const broken = await now("[[allow");
    chmodSync(file, 0o666);
    const at = await now("# open to others\n");
    expect(autoRulesThen(folder, broken)).toMatchObject({ text: "[[allow" });
    expect(autoRulesThen(folder, at)).toMatchObject({ text: "[[allow" });
    expect(readHistory(folder, HISTORY.rules).lines).toHaveLength(1);
  });
});
