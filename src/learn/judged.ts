import type { StashedLine } from "../model/pending.ts";
import { shellCaseOf } from "../policy/decide.ts";
import type { Judged } from "../policy/matching/matching.ts";
import type { LearnPlace } from "./place.ts";

/** A stashed call as it is judged now. */
export async function judgedOf(line: StashedLine, place: LearnPlace): Promise<Judged> {
  const { home, accountHome, now, caseInsensitive } = place;
  const call = {
    tool: line.tool_name,
    input: line.input,
    permissionMode: "default",
    attended: true,
  };
  const world = {
    now,
    home,
    accountHome,
    cwd: line.cwd,
    projectRoot: line.project_root === "" ? line.cwd : line.project_root,
    caseInsensitive,
    realpath: (path: string) => place.realpath(path),
  };
  return { call, world, shell: await shellCaseOf(call, world) };
}
