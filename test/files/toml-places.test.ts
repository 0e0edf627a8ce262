import { describe, expect, it } from "vitest";
import { lineOf, located, tableText, tomlPlaces } from "../../src/files/toml-places.ts";

const TEXT = `# rules
allow_noninteractive = false
[[deny]]            # one
name = "a"
match = [
  "rm -rf x, y",    # ] not the end
  'a # b',
]
[deny.fields]
command = '''
[[deny]]
'''
[[deny]]
name = "b"
fields = { command = "x", "file_path" = 'y' }
exclude.command = "z"

# about the next
[[ask]]
tool = "^Bash$"
[report]
time_zone = "UTC"
`;

describe("places in a TOML text", () => {
  it.each([
    ["allow_noninteractive", 2],
    ["deny[0]", 3],
    ["deny[0].name", 4],
    ["deny[0].match[1]", 7],
    ["deny[0].fields.command", 10],
    ["deny[1].name", 14],
    ["deny[1].fields.file_path", 15],
    ["deny[1].exclude.command", 16],
    ["ask[0].tool", 20],
    ["report.time_zone", 22],
  ])("%s stands in line %i", (path, line) => {
    expect(tomlPlaces(TEXT).get(path)).toBe(line);
  });

  it("gives the table of a key that is missing, and nothing for a table that is", () => {
    const places = tomlPlaces(TEXT);
    expect(lineOf(places, "deny[1].tool")).toBe(13);
    expect(lineOf(places, "deny[0].match[7]")).toBe(5);
    expect(lineOf(places, "job[0].cron")).toBeUndefined();
  });

  it("keeps a line that a problem has", () => {
    const problems = [
      { file: "f", path: "ask[0].tool", message: "x." },
      { file: "f", path: "", line: 9, message: "y." },
      { file: "f", path: "", message: "z." },
    ];
    expect(located(problems, TEXT).map((problem) => problem.line)).toEqual([20, 9, undefined]);
  });

  it("shows a table with its sub-tables and without what follows", () => {
    expect(tableText(TEXT, "deny[1]").split("\n")).toEqual(TEXT.split("\n").slice(12, 16));
    expect(tableText(TEXT, "deny[0]")).toContain("'''\n[[deny]]\n'''");
    expect(tableText(TEXT, "ask[0]")).toBe('[[ask]]\ntool = "^Bash$"');
    expect(tableText(TEXT, "job[0]")).toBe("");
  });

  it("comes to an end on text that is no TOML", () => {
    for (const text of ["[[", "a", "a =", "a = [", "= 3", 'a = "x\n', "]]", "[a]]b", "a = {b"]) {
      expect(tomlPlaces(text).size).toBeLessThan(4);
    }
  });
});
