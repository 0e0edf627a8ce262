import fc from "fast-check";

/** Commands that a policy of lookers covers. */
const LOOKS = ["ls -la", "cat README.md", "echo hi", "git status", "grep -n x README.md", "pwd"];

/** Scripts in the shell's own grammar whose commands are all `@`. */
const shapes = fc.letrec<{ script: string }>((tie) => ({
  script: fc.oneof(
    { maxDepth: 5, depthSize: "medium" },
    fc.constant("@"),
    pair(tie("script"), tie("script")),
    tie("script").chain((inner) => fc.constantFrom(...around(inner))),
  ),
})).script;

function pair(a: fc.Arbitrary<string>, b: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const separators = fc.constantFrom("; ", " && ", " || ", "\n", " & ");
  return fc.tuple(a, separators, b).map((parts) => parts.join(""));
}

function around(inner: string): readonly string[] {
  return [
    `( ${inner} )`,
    `{ ${inner}; }`,
    `{ ${inner}; } | cat`,
    `! { ${inner}; }`,
    `if ${inner}; then @; else @; fi`,
    `if @; then ${inner}; fi`,
    `for i in 1 2; do ${inner}; done`,
    `while @; do ${inner}; done`,
    `case x in x) ${inner} ;; *) @ ;; esac`,
    `f() { ${inner}; }; f`,
    `echo $( ${inner} )`,
    `echo "a $( ${inner} ) b"`,
    `cat <( ${inner} )`,
    `x=$( ${inner} )`,
    `[[ -n $( ${inner} ) ]]`,
    `bash -c '${inner.replaceAll("'", "'\\''")}'`,
    `{ ${inner}; } 2>&1`,
    `A=1 sh -c '${inner.replaceAll("'", "'\\''")}'`,
  ];
}

/** Scripts that run `command` at one place, and look at all others. */
export function scriptsWith(command: string): fc.Arbitrary<string> {
  return fc
    .record({ shape: shapes, at: fc.nat(), looks: fc.infiniteStream(fc.constantFrom(...LOOKS)) })
    .map(({ shape, at, looks }) => {
      const [first = "", ...others] = shape.split("@");
      return others.reduce((before, after, index) => {
        const here = index === at % others.length;
        const [look = ""] = looks.take(1);
        return `${before}${here ? command : look}${after}`;
      }, first);
    });
}
