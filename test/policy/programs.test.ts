import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { loadedRow, loadRows, TABLE_FILES } from "../../src/policy/programs/index.ts";
import { OPERAND_KINDS, type Row, row, VALUE_KINDS } from "../../src/policy/programs/row.ts";

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");

/** Every table, by its first program. */
const TABLES: Readonly<Record<string, Readonly<Record<string, Row>>>> = Object.fromEntries(
  await Promise.all(TABLE_FILES.map(async ({ names, load }) => [words(names)[0], await load()])),
);
const NOT_TABLES = ["index", "row", "shared-rows"];

/** `--lines`, `-i`, `-#`, `+D`; a letter of a bundle; a word of find's expressions. */
const NAME =
  /(?<name>--?[A-Za-z0-9?][\w.:+-]*|--[!*]?|-[@%,^:~._*]|-#+|\+[A-Za-z#]?|\/\w+|[A-Za-z]|[()!,])/;
/** `-std=*`, `-Wl,*`, `@*`, `/p:*`, `--output.*=write`: a beginning. */
const BEGINNING = /(?<name>[-+@/]{0,2}[\w.:,=+-]*)\*(?<value>=[a-z]*)?(?<effects>!?)/;
/** `=`, `=read`, `=text=read`, `[=]`, `[=write]`, `=(a|b)`. */
const VALUE = /(?<value>\[=[a-z]*\]|(?:=[a-z]+){2,}|\[?=\([^()]+\)\]?|=[a-z]*)?/;
/** `!`, `^`, `>read`, `>text>here`. */
const EFFECTS = /(?<effects>!?\^?(?:>[a-z]+){0,2})/;
/** `--split-exp=>here`, `-f=read!`, `-fprintf=write=text`; not `=read` or `-x^!`. */
const TOKEN = new RegExp(`^${NAME.source}${VALUE.source}${EFFECTS.source}$`);
const START = new RegExp(`^${BEGINNING.source}$`);

interface Place {
  readonly name: string;
  readonly row: Row;
}

function places(table: Readonly<Record<string, Row>>, above = ""): Place[] {
  return Object.entries(table).flatMap(([key, value]) => {
    const name = `${above} ${key}`.trim();
    return [{ name, row: value }, ...places(value.sub ?? {}, name)];
  });
}

const known = (kinds: readonly string[], kind: string) => kinds.includes(kind);

function tokenProblem(token: string): string | undefined {
  const groups = (TOKEN.exec(token) ?? START.exec(token))?.groups;
  if (groups === undefined) return "does not parse";
  const { value = "", effects = "" } = groups;
  if (value.includes("(")) return undefined;
  const values = words(value.replace(/[[\]=]/g, " "));
  const unknown = values.find((kind) => !known(VALUE_KINDS, kind));
  if (unknown !== undefined) return `no value is "${unknown}"`;
  const become = words(effects.replace(/[!^>]/g, " "));
  const odd = become.find((kind) => kind !== "here" && !known(OPERAND_KINDS, kind));
  return odd === undefined ? undefined : `nothing becomes "${odd}"`;
}

function optionProblems({ options }: Row): string[] {
  const seen = new Map<string, string>();
  return words(options).flatMap((token) => {
    const problem = tokenProblem(token);
    if (problem !== undefined) return [`${token}: ${problem}`];
    const name = TOKEN.exec(token)?.groups?.["name"] ?? token;
    const before = seen.get(name);
    seen.set(name, token);
    return before === undefined || before === token ? [] : [`${token}: also ${before}`];
  });
}

function operandProblems({ operands }: Row): string[] {
  const kinds = words(operands).filter((word) => ![">here", "<run"].includes(word));
  const problems = kinds
    .filter((word) => !known(OPERAND_KINDS, word.replace(/[*?]$/, "")))
    .map((word) => `no operand is "${word}"`);
  if (kinds.length === 0) problems.push("no operands: say none");
  if (operands !== words(operands).join(" ")) problems.push("more than one blank between operands");
  if (kinds.length > 1 && kinds.includes("none")) problems.push("none, and others");
  if (kinds.filter((word) => word.endsWith("*")).length > 1) problems.push("two that repeat");
  const repeats = kinds.findIndex((word) => word.endsWith("*"));
  if (repeats >= 0 && repeats < kinds.length - 2) problems.push("repeats too early");
  return problems;
}

const problems = (one: Row) => [...optionProblems(one), ...operandProblems(one)];

describe("the notation of rows", () => {
  it.each([
    ["--foo =read", "none", "=read: does not parse"],
    ["--foo=reed", "none", '--foo=reed: no value is "reed"'],
    ["-o=write -o=read", "none", "-o=read: also -o=write"],
    ["-x^!", "none", "-x^!: does not parse"],
    ["-i[=]>chance", "none", '-i[=]>chance: nothing becomes "chance"'],
    ["-a", "raed*", 'no operand is "raed*"'],
    ["-a", "read* write*", "two that repeat"],
    ["-a", "", "no operands: say none"],
    ["-a", "read  write", "more than one blank between operands"],
  ])("the check refuses the options %j with the operands %j", (options, operands, problem) => {
    expect(problems(row(options, operands))).toEqual([problem]);
  });

  it("every form that the notation has passes", () => {
    const every = row(
      `-a --all -n= --lines= --color[=] -o=write --in-place[=]>change --arg=text=read -# +# += -*
       +D=list --pre=! -f=read! -e=sed -t=write>read -x^ -F=run!^ -X>text>here`,
      "sed read* >here",
    );
    expect(problems(every)).toEqual([]);
  });
});

describe.each(Object.entries(TABLES))("the table %s", (_file, table) => {
  it("every row follows the notation", () => {
    const found = places(table).flatMap((place) =>
      problems(place.row).map((problem) => `${place.name}: ${problem}`),
    );
    expect(found).toEqual([]);
  });

  it("every key is a program's base name, and no row has an empty list of sub-commands", () => {
    expect(Object.keys(table).filter((name) => !/^[\w.:[+-]+$/.test(name))).toEqual([]);
    const empty = places(table).filter(
      (place) => place.row.sub !== undefined && Object.keys(place.row.sub).length === 0,
    );
    expect(empty.map((place) => place.name)).toEqual([]);
  });
});

describe("what the tables say of options that do more than look", () => {
  it.each([
    ["find", "-exec=! -execdir=! -ok=! -okdir=! -delete! -fprint=write -files0-from=read!"],
    ["fd", "-x=! -X=! --exec=! --exec-batch=!"],
    ["rg", "--pre=! --hostname-bin=! -f=read^"],
    ["grep", "-f=read^ --file=read^ --exclude-from=read"],
    ["sort", "-o=write --output=write --compress-program=! --files0-from=read! -T=write"],
    ["sed", "-i[=]>change --in-place[=]>change -f=run^ -e=sed"],
    ["awk", "-f=run^ -i=run! -l=run!"],
    ["jq", "-f=run^ -L=read! --rawfile=text=read --slurpfile=text=read"],
    ["split", "--filter=!"],
    ["less", "+! -o=write -k=!"],
    ["man", "-P=! --pager=! -H[=]!"],
    ["date", "-s=! --set=! -f=read"],
    ["tree", "-o=write"],
    ["tar", "-I=! -F=! -T=read! -P! --to-command=! --checkpoint-action=! --use-compress-program=!"],
    ["rsync", "-e=! --rsh=! --rsync-path=! --files-from=read! --log-file=write"],
    ["zip", "-TT=! --unzip-command=!"],
    ["env", "-S=! --split-string=!"],
    ["vim", "+! -c=! --cmd=! -S=run! -u=run!"],
    ["curl", "-o=write -O>here -K=read! -d=upload -F=upload -T=read -b=read --unix-socket=!"],
    ["wget", "-e=! -i=read! --post-file=read -O=write>host --use-askpass=!"],
    ["ssh", "-o=! -F=read! -L=! -R=! -D=! -J=host"],
    ["psql", "-f=run! -o=write! -c=query -h=host"],
    ["crontab", "-e! -r!"],
    ["patch", "-e! --ed!"],
  ])("%s: %s", (program, tokens) => {
    const listed = Object.values(TABLES).flatMap((table) => words(table[program]?.options ?? ""));
    expect(words(tokens).filter((token) => !listed.includes(token))).toEqual([]);
  });
});

describe("the tables together", () => {
  it("no program stands in two tables", () => {
    const names = Object.values(TABLES).flatMap((table) => Object.keys(table));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  it("every file of the folder is listed, with the programs that it has", async () => {
    const folder = new URL("../../src/policy/programs/", import.meta.url);
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
    expect(files).toHaveLength(TABLE_FILES.length + NOT_TABLES.length);
    for (const { names, load } of TABLE_FILES) {
      expect(new Set(words(names))).toEqual(new Set(Object.keys(await load())));
    }
  });

  it("a program's row is there once its file is loaded", async () => {
    await loadRows(["python3.12", "rg", "nobody-knows"]);
    expect(loadedRow("python3.12")).toBeDefined();
    expect(loadedRow("rg")).toBeDefined();
    expect(loadedRow("nobody-knows")).toBeUndefined();
  });
});
