import { describe, expect, it } from "vitest";
import type { BypassCall } from "../support/bypass-class.ts";
import { type Judgement, judgeStarter, named } from "../support/starter.ts";
import { CLASSES } from "./bypass/index.ts";

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
