// Preloaded into a hook: ends it by SIGKILL at the Nth change that it makes to files (KILL_AT), just
// before it (KILL_WHEN=before) or just after.
const fs = require("node:fs");

const at = Number(process.env.KILL_AT);
const before = process.env.KILL_WHEN === "before";
let count = 0;

for (const name of ["writeSync", "writeFileSync", "renameSync", "linkSync", "rmSync"]) {
  const real = fs[name];
  fs[name] = (...args) => {
    // What it prints is no change.
    if (name === "writeSync" && args[0] <= 2) return real(...args);
    count += 1;
    if (count === at && before) die();
    const result = real(...args);
    if (count === at) die();
    return result;
  };
}

function die() {
  process.kill(process.pid, "SIGKILL");
  // The signal may come a moment later.
  for (;;);
}
