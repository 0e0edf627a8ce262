// An esbuild plugin that takes two costs out of re2js which every start of the hook would pay. Both
// leave what it finds as it is, and the build fails where its text is no longer the one we know.
import { readFileSync } from "node:fs";

const CHANGES = [
  {
    // It decodes the table of all case folds for the first character of any expression, and then
    // uses it only where the expression ignores case.
    from: "if (runes.length !== 1 || Unicode.simpleFold(runes[0]) === runes[0]) flags &=",
    to: "if (flags !== 0 && (runes.length !== 1 || Unicode.simpleFold(runes[0]) === runes[0])) flags &=",
    times: 1,
  },
  {
    // 244 functions, one for each table of Unicode: as data they take a third of the time to load.
    from: /: \(\) => new UnicodeRangeTable\(decodeRanges\(("[^"\\]*"), (true|false)\)\)/g,
    to: ": [$1, $2]",
    times: 244,
  },
  {
    from: "const val = this.has(key) ? this.initializer[key]() : null;",
    to: "const val = this.has(key) ? new UnicodeRangeTable(decodeRanges(...this.initializer[key])) : null;",
    times: 1,
  },
];

export const lighterRe2 = {
  name: "lighter-re2",
  setup(setup) {
    setup.onLoad({ filter: /node_modules\/re2js\/build\/index\.js$/ }, ({ path }) => ({
      contents: CHANGES.reduce(changed, readFileSync(path, "utf8")),
    }));
  },
};

function changed(text, { from, to, times }) {
  const parts = text.split(from).length - 1;
  const found = typeof from === "string" ? parts : parts / 3;
  if (found !== times) throw new Error(`re2js has changed: ${from} stands ${found} times in it`);
  return text.replace(from, to);
}
