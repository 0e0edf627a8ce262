/** Another way to write what a command line does. */
export interface Neighbour {
  readonly text: string;
  /** `behind sudo`: how it differs, as a reader says it. */
  readonly how: string;
}

type Forms = Readonly<Record<string, string>>;

/** Long forms of short options, by program and sub-command. */
const LONG_FORMS: Readonly<Record<string, Forms>> = {
  rm: { r: "recursive", R: "recursive", f: "force", d: "dir", v: "verbose" },
  cp: { r: "recursive", R: "recursive", f: "force", a: "archive" },
  mv: { f: "force", n: "no-clobber" },
  chmod: { R: "recursive" },
  chown: { R: "recursive" },
  tee: { a: "append" },
  shred: { u: "remove", f: "force" },
  sed: { i: "in-place", n: "quiet", e: "expression" },
  grep: { r: "recursive", i: "ignore-case", l: "files-with-matches" },
  tar: { x: "extract", c: "create", z: "gzip", f: "file" },
  curl: { o: "output", O: "remote-name", d: "data", F: "form", T: "upload-file", X: "request" },
  wget: { O: "output-document", q: "quiet" },
  kubectl: { n: "namespace", f: "filename" },
  docker: { H: "host" },
  "docker run": { v: "volume", p: "publish", d: "detach", u: "user" },
  "git push": { f: "force", d: "delete", n: "dry-run", u: "set-upstream" },
  "git commit": { n: "no-verify", a: "all", m: "message" },
  "git clean": { f: "force", n: "dry-run" },
  "git branch": { d: "delete", f: "force", m: "move" },
  "git checkout": { f: "force" },
  "git fetch": { f: "force", a: "append" },
  "npm install": { g: "global", D: "save-dev" },
  "npm publish": { w: "workspace" },
  "pip install": { r: "requirement", e: "editable", U: "upgrade" },
};

/** Long options that take a value. */
const VALUED = new Set(
  (
    "output data form upload-file request output-document namespace filename host volume publish " +
    "user message requirement editable workspace file expression"
  ).split(" "),
);

/** Their options are single dashes and whole words: `-rf` is one of them, not two. */
const WORDY = new Set(["find", "go", "java", "terraform", "openssl"]);
/** Something that only quotes hold together, or that ends a simple command. */
const COMPOUND = /[;&|<>()`\n]|\$\(/;
const WORD = /(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g;

/**
 * Other spellings of a command line, which a rule that stops it should stop too. A line of several
 * commands is only taken whole.
 */
export function neighbours(line: string): readonly Neighbour[] {
  const text = line.trim();
  const found = [
    { text: `cd src && ${text}`, how: "behind cd" },
    { text: `bash -c ${quoted(text)}`, how: "in bash -c" },
    ...(COMPOUND.test(text.replace(/'[^']*'/g, "")) ? [] : simple(text)),
  ];
  const texts = new Set([text]);
  return found.filter((one) => !texts.has(one.text) && texts.add(one.text));
}

function simple(text: string): Neighbour[] {
  const words = text.match(WORD) ?? [];
  const [program = "", ...args] = words;
  const around = [
    { text: `sudo ${text}`, how: "behind sudo" },
    { text: `timeout 5 ${text}`, how: "behind timeout" },
    { text: `env ${text}`, how: "behind env" },
    { text: `LC_ALL=C ${text}`, how: "with a variable set" },
    { text: `${text} > out.txt`, how: "with its output redirected" },
    { text: `${text} 2>&1`, how: "with its errors redirected" },
  ];
  // Behind a wrapper or a variable already: the program is another word.
  if (!/^[\w./-]+$/.test(program)) return around;
  const rest = args.length === 0 ? "" : ` ${args.join(" ")}`;
  return [
    ...around,
    { text: `"${program}"${rest}`, how: "with its program quoted" },
    ...(program.includes("/")
      ? []
      : [{ text: `/usr/bin/${program}${rest}`, how: "by its absolute path" }]),
    ...optionForms(program, args),
  ];
}

function optionForms(program: string, args: readonly string[]): Neighbour[] {
  const options = args.filter(isOption);
  if (options.length === 0) return [];
  const [first = ""] = args;
  const forms = LONG_FORMS[`${program} ${first}`] ?? LONG_FORMS[program] ?? {};
  const line = (words: readonly string[]): string => [program, ...words].join(" ");
  const each = (form: (option: string) => readonly string[]): string =>
    line(args.flatMap((word) => (isOption(word) ? form(word) : [word])));
  const others = args.filter((word) => !isOption(word));
  // Moving an option that takes a value would tear it from that.
  const movable = !args.includes("--") && options.every((option) => isFlag(program, forms, option));
  const sub = isOption(first) ? [] : others.slice(0, 1);
  const moved = [
    { text: line([...others, ...options]), how: "with its options last" },
    {
      text: line([...sub, ...options, ...others.slice(sub.length)]),
      how: "with its options first",
    },
    {
      text: line([...sub, ...[...options].reverse(), ...others.slice(sub.length)]),
      how: "with its options in another order",
    },
  ];
  return [
    ...(movable ? moved : []),
    { text: each((option) => split(program, option)), how: "with its options apart" },
    { text: each((option) => [turned(program, option)]), how: "with its options turned round" },
    { text: each((option) => longForm(program, forms, option)), how: "with long options" },
    { text: each((option) => [shortForm(forms, option)]), how: "with short options" },
  ];
}

function isOption(word: string): boolean {
  return /^--?[A-Za-z]/.test(word);
}

function isCluster(program: string, option: string): boolean {
  return /^-[A-Za-z]{2,}$/.test(option) && !WORDY.has(program);
}

/** `-rf` as `-r -f`. */
function split(program: string, option: string): string[] {
  if (!isCluster(program, option)) return [option];
  return [...option.slice(1)].map((letter) => `-${letter}`);
}

/** `-rf` as `-fr`. */
function turned(program: string, option: string): string {
  if (!isCluster(program, option)) return option;
  return `-${[...option.slice(1)].reverse().join("")}`;
}

/** `-rf` as `--recursive --force`, where every letter has a long form. */
function longForm(program: string, forms: Forms, option: string): string[] {
  if (option.startsWith("--")) return [option];
  const long = split(program, option).map((each) => forms[each.slice(1)]);
  return long.every((name) => name !== undefined) ? long.map((name) => `--${name}`) : [option];
}

function shortForm(forms: Forms, option: string): string {
  const found = Object.entries(forms).find(([, long]) => `--${long}` === option);
  return found === undefined ? option : `-${found[0]}`;
}

/** Known, and without a value. */
function isFlag(program: string, forms: Forms, option: string): boolean {
  return split(program, shortForm(forms, option)).every(
    (each) => forms[each.slice(1)] !== undefined && !VALUED.has(forms[each.slice(1)] ?? ""),
  );
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
