import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DATABASES } from "../../src/policy/programs/databases.ts";
import { FILES } from "../../src/policy/programs/files.ts";
import { NETWORK } from "../../src/policy/programs/network.ts";
import { OPERAND_KINDS, type Row, row, VALUE_KINDS } from "../../src/policy/programs/row.ts";
import { SEARCH } from "../../src/policy/programs/search.ts";
import { SYSTEM } from "../../src/policy/programs/system.ts";
import { TEXT } from "../../src/policy/programs/text.ts";

/** Every table, by the file it stands in; a law below finds a file that is not here. */
const TABLES: Readonly<Record<string, Readonly<Record<string, Row>>>> = {
  databases: DATABASES,
  files: FILES,
  network: NETWORK,
  search: SEARCH,
  system: SYSTEM,
  text: TEXT,
};
const NOT_TABLES = ["row"];

/** `--lines`, `-i`, `-#`, `+D`; a letter of a bundle; a word of find's expressions. */
const NAME = /(?<name>--?[A-Za-z0-9?][\w.:+-]*|-[@%,^:~._#*]|\+[A-Za-z#]?|[A-Za-z]|[()!,])/;
/** `=`, `=read`, `=text=read`, `[=]`, `[=write]`. */
const VALUE = /(?<value>\[=[a-z]*\]|(?:=[a-z]+){2,}|=[a-z]*)?/;
/** `!`, `^`, `>read`, `>text>here`. */
const EFFECTS = /(?<effects>!?\^?(?:>[a-z]+){0,2})/;
/** `--split-exp=>here`, `-f=read!`, `-fprintf=write=text`; not `=read` or `-x^!`. */
const TOKEN = new RegExp(`^${NAME.source}${VALUE.source}${EFFECTS.source}$`);

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

const words = (text: string) => text.split(/\s+/).filter((word) => word !== "");
const known = (kinds: readonly string[], kind: string) => kinds.includes(kind);

function tokenProblem(token: string, single: boolean): string | undefined {
  const groups = TOKEN.exec(token)?.groups;
  if (groups === undefined) return "does not parse";
  const { name = "", value = "", effects = "" } = groups;
  if (!single && /^-[a-z][\w-]{3,}/.test(name)) return "one dash and a long word";
  if (/^--.$/.test(name)) return "two dashes and a letter";
  const values = words(value.replace(/[[\]=]/g, " "));
  const unknown = values.find((kind) => !known(VALUE_KINDS, kind));
  if (unknown !== undefined) return `no value is "${unknown}"`;
  const become = words(effects.replace(/[!^>]/g, " "));
  const odd = become.find((kind) => kind !== "here" && !known(OPERAND_KINDS, kind));
  return odd === undefined ? undefined : `nothing becomes "${odd}"`;
}

function optionProblems({ options, single }: Row): string[] {
  const seen = new Map<string, string>();
  return words(options).flatMap((token) => {
    const problem = tokenProblem(token, single === true);
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
    ["-name=", "none", "-name=: one dash and a long word"],
    ["--x", "none", "--x: two dashes and a letter"],
    ["-o=write -o=read", "none", "-o=read: also -o=write"],
    ["-x^!", "none", "-x^!: does not parse"],
    ["-i[=]>chance", "none", '-i[=]>chance: nothing becomes "chance"'],
    ["-a", "raed*", 'no operand is "raed*"'],
    ["-a", "read* write*", "two that repeat"],
    ["-a", "", "no operands: say none"],
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
    expect(Object.keys(table).filter((name) => !/^[\w.:[-]+$/.test(name))).toEqual([]);
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
    ["jq", "-f=read^ -L=read! --rawfile=text=read --slurpfile=text=read"],
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

  it("every file of the folder is tested here", () => {
    const folder = new URL("../../src/policy/programs/", import.meta.url);
    const files = readdirSync(folder).map((file) => file.replace(/\.ts$/, ""));
    expect(files.sort()).toEqual([...Object.keys(TABLES), ...NOT_TABLES].sort());
  });
});
