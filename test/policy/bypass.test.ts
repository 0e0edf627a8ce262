import { describe, expect, it } from "vitest";
import type { BypassCall, BypassClass } from "../support/bypass-class.ts";
import { type Judgement, judgeStarter, named } from "../support/starter.ts";
import { SEPARATORS } from "./bypass/a-separators.ts";
import { NESTING } from "./bypass/b-nesting.ts";
import { ENVIRONMENT } from "./bypass/c-environment.ts";
import { WRAPPERS } from "./bypass/d-wrappers.ts";
import { SHELLS } from "./bypass/e-shells.ts";
import { TOOLS_THAT_RUN } from "./bypass/f-tools-that-run.ts";
import { INTERPRETERS } from "./bypass/g-interpreters.ts";
import { OBFUSCATION } from "./bypass/h-obfuscation.ts";
import { WRITES } from "./bypass/i-writes.ts";
import { PATHS } from "./bypass/j-paths.ts";
import { SECRET_READS } from "./bypass/k-secret-reads.ts";
import { ARGUMENTS } from "./bypass/l-arguments.ts";
import { MATCHING } from "./bypass/m-matching.ts";
import { PARSER_FAILURES } from "./bypass/n-parser-failures.ts";
import { AROUND_THE_HOOK } from "./bypass/o-around-the-hook.ts";
import { LEARNING } from "./bypass/p-learning.ts";
import { TWINS } from "./bypass/q-twins.ts";

const CLASSES: Record<string, BypassClass> = {
  "A separators": SEPARATORS,
  "B nesting": NESTING,
  "C environment": ENVIRONMENT,
  "D wrappers": WRAPPERS,
  "E shells": SHELLS,
  "F tools that run": TOOLS_THAT_RUN,
  "G interpreters": INTERPRETERS,
  "H obfuscation": OBFUSCATION,
  "I writes": WRITES,
  "J paths": PATHS,
  "K secret reads": SECRET_READS,
  "L arguments": ARGUMENTS,
  "M matching": MATCHING,
  "N parser failures": PARSER_FAILURES,
  "O around the hook": AROUND_THE_HOOK,
  "P learning": LEARNING,
  "Q twins": TWINS,
};

describe.each(Object.entries(CLASSES))("%s", (_, { dangerous, denied, harmless, allowed }) => {
  it("has enough to judge by", () => {
    const bad = [...dangerous, ...(denied ?? [])].map((call) => JSON.stringify(call));
    const good = [...harmless, ...(allowed ?? [])].map((call) => JSON.stringify(call));
    expect(bad.length).toBeGreaterThanOrEqual(25);
    expect(good.length).toBeGreaterThanOrEqual(15);
    expect(new Set([...bad, ...good]).size).toBe(bad.length + good.length);
  });

  it("is never allowed", async () => {
    expect(await judged([...dangerous, ...(denied ?? [])], isAllowed)).toEqual([]);
  });

  it("is denied where the starter policy names the harm", async () => {
    expect(await judged(denied ?? [], (found) => !isDenied(found))).toEqual([]);
  });

  it("leaves alone what only looks like it", async () => {
    expect(await judged([...harmless, ...(allowed ?? [])], isDenied)).toEqual([]);
  });

  it("lets through what only looks or speaks", async () => {
    expect(await judged(allowed ?? [], (found) => !isAllowed(found))).toEqual([]);
  });
});

const isAllowed = ({ decision }: Judgement): boolean => decision === "allow";
const isDenied = ({ decision }: Judgement): boolean => decision === "deny";

/** The calls that are judged wrongly, each with what was decided. */
async function judged(
  calls: readonly BypassCall[],
  isWrong: (found: Judgement) => boolean,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const call of calls) {
    const found = await judgeStarter(call);
    if (isWrong(found)) wrong.push(`${named(call)} → ${found.decision} ${found.rule ?? ""}`.trim());
  }
  return wrong;
}
