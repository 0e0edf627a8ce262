import { describe, expect, it } from "vitest";
import { mergedTables } from "../../src/learn/merge-tables.ts";
import type { RuleTable } from "../../src/model/rule.ts";

const rule = (parts: Partial<RuleTable>, calls = 2) => ({
  table: { tool: "^Bash$", program: "go", flags: [], ...parts },
  calls,
});

describe("rules of one kind of call", () => {
  it("are one where they differ in options and one list", () => {
    const merged = mergedTables([
      rule({ flags: ["v"], fields: { command: "^go vet$" } }),
      rule({ flags: ["race"], fields: { command: "^go test$" } }, 5),
    ]);
    expect(merged).toEqual([
      rule({ flags: ["race", "v"], fields: { command: ["^go test$", "^go vet$"] } }, 7),
    ]);
  });

  it("stay apart where they differ in more, in what they are about, or in what they ask at all", () => {
    for (const [a, b] of [
      [
        { host: "a.example", fields: { command: "a" } },
        { host: "b.example", fields: { command: "b" } },
      ],
      [{ cwd: "/a" }, { cwd: "/b" }],
      [{ program: "go" }, { program: "gofmt" }],
      [{ alone: true }, {}],
      [{ writes: "./a" }, {}],
    ] as const satisfies [Partial<RuleTable>, Partial<RuleTable>][]) {
      expect(mergedTables([rule(a), rule(b)])).toHaveLength(2);
    }
  });

  it("are no longer than a person reads", () => {
    const many = Array.from({ length: 30 }, (_, index) =>
      rule({ fields: { command: `^a ${index}$` } }),
    );
    expect(mergedTables(many).map(({ calls }) => calls)).toEqual([24, 24, 12]);
  });
});
