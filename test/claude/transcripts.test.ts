import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  cursorAt,
  placeIn,
  readCursors,
  writeCursors,
} from "../../src/claude/transcript-cursors.ts";
import { listTranscripts, projectsFolder } from "../../src/claude/transcript-files.ts";
import { BEGINNING, type Exchange, readExchanges } from "../../src/claude/transcripts.ts";
import { temporaryFolder } from "../support/io.ts";
import {
  ANSWER_CASES,
  callLine,
  clock,
  type Line,
  promptLine,
  resultLine,
  writeTranscript,
} from "../support/transcripts.ts";

const OK = { line: {}, content: "done" };

interface Read {
  readonly exchanges: readonly Exchange[];
  readonly odd: readonly string[];
  readonly offset: number;
}

/** Reads a folder's only transcript; nothing is waited for unless a time is named. */
function read(claude: string, options: { waitFrom?: string; lineLimit?: number } = {}): Read {
  const [file] = listTranscripts(projectsFolder(claude)).files;
  if (file === undefined) throw new Error("no transcript");
  const odd: string[] = [];
  const exchanges: Exchange[] = [];
  const reading = readExchanges(file, BEGINNING, {
    waitFromMs: Date.parse(options.waitFrom ?? "9000-01-01T00:00:00Z"),
    onOdd: (reason) => odd.push(reason),
    ...(options.lineLimit === undefined ? {} : { lineLimit: options.lineLimit }),
  });
  for (;;) {
    const step = reading.next();
    if (step.done === true) return { exchanges, odd, offset: step.value.offset };
    exchanges.push(step.value);
  }
}

function folderWith(lines: readonly (Line | string)[]): string {
  const claude = temporaryFolder();
  writeTranscript(claude, "-home-ana-shop/session-1.jsonl", lines);
  return claude;
}

describe("an answer in a transcript", () => {
  it.each(ANSWER_CASES)("is told: $what", (one) => {
    const claude = folderWith([promptLine(0), callLine(1), resultLine(2, "toolu_1", one)]);
    const { exchanges, odd } = read(claude);
    expect(odd).toEqual([]);
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]?.call).toMatchObject({ toolUseId: "toolu_1", tool: "Bash" });
    expect(exchanges[0]?.answer).toMatchObject({ kind: one.kind, outcome: one.outcome });
  });

  it("of a batch that was interrupted is a refusal of the first call alone", () => {
    const no = ANSWER_CASES.find(({ what }) => what === "refused without a word") ?? OK;
    const ids = ["toolu_a", "toolu_b", "toolu_c"];
    const claude = folderWith([
      ...ids.map((id, at) => callLine(at, { id, message: "msg_1" })),
      ...ids.map((id, at) => resultLine(9 + at, id, no)),
      callLine(20, { id: "toolu_d", message: "msg_2" }),
      resultLine(21, "toolu_d", no),
    ]);
    expect(
      read(claude).exchanges.map(({ answer }) => [
        answer?.toolUseId,
        answer?.kind,
        answer?.outcome,
      ]),
    ).toEqual([
      ["toolu_a", "refused", "refused"],
      ["toolu_b", "not_reached", "interrupted"],
      ["toolu_c", "not_reached", "interrupted"],
      ["toolu_d", "refused", "refused"],
    ]);
  });

  it("is not taken from a line with several results", () => {
    const line = resultLine(3, "toolu_1", {
      line: { permissionDecision: { decision: "accept", source: "user_permanent" } },
      content: "a",
    });
    const two = {
      ...line,
      message: {
        content: ["toolu_1", "toolu_2"].map((id) => ({
          type: "tool_result",
          tool_use_id: id,
          content: "x",
        })),
      },
    };
    const claude = folderWith([callLine(0), callLine(1, { id: "toolu_2" }), two]);
    expect(read(claude).exchanges.map(({ answer }) => answer?.kind)).toEqual(["unsaid", "unsaid"]);
  });
});

