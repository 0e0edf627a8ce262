// Looks at the first word only: a hook must not pay for the command line's packages.
// CommonJS after bundling; `cli.cjs` and `hook.cjs` lie beside it.
import { startHook } from "./hook/start.ts";

// Whatever we create, the database among it, is for this account alone.
process.umask(0o077);

if (process.argv[2] === "hook" && process.argv[3] !== "--help") {
  startHook(__dirname, require);
} else {
  require("./cli.cjs");
}
