import { describe, expect, it } from "vitest";
import { type RuleEdit, withRuleEdit } from "../../src/files/rule-edits.ts";
import { parseToml } from "../../src/files/toml.ts";

const add = (key: string, ...items: string[]): RuleEdit => ({ kind: "add", key, items });

/** The text before and after an edit of `allow[0]`, between other things that have to stay. */
function edited(rule: string, edit: RuleEdit, newline = "\n"): string | undefined {
  const before = `# mine\n[[deny]]\ntool = 'x' # why\n\n`;
  const after = `\n# theirs\n[[allow]]\nname = "next"\ntool = "y"\n`;
  const whole = [before, rule, after].map((part) => part.replaceAll("\n", newline));
  const text = withRuleEdit(whole.join(""), "allow[0]", edit);
  if (text === undefined) return undefined;
  expect(text.startsWith(whole[0] ?? "?")).toBe(true);
  expect(text.endsWith(whole[2] ?? "?")).toBe(true);
  parseToml(text, "config.toml");
  return text
    .slice(whole[0]?.length, text.length - (whole[2]?.length ?? 0))
    .replaceAll(newline, "\n");
}

describe("adding to a rule", () => {
  it.each([
    ["a list", "flags = ['a']", add("flags", "b"), "flags = ['a', \"b\"]"],
    ["a list of none", "flags = []", add("flags", "b"), 'flags = ["b"]'],
    ["a text alone", 'program = "a" # one', add("program", "b"), 'program = ["a", "b"] # one'],
    [
      "a list with a comma at its end",
      "flags = ['a', ]",
      add("flags", "b"),
      "flags = ['a', \"b\", ]",
    ],
    [
      "a list of lines, with their comments",
      'flags = [\n  "a", # first\n  "b", # last\n]',
      add("flags", "c"),
      'flags = [\n  "a", # first\n  "b",\n  "c", # last\n]',
    ],
    [
      "an expression",
      "fields = { command = '^a$' }",
      add("fields.command", "^b\\.c$"),
      "fields = { command = ['^a$', '^b\\.c$'] }",
    ],
    [
      "an inline table",
      "exclude = { path = 'x' }",
      add("exclude.command", "^b$"),
      "exclude = { path = 'x', command = '^b$' }",
    ],
    [
      "a dotted table",
      "exclude.path = 'x'",
      add("exclude.command", "^b$"),
      "exclude.path = 'x'\nexclude.command = '^b$'",
    ],
    [
      "a table of its own",
      "[allow.exclude]\npath = 'x' # so\n",
      add("exclude.command", "^b$"),
      "[allow.exclude]\npath = 'x' # so\ncommand = '^b$'\n",
    ],
    ["a rule without the key", "", add("flags", "b"), 'flags = ["b"]\n'],
    [
      "a rule without the table, before its tables",
      "[allow.fields]\ncommand = 'x'",
      add("exclude.command", "^b$"),
      "exclude = { command = '^b$' }\n[allow.fields]\ncommand = 'x'",
    ],
    [
      "what is no header, though it looks like one",
      "match = [\n[[allow]]\n]".replace("[[allow]]", '"""\n[[allow]]\n"""'),
      add("flags", "b"),
      'match = [\n"""\n[[allow]]\n"""\n]\nflags = ["b"]',
    ],
  ])("keeps all else of %s", (_, rule, edit, wanted) => {
    const head = '[[allow]]\nname = "one"\ntool = "z"\n';
    for (const newline of ["\n", "\r\n"]) {
      const made = edited(`${head}${rule}\n`, edit, newline);
      expect(made?.replace(head, "").trim()).toBe(wanted.trim());
    }
  });

  it("writes no text as structure", () => {
    const hostile = `x'"]\n[[allow]]\ntool = "."\n#\u202e\u0000\\`;
    for (const key of ["flags", "fields.command", "exclude.command"]) {
      const text = withRuleEdit('[[allow]]\ntool = "z"\n', "allow[0]", add(key, hostile, "b"));
      const { allow } = parseToml(text ?? "", "config.toml");
      expect(JSON.stringify(allow)).toContain(JSON.stringify([hostile, "b"]));
      expect([allow].flat()).toHaveLength(1);
    }
  });
});

describe("taking out and replacing", () => {
  const list = (items: string): string => `[[allow]]\ntool = "z"\nprogram = [${items}]\n`;
  const drop = (item: string): RuleEdit => ({ kind: "drop", key: "program", item });

  it("takes one item out with its comma", () => {
    expect(edited(list('"a", "b", "c"'), drop("b"))).toBe(list('"a", "c"'));
    expect(edited(list('"a", "b"'), drop("b"))).toBe(list('"a"'));
    expect(edited(list('"a", "b"'), drop("a"))).toBe(list('"b"'));
  });

  it("leaves the last item, comments, and what is not there alone", () => {
    expect(edited(list('"a"'), drop("a"))).toBeUndefined();
    expect(edited(list('"a", # why\n"b"'), drop("a"))).toBeUndefined();
    expect(edited(list('"a", "b"'), drop("x"))).toBeUndefined();
    expect(withRuleEdit(list('"a"'), "allow[7]", drop("a"))).toBeUndefined();
  });

  it("replaces an expression where it stands", () => {
    const replace: RuleEdit = {
      kind: "replace",
      key: "fields.command",
      item: "a\\b",
      by: "^(?:a\\b)",
    };
    for (const [written, wanted] of [
      ["'a\\b'", "'^(?:a\\b)'"],
      ["'''a\\b'''", "'^(?:a\\b)'"],
      ['"a\\\\b"', "'^(?:a\\b)'"],
      ["['x', 'a\\b']", "['x', '^(?:a\\b)']"],
    ]) {
      const rule = (value = ""): string => `[[allow]]\ntool = "z"\nfields.command = ${value}\n`;
      expect(edited(rule(written), replace)).toBe(rule(wanted));
    }
  });
});