describe("a call in a transcript", () => {
  it("has the session, the folder, the mode and the time of its line", () => {
    const claude = folderWith([
      promptLine(0, { permissionMode: "acceptEdits" }),
      callLine(1, {}, { cwd: "/home/ana/shop/api", entrypoint: "sdk-cli" }),
      resultLine(2, "toolu_1", OK),
    ]);
    expect(read(claude).exchanges[0]).toMatchObject({
      permissionMode: "acceptEdits",
      root: "/home/ana/shop",
      call: {
        sessionId: "session-1",
        agentId: undefined,
        cwd: "/home/ana/shop/api",
        entrypoint: "sdk-cli",
        atMs: Date.parse(clock(1)),
        input: { command: "npm test" },
      },
    });
  });

  it("of a subagent has its name, from the line or from the file", () => {
    const claude = temporaryFolder();
    const sub = { isSidechain: true };
    writeTranscript(claude, "p/session-1/subagents/agent-a5ec.jsonl", [callLine(0, {}, sub)]);
    expect(read(claude).exchanges[0]?.call).toMatchObject({
      sessionId: "session-1",
      agentId: "a5ec",
      bySubagent: true,
    });
    const old = folderWith([
      callLine(0, {}, { ...sub, agentId: "b7" }),
      callLine(1, { id: "t2" }, sub),
    ]);
    expect(read(old).exchanges.map(({ call }) => [call?.agentId, call?.bySubagent])).toEqual([
      ["b7", true],
      [undefined, true],
    ]);
  });

  it("without a session of its own has that of the file", () => {
    const { sessionId, ...line } = callLine(0);
    expect(read(folderWith([line])).exchanges[0]?.call?.sessionId).toBe("session-1");
  });

  it("is one, however often its message was written", () => {
    const claude = folderWith([callLine(0), callLine(1), resultLine(2, "toolu_1", OK)]);
    expect(read(claude).exchanges).toHaveLength(1);
  });

  it("that has no answer yet is waited for: reading goes on before it", () => {
    const old = callLine(0, { id: "toolu_old" });
    const lines = [
      old,
      callLine(100),
      callLine(101, { id: "toolu_2" }),
      resultLine(102, "toolu_2", OK),
    ];
    const { exchanges, offset } = read(folderWith(lines), { waitFrom: clock(50) });
    expect(exchanges.map(({ call, answer }) => [call?.toolUseId, answer?.kind])).toEqual([
      ["toolu_2", "unsaid"],
      ["toolu_old", undefined],
    ]);
    expect(offset).toBe(JSON.stringify(old).length + 1);
  });
});

describe("what is not understood", () => {
  const deep = JSON.parse(`${'{"a":'.repeat(150)}1${"}".repeat(150)}`);
  const block = (parts: Line): Line => ({ ...callLine(1), message: { content: [parts] } });
  it.each<[string, Line | string, string[]]>([
    ["no JSON", "nonsense\n", ["not_json"]],
    ["a NUL", "\0\0\n", ["not_json"]],
    ["half a line in the middle", `${JSON.stringify(callLine(1)).slice(0, 60)}\n`, ["not_json"]],
    ["a list", "[1]\n", ["not_an_object"]],
    ["a call without an id", block({ type: "tool_use", name: "Bash", input: {} }), ["bad_call"]],
    ["an id that is a sentence", callLine(1, { id: "rm -rf /; echo" }), ["bad_call"]],
    [
      "an id that is a secret",
      callLine(1, { id: ["ghp", "_16C7e42F292c6912E7710c838347Ae178B4a"].join("") }),
      ["bad_call"],
    ],
    ["an input that is a text", callLine(1, { input: "ls" }), ["bad_call"]],
    ["an input without a bottom", callLine(1, { input: deep }), ["too_deep"]],
    ["a call at no time", callLine(1, {}, { timestamp: "yesterday" }), ["no_time"]],
    ["a time of no calendar", callLine(1, {}, { timestamp: "2026-13-45T99:00:00Z" }), ["no_time"]],
    [
      "a result of nothing",
      { ...resultLine(1, "x", OK), message: { content: [{ type: "tool_result" }] } },
      ["bad_result"],
    ],
    ["a line of another kind", { type: "file-history-snapshot", snapshot: {} }, []],
    ["a line of no kind", { hello: 1 }, []],
    ["a prompt", promptLine(1), []],
    ["an empty line", "\n", []],
    ["a tool of the server", block({ type: "server_tool_use", id: "s", name: "x", input: {} }), []],
    ["fields of other types", { ...promptLine(1), cwd: 7, message: "x", isSidechain: "no" }, []],
  ])("is counted and passed over: %s", (_, line, odd) => {
    const result = read(folderWith([line, callLine(5), resultLine(6, "toolu_1", OK)]));
    expect(result.odd).toEqual(odd);
    expect(result.exchanges.map(({ call }) => call?.atMs)).toEqual([Date.parse(clock(5))]);
  });

  it("is a line that is too long; what comes after it is read", () => {
    const long = callLine(1, { id: "toolu_long", input: { command: "x".repeat(5000) } });
    const lines = [callLine(0), long, resultLine(2, "toolu_1", OK)];
    const result = read(folderWith(lines), { lineLimit: 2000 });
    expect(result.odd).toEqual(["too_long"]);
    expect(result.exchanges.map(({ call }) => call?.toolUseId)).toEqual(["toolu_1"]);
  });

  it("is not a line of two megabytes over many chunks", () => {
    const content = "é".repeat(1 << 20);
    const lines = [callLine(0, { input: { content } }), resultLine(2, "toolu_1", OK)];
    const result = read(folderWith(lines));
    expect(result.odd).toEqual([]);
    expect(result.exchanges[0]?.call?.input["content"]).toBe(content);
  });

  it("is not a torn last line: it is left for the next time", () => {
    const whole = [callLine(0), resultLine(1, "toolu_1", OK)];
    const torn = JSON.stringify(callLine(2, { id: "toolu_2" })).slice(0, 99);
    const result = read(folderWith([...whole, torn]));
    expect(result.odd).toEqual([]);
    expect(result.offset).toBe(
      whole.reduce((sum, line) => sum + JSON.stringify(line).length + 1, 0),
    );
  });
});

