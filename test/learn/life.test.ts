import { describe, expect, it } from "vitest";
import { readHistory } from "../../src/files/history.ts";
import { HISTORY } from "../../src/model/history.ts";
import { entriesIn } from "../support/hook-process.ts";
import { autoRulesIn, desk, kindsIn } from "../support/learning.ts";

const PUSH = "git push origin main";

describe("the life of a rule", () => {
  it("begins with two yeses and is told once", async () => {
    const { home, event, approve } = await desk();
    const call = { command: PUSH, id: "toolu_1" };
    expect(await event("PreToolUse", call)).toMatchObject({ decision: "ask", err: "" });
    expect(kindsIn(home)).toEqual(["stashed"]);
    expect(await event("PermissionRequest", call)).toMatchObject({ err: "" });
    expect(kindsIn(home)).toEqual(["stashed", "prompted"]);
    expect(await event("PostToolUse", call)).toMatchObject({ err: "" });
    expect(kindsIn(home)).toEqual(["stashed", "prompted", "confirmed"]);
    expect(autoRulesIn(home)).toBe("");
    expect((await approve({ command: PUSH, id: "toolu_2" })).decision).toBe("ask");
    const third = await event("PreToolUse", { command: PUSH, id: "toolu_3" });
  });
});
