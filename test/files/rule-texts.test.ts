import { createHash } from "node:crypto";
import {
  chmodSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepRuleText, ruleText } from "../../src/files/rule-texts.ts";
import { temporaryFolder } from "../support/io.ts";

describe("a text of auto-rules.toml", () => {
  it.each([
    ["nothing", ""],
    ["without a line feed at its end", "# a"],
    ["with every kind of line end", "# a\r\n# b\n\r\n"],
    ["with what no keyboard has", "\uFEFF# \u202E\u0000 \"'\u{1F600}\n"],
  ])("comes back byte for byte: %s", (_, text) => {
    const home = temporaryFolder();
    const sha = keepRuleText(home, text);
    expect(sha).toBe(createHash("sha256").update(text).digest("hex"));
    expect(ruleText(home, sha)).toBe(text);
    const path = join(home, "policies", `${sha}.toml`);
    expect(readFileSync(path)).toEqual(Buffer.from(text));
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("is written once, and again only where its copy was changed", () => {
    const home = temporaryFolder();
    const sha = keepRuleText(home, "# a\n");
    const path = join(home, "policies", `${sha}.toml`);
    const { ino } = statSync(path);
    keepRuleText(home, "# a\n");
    expect(statSync(path).ino).toBe(ino);
    writeFileSync(path, "# b\n");
    expect(ruleText(home, sha)).toBeUndefined();
    keepRuleText(home, "# a\n");
    expect(ruleText(home, sha)).toBe("# a\n");
    expect(readdirSync(join(home, "policies"))).toEqual([`${sha}.toml`]);
  });

  it("is not looked for outside its folder", () => {
    const home = temporaryFolder();
    writeFileSync(join(home, "secret.toml"), "x");
    expect(ruleText(home, "../secret")).toBeUndefined();
    expect(ruleText(home, "0".repeat(64))).toBeUndefined();
  });

  it("is refused where a link or a file open to others stands in its place", () => {
    const home = temporaryFolder();
    const sha = keepRuleText(home, "# a\n");
    const path = join(home, "policies", `${sha}.toml`);
    chmodSync(path, 0o666);
    expect(() => ruleText(home, sha)).toThrow("can be written by others");
    const other = createHash("sha256").update("# b\n").digest("hex");
    symlinkSync(path, join(home, "policies", `${other}.toml`));
    expect(() => keepRuleText(home, "# b\n")).toThrow("is a link");
  });
});
