import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { fileLines, type RecordedLine, textLines } from "../../src/files/recorded-events.ts";
import { UserError } from "../../src/model/errors.ts";

const folder = mkdtempSync(join(tmpdir(), "recorded-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function all(lines: AsyncIterable<RecordedLine>): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = [];
  for await (const { number, text } of lines) found[number] = text;
  return found.slice(1);
}

async function* chunks(...texts: string[]): AsyncGenerator<string> {
  yield* texts;
}

describe("the lines of a recording", () => {
  it("are read from a plain file, the last without a newline too", async () => {
    expect(await all(fileLines(file("plain.jsonl", "one\ntwo\nthree")))).toEqual([
      "one",
      "two",
      "three",
    ]);
  });

  it("are read from gzip data, whatever the file is called", async () => {
    const packed = gzipSync("eins\nzwei – drei\n");
    expect(await all(fileLines(file("packed.jsonl.gz", packed)))).toEqual(["eins", "zwei – drei"]);
    expect(await all(fileLines(file("misnamed.jsonl", packed)))).toEqual(["eins", "zwei – drei"]);
  });

  it("are none in an empty file", async () => {
    expect(await all(fileLines(file("empty.jsonl", "")))).toEqual([]);
  });

  it("keep their numbers over empty ones", async () => {
    const numbers: number[] = [];
    for await (const line of textLines(chunks("a\n\n", "\r\nb\n"))) numbers.push(line.number);
    expect(numbers).toEqual([1, 4]);
  });

  it("are put together over chunks, without a byte order mark", async () => {
    expect(await all(textLines(chunks("\uFEFFab", "c\nd", "e\n")))).toEqual(["abc", "de"]);
  });

  it("are not looked for in gzip data that comes as text", async () => {
    const text = new TextDecoder().decode(gzipSync("one\n"));
    await expect(all(textLines(chunks(text)))).rejects.toThrow("That is gzip data");
  });

  it("are passed over where they are longer than any event", async () => {
    const megabyte = "x".repeat(1024 * 1024);
    const long = Array.from({ length: 18 }, () => megabyte);
    expect(await all(textLines(chunks("a\n", ...long, "\nb")))).toEqual(["a", undefined, "b"]);
  });
});

describe("a file that cannot be read", () => {
  const truncated = gzipSync(JSON.stringify(Array.from({ length: 9000 }, (_, index) => index)));
  it.each([
    ["missing", () => join(folder, "nowhere.jsonl"), /no such file/],
    ["a folder", () => folder, /that is a folder/],
    ["a gzip file that breaks off", () => file("cut.gz", truncated.subarray(0, 900)), /breaks off/],
    [
      "a gzip file with damage",
      () => file("bad.gz", Buffer.concat([truncated.subarray(0, 600), Buffer.alloc(400, 255)])),
      /damaged|breaks off/,
    ],
  ])("says so where it is %s", async (_name, path, message) => {
    const reading = all(fileLines(path()));
    await expect(reading).rejects.toThrow(UserError);
    await expect(reading).rejects.toThrow(message);
  });
});
