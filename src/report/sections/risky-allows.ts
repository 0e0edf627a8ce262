import { askedFlags, ours } from "../../findings/command-line.ts";
import { rowsOf } from "../../findings/facts.ts";
import type { Block } from "../../model/report.ts";
import type { SectionKind } from "../section.ts";
import { chainTable, riskSummary, riskTable } from "../security-blocks.ts";

const SHOWN = 5;

/** What was allowed and may do harm, and chains that no single call shows; null where neither is. */
export const riskyAllows = {
  needs: ["risky-allows", "chains", "sessions"],
  make: ({ facts, report }) => {
    const isWhole = report === "security";
    const top = isWhole ? Number.POSITIVE_INFINITY : SHOWN;
    const command = ours(`report security ${askedFlags(facts)}`, facts);
    const blocks: Block[] = [];
    if (isWhole || rowsOf(facts, "risky-allows").length > 0) {
      blocks.push(riskTable(facts, top, command));
    }
    if (isWhole || rowsOf(facts, "chains").length > 0) {
      blocks.push(chainTable(facts, top, command));
    }
    if (blocks.length === 0) return null;
    return {
      id: "risky-allows",
      title: "Ran, with a risk",
      summary: riskSummary(facts),
      fold: true,
      blocks,
    };
  },
} as const satisfies SectionKind;
