// Lines of up to 64 KiB that are as hard to judge as we can think of: runs of what opens, nests,
// repeats or nearly matches, and much of everything that is looked at more than once.
const MAX_CHARS = 64 * 1024;

/** `piece` as often as fits between the two ends. */
const filled = (piece, start = "", end = "") =>
  start + piece.repeat(Math.floor((MAX_CHARS - start.length - end.length) / piece.length)) + end;
/** The same for what opens on the left and closes on the right. */
const nested = (open, close, middle = "x") => {
  const times = Math.floor((MAX_CHARS - middle.length) / (open.length + close.length));
  return open.repeat(times) + middle + close.repeat(times);
};

/** Just under where the parser may give up, which is often worse than far beyond it. */
const short = (line, chars) => line.slice(0, chars);

const OPENING = [
  "'",
  '"',
  "`",
  "\\",
  "$(",
  "$((",
  "${",
  "$'",
  '$"',
  "<(",
  ">(",
  "(",
  "((",
  "{ ",
  "[[ ",
  "[ ",
  "<<",
  "<<A\n",
  "<<<",
  "<<-'A'\n",
  "<",
  ">",
  "&",
  "|",
  ";",
  "!",
  "! ",
  "#",
  "*",
  "**/",
  "?",
  "[",
  "[a-",
  "{a,",
  "{1..",
  "~",
  "=",
  "-",
  "--",
  "if ",
  "then ",
  "case x in ",
  "for x in ",
  "while ",
  "f() ",
  "f() { ",
  "function f ",
  "time ",
  "coproc ",
  "\n",
  "\\\n",
  "\r\n",
  "\t",
  " ",
  "é",
  "\u{1f600}",
  "\u202e",
];

const runs = OPENING.flatMap((piece) => [
  [`a run of ${JSON.stringify(piece)}`, filled(piece)],
  [`words of ${JSON.stringify(piece)}`, filled(`a${piece} `, "echo ")],
]);

const nests = [
  ["$(", ")"],
  ['"$(', ')"'],
  ["echo $(", ")"],
  ["${x:-", "}"],
  ['"${x:-', '}"'],
  ["$((", "))"],
  ["(", ")"],
  ["( ", " )"],
  ["{ ", "; }"],
  ["<(", ")"],
  ["[[ ( ", " ) ]]"],
  ["if true; then ", "; fi"],
  ["while true; do ", "; done"],
  ["case x in x) ", ";; esac"],
  ["f() { ", "; }"],
  ["{a,", "}"],
  ["@(", ")"],
  ["eval '", "'"],
].map(([open, close]) => [`${open} … ${close} nested`, nested(open, close)]);

const wrappers = [
  "sudo ",
  "env A=1 ",
  "env -S '",
  "timeout 5 ",
  "nice -n 5 ",
  "xargs ",
  "command ",
  "nohup ",
  "eval ",
  "bash -c ",
  "find . -exec ",
  "ssh host ",
  "docker exec web ",
  "npx ",
  "A=1 ",
  "A=$(x) ",
  "> x ",
].map((piece) => [`wrapped in ${JSON.stringify(piece)}`, filled(piece, "", "rm -r build")]);

const repeated = [
  ["commands after ;", "ls; "],
  ["commands after &&", "git status && "],
  ["commands in a pipe", "cat README.md | "],
  ["denied commands", "rm one.txt; "],
  ["different programs", "a1; b2; c3; d4; e5; f6; g7; h8; i9; "],
  ["folders changed", "cd a; "],
  ["folders changed and files read", "cd a; cat b; "],
  ["folders up", "cd ..; ls; "],
  ["assignments", "a=$a$a; "],
  ["assignments that grow", "a=$a/a; cat $a; "],
  ["lists that multiply", "for a in a b c; do echo $a$a; done; "],
  ["braces that multiply", "echo {a,b}{a,b}{a,b}{a,b}{a,b}{a,b}; "],
  ["ranges", "echo {1..1000000}; "],
  ["here-documents", "cat <<A\nA\n"],
  ["here-documents to a shell", "sh <<A\nls\nA\n"],
  ["here-strings to a shell", "bash <<< ls; "],
  ["shells", "sh -c 'ls; ls'; "],
  ["functions", "f() { f; }; f; "],
  ["aliases", "alias a=a; "],
  ["arguments", "a "],
  ["options", "-a "],
  ["long options", "--recursive=a "],
  ["paths", "/a/b/../c/./d/ "],
  ["globs", "a*b?c[d-e]**/f "],
  ["home paths", "~/.ssh/x "],
  ["urls", "https://a.example/b?c=d "],
  ["redirections", "> a "],
  ["redirections of numbers", "2>&1 "],
  ["quoted words", "'a'\"b\"\\c "],
].map(([name, piece]) => [name, filled(piece, "x ")]);

/** The same as arguments of programs whose arguments are looked at closely. */
const manyArguments = [
  "rm",
  "git push",
  "cat",
  "curl",
  "find .",
  "sed",
  "awk",
  "tar",
  "xargs",
  "npm publish",
].flatMap((program) => [
  [`${program} with many words`, filled("a ", `${program} `)],
  [`${program} with many options`, filled("-a ", `${program} `)],
  [`${program} with many paths`, filled("../a/b ", `${program} `)],
  [`${program} with one long word`, filled("a", `${program} `)],
  [`${program} with one long option`, filled("a", `${program} -`)],
]);

const texts = [
  ["one long word", filled("a")],
  ["one long path", filled("/a")],
  ["one long path up", filled("../", "cat ")],
  ["one long url", filled("a.", "curl https://", "example")],
  ["one long glob", filled("*a", "cat ")],
  ["one long glob of folders", filled("**/", "cat ")],
  ["one long quoted text", filled("a b ", "echo '", "'")],
  ["one long comment", filled("a ", "ls # ")],
  ["one long assignment", filled("a", "A=")],
  ["one long commit message", filled("a line of words\n", "git commit -m '", "'")],
  ["one long here-document", filled("rm -rf /\n", "cat > notes.md <<'A'\n", "A")],
  ["one long here-document of expansions", filled("$(ls)\n", "cat <<A\n", "A")],
  ["one long script in -c", filled("ls; ", "bash -c '", "'")],
  ["a long run of nearly denied", filled("rm -", "echo ")],
  ["nearly git push", filled("git pus ", "")],
  ["nearly a secret", filled("AKIAIOSFODNN7EXAMPL ", "echo ")],
  ["nearly a key", filled("-----BEGIN ", "echo '", "'")],
  ["nearly a password", filled("password= ", "echo ")],
  ["base 64", filled("QUJDREVG", "echo ", " | base64 -d")],
  ["random punctuation", filled("$({[<|&;'\"`\\>]})$ ")],
  ["open quotes within quotes", filled("\"'`")],
  ["unfinished everything", filled("$(${`<<A \"'((")],
  ["backslashes and quotes", filled("\\'\\\"")],
  ["invisible characters", filled("a\u200b", "echo ")],
];

const LONG = [...runs, ...nests, ...wrappers, ...repeated, ...manyArguments, ...texts];

/** Name and line. Each also cut to 16 KiB and to 2 KiB, where more of it may be parsed. */
export const WORST_LINES = LONG.flatMap(([name, line]) => [
  [name, line],
  [`${name}, 16 KiB`, short(line, 16 * 1024)],
  [`${name}, 2 KiB`, short(line, 2 * 1024)],
]);
