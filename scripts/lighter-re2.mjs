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
    // Its tables of Unicode, 244 functions that make one each: had only where an expression names
    // one of them.
    from: /new LazyMap\(\{([\s\S]*?)\n\t\}\)/g,
    to: "new LazyMap(() => ({$1\n\t}))",
    times: 4,
  },
  {
    from: "\t\tthis.initializer = initializer;\n",
    to: "\t\tthis.makeInitializer = initializer;\n",
    times: 1,
  },
  {
    from: "\thas(key) {\n\t\treturn Object.hasOwn(this.initializer, key);",
    to: "\tget initializer() {\n\t\treturn this.made ??= this.makeInitializer();\n\t}\n\thas(key) {\n\t\treturn Object.hasOwn(this.initializer, key);",
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
  const found = typeof from === "string" ? text.split(from).length - 1 : text.match(from)?.length;
  if (found !== times) throw new Error(`re2js has changed: ${from} stands ${found} times in it`);
  return text.replace(from, to);
}
