import fc from "fast-check";
import picomatch from "picomatch";
import { describe, expect, it } from "vitest";
import { globExpression } from "../../../src/policy/paths/path-globs.ts";
import { loadEngine } from "../../../src/policy/patterns/pattern.ts";
import { tries } from "../../support/soak.ts";

const engine = await loadEngine();

function fits(glob: string, path: string): boolean {
  return new RegExp(globExpression(glob)).test(path);
}

const name = fc.constantFrom("a", "b", "ab", ".a", "a.b", "a-b", "a b");
const piece = fc.oneof(name, fc.constantFrom("*", "?", "[ab]", "[^a]", "[a-c]", "{a,b}", "{a,b*}"));
const segment = fc.oneof(
  fc.constant("**"),
  fc.array(piece, { minLength: 1, maxLength: 3 }).map((pieces) => pieces.join("")),
);
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));
/**
 * `**` is a whole name and stands once in a row. After a `*` picomatch does not count the folder
 * itself among what `/**` fits; here it always does.
 */
const glob = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join("/"))
  .filter((each) => !/\*\*[^/]|[^/]\*\*|\*\*\/\*\*|\*\}?\/\*\*$/.test(each));

describe("a glob of a rule", () => {
  it("fits what picomatch says that it fits", () => {
    fc.assert(
      fc.property(glob, path, (pattern, found) => {
        // Below the project a path has the form ./a, unless the glob may begin anywhere.
        const form = pattern.startsWith("**/") ? found : `./${found}`;
        expect(fits(pattern, form)).toBe(picomatch(pattern, { dot: true })(found));
      }),
      { numRuns: tries(5000) },
    );
  });

  it("is an expression that the linear engine takes", () => {
    fc.assert(
      fc.property(glob, (pattern) => engine.problem(globExpression(pattern)) === undefined),
    );
  });

  it.each([
    ["src/**", "./src/a/b", true],
    ["src/**", "./src", true],
    ["src/**", "./web/src/a", false],
    ["~/.ssh/**", "~/.ssh/id_rsa", true],
    ["**/.env", "/w/shop/.env", true],
    ["/etc/*", "/etc/ssh/config", false],
    ["*.pem", "./a.pem", true],
    ["a+(b).c", "./a+(b).c", true],
    ["[a", "./[a", true],
  ])("%s on %s: %s", (pattern, found, expected) => {
    expect(fits(pattern, found)).toBe(expected);
  });
});