describe("the transcripts of a folder", () => {
  it("are those of sessions and subagents, and no others; links are not followed", () => {
    const claude = temporaryFolder();
    const outside = folderWith([callLine(0)]);
    const away = projectsFolder(outside);
    for (const place of ["a/s1.jsonl", "a/s1/subagents/agent-x.jsonl", "b/s2.jsonl"]) {
      writeTranscript(claude, place, [callLine(0)]);
    }
    for (const place of [
      "a/s1/tool-results/big.txt",
      "a/memory/x.jsonl",
      "top.jsonl",
      "a/x.json",
    ]) {
      writeTranscript(claude, place, [callLine(0)]);
    }
    const projects = projectsFolder(claude);
    symlinkSync(join(away, "-home-ana-shop"), join(projects, "linked"));
    symlinkSync(join(away, "-home-ana-shop/session-1.jsonl"), join(projects, "b/linked.jsonl"));
    mkdirSync(join(projects, "b/s2"));
    symlinkSync(join(away, "-home-ana-shop"), join(projects, "b/s2/subagents"));
    expect(listTranscripts(projects).files.map(({ name }) => name)).toEqual([
      "a/s1.jsonl",
      "a/s1/subagents/agent-x.jsonl",
      "b/s2.jsonl",
    ]);
    expect(listTranscripts(join(claude, "nowhere"))).toEqual({ files: [], unreadable: 0 });
  });

  it("are not read through a link that came since they were listed", () => {
    const claude = folderWith([callLine(0)]);
    const outside = folderWith([callLine(0, { id: "toolu_outside" })]);
    const projects = projectsFolder(claude);
    const [file] = listTranscripts(projects).files;
    if (file === undefined) throw new Error("no transcript");
    renameSync(join(projects, "-home-ana-shop"), join(projects, "moved"));
    symlinkSync(join(projectsFolder(outside), "-home-ana-shop"), join(projects, "-home-ana-shop"));
    const reading = readExchanges(file, BEGINNING, { waitFromMs: 0, onOdd: () => {} });
    expect(reading.next()).toMatchObject({ done: true, value: { offset: 0 } });
  });
});

describe("a cursor", () => {
  const listed = (claude: string) => {
    const [file] = listTranscripts(projectsFolder(claude)).files;
    if (file === undefined) throw new Error("no transcript");
    return file;
  };
  const atEnd = (claude: string) => {
    const file = listed(claude);
    return cursorAt(file, { offset: file.size, root: "/r", permissionMode: "plan" });
  };

  it("says that nothing is new, goes on where it stood, and begins anew in another file", () => {
    const claude = folderWith([callLine(0), callLine(1)]);
    const cursor = atEnd(claude);
    const path = listed(claude).path;
    expect(placeIn(listed(claude), cursor)).toBeUndefined();
    appendFileSync(path, `${JSON.stringify(callLine(2))}\n`);
    expect(placeIn(listed(claude), cursor)).toMatchObject({ offset: cursor.size, root: "/r" });
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/toolu_1/g, "toolu_9"));
    expect(placeIn(listed(claude), cursor)).toEqual(BEGINNING);
    truncateSync(path, 10);
    expect(placeIn(listed(claude), cursor)).toEqual(BEGINNING);
    expect(placeIn(listed(claude), undefined)).toEqual(BEGINNING);
  });

  it("is kept for each reader, and forgotten where its file is nonsense", () => {
    const claude = folderWith([callLine(0)]);
    const home = temporaryFolder();
    const cursor = { ...atEnd(claude), name: "__proto__" };
    writeCursors(home, "import", new Map([["__proto__", cursor]]));
    expect(readCursors(home, "import").get("__proto__")).toEqual(cursor);
    expect(readCursors(home, "reconcile").size).toBe(0);
    writeFileSync(join(home, "cache/transcripts-import.json"), '{"v":1,"cursors":[{}]}');
    expect(readCursors(home, "import").size).toBe(0);
  });
});
