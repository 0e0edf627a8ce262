import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { isInGitWorkTree } from "../../src/files/git-work-tree.ts";
import { temporaryFolder } from "../support/io.ts";

describe("a path", () => {
  it("lies in a git work tree where a folder above has .git, there yet or not", () => {
    const folder = temporaryFolder();
    const inside = join(folder, "a/b/c.md");
    expect(isInGitWorkTree(inside)).toBe(false);
    mkdirSync(join(folder, ".git"));
    expect(isInGitWorkTree(inside)).toBe(true);
    expect(isInGitWorkTree(folder)).toBe(true);
  });

  it("lies in one where .git is a file, as in a linked work tree", () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, ".git"), "gitdir: /elsewhere\n");
    expect(isInGitWorkTree(join(folder, "x.md"))).toBe(true);
  });

  it("lies where its links lead", () => {
    const [folder, other] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(folder, ".git"));
    symlinkSync(folder, join(other, "out"));
    expect(isInGitWorkTree(join(other, "out/x.md"))).toBe(true);
  });
});
