import { mkdirSync, realpathSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { realPath } from "../../src/hook/real-path.ts";
import { temporaryFolder } from "../support/io.ts";

it("follows a link to what is not there yet, and comes to an end", () => {
  const folder = realpathSync(temporaryFolder());
  const project = join(folder, "shop");
  mkdirSync(project);
  symlinkSync("../outside/new.toml", join(project, "dangling"));
  symlinkSync("dangling", join(project, "twice"));
  symlinkSync(join(folder, "nowhere"), join(project, "folder"));
  symlinkSync("loop", join(project, "loop"));
  expect(realPath(join(project, "dangling"))).toBe(join(folder, "outside/new.toml"));
  expect(realPath(join(project, "twice"))).toBe(join(folder, "outside/new.toml"));
  expect(realPath(join(project, "folder/a/b"))).toBe(join(folder, "nowhere/a/b"));
  expect(realPath(join(project, "loop"))).toBe(join(project, "loop"));
  expect(realPath(join(project, "new/file"))).toBe(join(project, "new/file"));
});
