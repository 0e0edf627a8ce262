import { describe, expect, it } from "vitest";
import { proposalWithin } from "../../src/learn/model-proposal.ts";
import type { RuleTable } from "../../src/model/rule.ts";
import type { ProposedRule } from "../../src/model/verdict.ts";
import {
  grants,
  judgedOf,
  learnedRule,
  narrowestTable,
  type ToolCall,
} from "../support/learned.ts";

const CALL = "npm test -- test/a.test.ts";

async function within(
  proposal: ProposedRule,
  call: string | ToolCall = CALL,
): Promise<RuleTable | undefined> {
  return proposalWithin(proposal, await narrowestTable(call), await judgedOf(call));
}

const command = (source: string, tool = "Bash"): ProposedRule => ({
  tool,
  fields: { command: source },
});

describe("a proposal is used", () => {
  it.each([
    command("^npm test -- test/a\\.test\\.ts$"),
    command("^npm test -- test/a\\.test\\.ts$", "^Bash$"),
    command("^npm test -- test/(a|b)\\.test\\.ts$"),
  ])("where it grants no more: %j", async (proposal) => {
    const table = await within(proposal);
    const narrowest = await narrowestTable(CALL);
    expect(table).toEqual({ ...narrowest, fields: proposal.fields });
    expect(await grants(await learnedRule(narrowest), CALL)).toBe(true);
    expect(await grants(await learnedRule(table ?? narrowest), CALL)).toBe(true);
    const other = "npm test -- test/c.test.ts";
    expect(await grants(await learnedRule(table ?? narrowest), other)).toBe(false);
  });

  it("for the argument of a server's tool", async () => {
    const call = { tool: "mcp__x__y", input: { id: "1" } };
    expect(await within({ tool: "mcp__x__y", fields: { id: "^1$" } }, call)).toBeDefined();
    expect(await within({ tool: "mcp__x__y", fields: { id: "^(1|2)$" } }, call)).toBeUndefined();
  });
});

describe("a proposal is not used", () => {
  it.each([
    command("^npm test"),
    command("^npm test -- test/a\\.test\\.ts"),
    command("npm test -- test/a\\.test\\.ts$"),
    command("npm test -- test/a.test.ts"),
    command("^npm test -- test/.*\\.ts$"),
    command("^npm test -- test/a.test.ts$"),
    command("^npm (test|publish) -- test/a\\.test\\.ts$"),
    command("^npm test -- test/(a\\.test\\.ts|../x\\.ts)$"),
    command("^npm test -- test/b\\.test\\.ts$"),
    command("(?i)^npm test -- test/a\\.test\\.ts$"),
    command("^npm test -- test/a\\.test\\.ts$|^rm"),
    command("^npm test -- test/a\\.test\\.ts\\n?$"),
    command(""),
    command("^"),
    command(".*"),
    command("("),
    command("^npm test -- test/a\\.test\\.ts$", "Bash|Write"),
    command("^npm test -- test/a\\.test\\.ts$", "."),
    command("^npm test -- test/a\\.test\\.ts$", "Monitor"),
    { tool: "Bash", fields: {} },
    { tool: "Bash", fields: { description: "^x$" } },
    { tool: "Bash", fields: { command: "^npm test -- test/a\\.test\\.ts$", description: "." } },
    { tool: "Bash", fields: JSON.parse('{"__proto__": "^x$"}') },
    { tool: "Bash", fields: { toString: "^x$" } },
  ])("where it may grant more: %j", async (proposal) => {
    expect(await within(proposal)).toBeUndefined();
  });
});
