import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { globList } from "../../../src/policy/paths/glob-list.ts";
import { anyGlob } from "../../../src/policy/paths/path-globs.ts";
import * as paths from "../../../src/policy/paths/sensitive-paths.ts";
import * as words from "../../../src/policy/paths/sensitive-words.ts";
import { tries } from "../../support/soak.ts";

const LISTS: readonly (readonly [string, readonly string[], readonly string[] | undefined])[] = [
  ["secrets", paths.SECRET_PATHS, words.SECRET_WORDS],
  ["what is none", paths.NOT_SECRET, undefined],
  ["start-up files", paths.STARTUP_PATHS, words.STARTUP_WORDS],
  ["what starts nothing", paths.NOT_STARTUP, undefined],
  ["untrusted folders", paths.UNTRUSTED_FOLDERS, undefined],
];

/** Every way to choose among `{a,b}`, and for each sign that is open something or nothing. */
function instances(glob: string): string[] {
  const braces = /^(.*?)\{([^{}]*)\}(.*)$/.exec(glob);
  if (braces !== null) {
    const [, before = "", choices = "", after = ""] = braces;
    return choices.split(",").flatMap((choice) => instances(before + choice + after));
  }
  return ["", "x", "Q/y"].map((filler) =>
    glob
      .replace(/\*\*\//g, filler === "" ? "" : `${filler}/`)
      .replace(/\/\*\*$/, filler === "" ? "" : `/${filler}`)
      .replace(/\*\*/g, filler)
      .replace(/\*/g, filler.replace("/", "")),
  );
}

describe.each(LISTS)("a list of %s", (_, globs, hints) => {
  const list = globList(globs, hints);
  const whole = anyGlob(globs);

  it("fits all that its globs name", () => {
    for (const path of globs.flatMap(instances)) {
      if (!whole.test(path)) continue;
      expect(list.test(path), path).toBe(true);
      expect(list.test(path.toUpperCase()), path).toBe(true);
    }
  });

  it("fits what one expression of all of them fits", () => {
    const pieces = globs.flatMap(instances).flatMap((path) => path.split(/(?<=[/.])/));
    const path = fc.array(fc.constantFrom("/", "~/", "./", "a", ...pieces), { maxLength: 6 });
    fc.assert(
      fc.property(path, (parts) => {
        const text = parts.join("");
        expect(list.test(text)).toBe(whole.test(text));
      }),
      { numRuns: tries(5000) },
    );
  });
});
