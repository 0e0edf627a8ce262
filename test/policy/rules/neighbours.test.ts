import { describe, expect, it } from "vitest";
import { neighbours } from "../../../src/policy/rules/neighbours.ts";

function texts(line: string): string[] {
  return neighbours(line).map(({ text }) => text);
}

describe("neighbours of a command line", () => {
  it("are other spellings of it", () => {
    expect(neighbours("rm -rf build").map(({ text, how }) => `${text} (${how})`)).toEqual([
      "cd src && rm -rf build (behind cd)",
      "bash -c 'rm -rf build' (in bash -c)",
      "sudo rm -rf build (behind sudo)",
      "timeout 5 rm -rf build (behind timeout)",
      "env rm -rf build (behind env)",
      "LC_ALL=C rm -rf build (with a variable set)",
      "rm -rf build > out.txt (with its output redirected)",
      "rm -rf build 2>&1 (with its errors redirected)",
      '"rm" -rf build (with its program quoted)',
      "/usr/bin/rm -rf build (by its absolute path)",
      "rm build -rf (with its options last)",
      "rm -r -f build (with its options apart)",
      "rm -fr build (with its options turned round)",
      "rm --recursive --force build (with long options)",
    ]);
  });

  it.each([
    ["git push --force origin main", "git push -f origin main"],
    ["git push --force origin main", "git push origin main --force"],
    ["git push origin -f", "git push origin --force"],
    ["git commit --no-verify -m 'a b'", "git commit -n -m 'a b'"],
    ["curl https://x -o f", "curl https://x --output f"],
    ["chmod -R 777 .", "chmod 777 . -R"],
  ])("of %s hold %s", (line, other) => {
    expect(texts(line)).toContain(other);
  });

  it.each([
    ["tears no value from its option", "curl -o f https://x", /curl f/],
    ["takes no long word apart", "find . -name x", /-n -a/],
    ["moves nothing across --", "rm -- -rf", /rm -rf --$/],
    ["takes a line of several commands whole", "rm x; ls | wc", /^sudo|> out/],
    ["takes a substitution whole", 'echo "$(ls)"', /^sudo/],
  ])("%s", (_, line, wrong) => {
    expect(texts(line).filter((text) => wrong.test(text))).toEqual([]);
  });

  it("are different from it and from each other", () => {
    for (const line of ["ls", "ls -l", "sudo rm -r x", "A=1 make", "'a b' c", "", "rm -r"]) {
      const all = [line, ...texts(line)];
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
