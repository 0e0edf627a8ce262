import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { carryToFile } from "../../src/deliver/file.ts";
import { takeNotices } from "../../src/files/notices.ts";
import { temporaryFolder } from "../support/io.ts";
import { message } from "../support/message.ts";
import { outside as world } from "../support/outside.ts";

const CHANNEL = { name: "file", type: "file", tell: false } as const;

const outside = (home: string) => world({ home, accountHome: home });

describe("the file channel", () => {
  it("writes every file of the message into out/, readable by the owner alone", async () => {
    const home = temporaryFolder();
    const files = [
      { name: "digest-2026-W47.html", content: "<p>x</p>" },
      { name: "digest-2026-W47.md", content: "x" },
    ];
    await carryToFile(CHANNEL, message({ files }), outside(home));
    expect(readdirSync(join(home, "out")).sort()).toEqual(files.map(({ name }) => name));
    expect(readFileSync(join(home, "out/digest-2026-W47.html"), "utf8")).toBe("<p>x</p>");
    expect(statSync(join(home, "out/digest-2026-W47.html")).mode & 0o777).toBe(0o600);
  });

  it("replaces what it wrote before", async () => {
    const home = temporaryFolder();
    const file = (content: string) => message({ files: [{ name: "a.md", content }] });
    await carryToFile(CHANNEL, file("old"), outside(home));
    await carryToFile(CHANNEL, file("new"), outside(home));
    expect(readFileSync(join(home, "out/a.md"), "utf8")).toBe("new");
    expect(readdirSync(join(home, "out"))).toEqual(["a.md"]);
  });

  it.each([
    ["/proc/nothing/reports", "lies where no files are kept"],
    ["/dev", "lies where no files are kept"],
    ["/tmp/../sys/x", "lies where no files are kept"],
    ["reports", "is not absolute"],
  ])("refuses %s at once", async (folder, why) => {
    const sent = carryToFile({ ...CHANNEL, folder }, message(), outside(temporaryFolder()));
    await expect(sent).rejects.toMatchObject({
      ...{ retryable: false, reason: "configuration", message: expect.stringContaining(why) },
    });
  });

  it("gives up where the system makes no folder, instead of trying for ever", async () => {
    const home = temporaryFolder();
    symlinkSync("/proc", join(home, "link"));
    const folder = join(home, "link/nothing/x");
    const sent = carryToFile({ ...CHANNEL, folder }, message(), outside(home));
    await expect(sent).rejects.toMatchObject({ retryable: false, reason: "refused" });
  });

  it("knows ~ as the account's home", async () => {
    const home = temporaryFolder();
    await carryToFile({ ...CHANNEL, folder: "~/digests" }, message(), outside(home));
    expect(readdirSync(join(home, "digests"))).toEqual([`${message().key}.txt`]);
  });

  it.each(["../escape.md", "/etc/x", ".hidden", "a/../b", "a/.b", "a//b", ""])(
    "refuses the name %j",
    async (name) => {
      const home = temporaryFolder();
      const sent = carryToFile(CHANNEL, message({ files: [{ name, content: "" }] }), outside(home));
      await expect(sent).rejects.toMatchObject({ retryable: false, reason: "bad_message" });
    },
  );

  it("writes below folders that the name holds", async () => {
    const home = temporaryFolder();
    await carryToFile(
      CHANNEL,
      message({ files: [{ name: "2026/w47.md", content: "x" }] }),
      outside(home),
    );
    expect(statSync(join(home, "out/2026")).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(home, "out/2026/w47.md"), "utf8")).toBe("x");
  });

  it("leaves a line for the next session where it is to tell, and remembers nothing else", async () => {
    const home = temporaryFolder();
    await carryToFile({ ...CHANNEL, tell: true }, message(), outside(home));
    expect(takeNotices(home, "2026-11-23T07:00:00Z")).toEqual([
      `${message().subject}: ~/out/${message().key}.txt`,
    ]);
    expect(readdirSync(home)).toEqual(["out"]);
  });

  it("gives up where a file stands in place of the folder", async () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "taken"), "");
    const channel = { ...CHANNEL, folder: join(home, "taken") };
    const sent = carryToFile(channel, message(), outside(home));
    await expect(sent).rejects.toMatchObject({ retryable: false, reason: "refused" });
  });
});
