import { evasions } from "../../findings/evasions.ts";
import { findingId } from "../../findings/judge.ts";
import { count, counted, text } from "../../findings/values.ts";
import type { Block } from "../../model/report.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";
import { evasionTable } from "../security-blocks.ts";

const NONE = "Nothing that was denied was reached by another program within ten minutes.";

/** What was denied, and reached by another program within ten minutes: one of each kind in full. */
export const evasion = {
  needs: [...evasions.needs, ...evasions.shows],
  make: ({ facts }) => {
    const found = evasions.find(facts);
    const list: Block = {
      kind: "list",
      items: found.map(({ cause, severity, title, evidence, command, effect }) => ({
        ...{ id: findingId("evasion", cause), severity, tag: "", command, effect },
        title: [...title],
        lines: evidence.map((line) => [...line]),
      })),
    };
    const blocks: Block[] =
      found.length === 0 ? [note("", [{ kind: "text", text: NONE }])] : [list];
    // All of them, where the list shows one for several.
    if (facts.evasions.length > found.length) blocks.push(evasionTable(facts, NONE));
    return {
      id: "evasion",
      title: "Reached another way",
      summary: facts.evasions.length === 0 ? [] : counted(facts.evasions.length, "time"),
      headline:
        facts.evasions.length === 0
          ? []
          : [count(facts.evasions.length), text(" reached another way")],
      fold: false,
      blocks,
    };
  },
} as const satisfies SectionKind;
