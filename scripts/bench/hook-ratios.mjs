// What a start of the hook costs: rows 1 to 4.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bin, empty, sideBySide, timeNode } from "./measure.mjs";
import { compoundCall, PUSH_RULES, policyOf, readCall } from "./policies.mjs";

const ROUNDS = 61;

export const HOOK_RATIOS = [
  {
    number: "1",
    what: "warm hook, 60 rules, a Read call ÷ empty script",
    limit: 1.15,
    measure: (place) => againstEmpty(hookOf(place, { rules: 60, call: readCall })),
  },
  {
    number: "2",
    what: "warm hook, a line for parser and expressions ÷ empty script",
    limit: 1.5,
    measure: (place) => againstEmpty(hookOf(place, { rules: 60, call: compoundCall })),
  },
  {
    number: "3",
    what: "warm hook, 1,000 rules, a Read call ÷ empty script",
    limit: 1.25,
    measure: (place) => againstEmpty(hookOf(place, { rules: 1000, call: readCall })),
  },
  {
    number: "4",
    what: "snapshot miss ÷ warm hook, 60 rules, a Read call",
    limit: 4,
    measure(place) {
      const { home, run } = hookOf(place, { rules: 60, call: readCall });
      const miss = () => {
        dropSnapshots(home);
        return run();
      };
      // Each miss leaves the snapshot that makes the run after it a warm one.
      return sideBySide(ROUNDS, miss, run);
    },
  },
];

function againstEmpty({ run, more }) {
  return sideBySide(ROUNDS, run, () => timeNode([empty], more));
}

/** A home with so many rules that has its snapshot, and what times one call in a project there. */
function hookOf(place, { rules, call }) {
  const home = join(place.folder, `hook-${rules}`);
  const project = join(place.folder, "shop");
  mkdirSync(home, { mode: 0o700, recursive: true });
  mkdirSync(join(project, "src/orders"), { recursive: true });
  writeFileSync(join(project, "src/orders/list-orders.ts"), "");
  writeFileSync(join(home, "config.toml"), policyOf(rules) + PUSH_RULES, { mode: 0o600 });
  const stdinFile = join(place.folder, "call.json");
  writeFileSync(stdinFile, call(project));
  const more = { stdinFile, env: { CLAUDE_PROJECT_DIR: project } };
  const run = () => timeNode([bin, "hook", "--home", home], more);
  run();
  return { home, run, more };
}

function dropSnapshots(home) {
  const cache = join(home, "cache");
  for (const name of readdirSync(cache)) {
    if (name.startsWith("policy-")) rmSync(join(cache, name));
  }
}
