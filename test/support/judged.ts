import { callOf } from "../../src/hook/pre-tool-use.ts";
import { readPayload } from "../../src/hook/read-payload.ts";
import { type Setting, worldOf } from "../../src/hook/setting.ts";
import { shellCaseOf } from "../../src/policy/decide.ts";
import type { Judged } from "../../src/policy/matching/matching.ts";
import { setting } from "./judging.ts";

/** A call as it is read before any rule is asked. */
export async function judgedCall(value: unknown, more: Partial<Setting> = {}): Promise<Judged> {
  const payload = readPayload(value);
  if (payload === undefined) throw new Error("no payload");
  const made = setting(more);
  const call = callOf(payload, made);
  const world = worldOf(made, payload.cwd ?? "");
  return { call, world, shell: await shellCaseOf(call, world) };
}
