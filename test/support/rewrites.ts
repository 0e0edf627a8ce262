/**
 * How much of the shell a line uses: `argv` is words alone, which a program may be given; `simple`
 * has redirections too; `any` is whatever may stand between separators; `last` ends a text.
 */
type Shape = "argv" | "simple" | "any" | "last";

export interface Line {
  readonly text: string;
  readonly shape: Shape;
}

/** A way to write the same commands: `$` stands for the line, `'$'` for the line in quotes. */
export interface Rewrite {
  readonly as: string;
  /** The most that the line may use. */
  readonly takes: Shape;
  readonly gives: Shape | "same";
}

const SHAPES = ["argv", "simple", "any", "last"] as const;

const rows = (takes: Shape, gives: Shape | "same", forms: readonly string[]): Rewrite[] =>
  forms.map((as) => ({ as, takes, gives }));

/** What is read through: the line's commands stay in sight, word for word. */
export const SEEN_THROUGH: readonly Rewrite[] = [
  ...rows("simple", "same", [
    "sudo $",
    "sudo -n -- $",
    "sudo -u root $",
    "timeout 5 $",
    "timeout -k 5 60 $",
    "nice -n 5 $",
    "nice $",
    "env A=1 $",
    "env -i A=1 $",
    "nohup $",
    "stdbuf -oL $",
    "ionice -c 3 $",
    "setsid $",
  ]),
  ...rows("simple", "any", ["command $", "time $", "A=1 $", "A=1 B='x y' $", "> out.txt $"]),
  ...rows("simple", "simple", ["$ > out.txt", "$ >> out.txt", "$ 2>&1", "$ 2> /dev/null"]),
  ...rows("argv", "simple", ["find . -exec $ \\;", "find src -execdir $ \\;"]),
  ...rows("argv", "any", [
    "echo a | xargs $",
    "echo a | xargs -n1 -P2 $",
    "printf a | xargs -0 -I{} $",
    "xargs $ < list.txt",
  ]),
  ...rows("last", "argv", ["bash -c '$'", "sh -c '$'", "bash -lc '$'", "bash -ec '$'"]),
  ...rows("last", "any", ["eval '$'", "bash <<< '$'"]),
  ...rows("any", "last", ["bash <<'EOF'\n$\nEOF", "cat <<EOF\n$$( $ )\nEOF"]),
  ...rows("any", "any", [
    "true; $",
    "true && $",
    "false || $",
    "true & $",
    "true\n$",
    "true | { $; }",
    "$; true",
    "$ && true",
    "$ || true",
    "$ & wait",
    "$\ntrue",
    "{ $; } | cat",
    "{ $; } |& cat",
    "! { $; }",
    "( $ )",
    "{ $; }",
    "{ $; } > out.txt",
    "if true; then $; fi",
    "if $; then true; fi",
    "if false; then true; else $; fi",
    "for i in 1 2; do $; done",
    "while true; do $; break; done",
    "until false; do $; break; done",
    "case x in x) $ ;; esac",
    "f() { $; }; f",
    "echo $$( $ )",
    'echo "$$( $ )"',
    "cat <( $ )",
    "x=$$( $ )",
    "[[ -n $$( $ ) ]]",
    "echo $${x:-$$( $ )}",
    "echo $$(( $$( $ ) ))",
    "for x in $$( $ ); do echo a; done",
  ]),
];

/** What hides the line from a reader that runs nothing. */
export const HIDDEN: readonly Rewrite[] = [
  ...rows("last", "any", [
    "echo '$' | sh",
    "source <(echo '$')",
    "trap '$' EXIT",
    "alias z='$'\nz",
    "c='$'; eval \"$$c\"",
    "ssh build.example '$'",
    "su -c '$'",
    "watch '$'",
    "script -qc '$' /dev/null",
    "printf '%s' '$' > x.sh; sh x.sh",
    "echo a | xargs -I{} sh -c '$'",
  ]),
  ...rows("argv", "any", [
    'set -- $; "$$@"',
    'c=($); "$${c[@]}"',
    "docker exec web $",
    "busybox $",
    "parallel $ ::: a",
    "unknown-wrapper $",
    "strace -f $",
    "$$(echo $)",
    "flock x $",
  ]),
];

/** The line as rewritten; as it was where the rewrite does not take its shape. */
export function rewritten(line: Line, { as, takes, gives }: Rewrite): Line {
  if (SHAPES.indexOf(line.shape) > SHAPES.indexOf(takes)) return line;
  const text = as.replace(/\$\$|'\$'|\$/g, (found) => {
    if (found === "$$") return "$";
    return found === "$" ? line.text : quoted(line.text);
  });
  return { text, shape: gives === "same" ? line.shape : gives };
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
