// Looks at the first word only: a hook must not pay for the command line's packages.
// CommonJS after bundling; `cli.js` and `hook.cjs` lie beside it.
if (process.argv[2] === "hook") {
  require("./hook.cjs");
} else {
  void import("./cli.js");
}
