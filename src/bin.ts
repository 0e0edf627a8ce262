// Looks at the first word only: a hook must not pay for the command line's packages.
// CommonJS after bundling; `cli.cjs` and `hook.cjs` lie beside it.
import { startCompiled } from "./hook/start.ts";

const start = { folder: __dirname, load: require, builtin: process.getBuiltinModule };

if (process.argv[2] === "hook" && process.argv[3] !== "--help") {
  startCompiled("./hook.cjs", start);
} else {
  // Whatever we create, the database among it, is for this account alone. The hook names the mode
  // of each file that it makes.
  process.umask(0o077);
  startCompiled("./cli.cjs", start);
}
