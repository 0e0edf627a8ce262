import { counted } from "../../findings/values.ts";
import type { SectionKind } from "../section.ts";
import { evasionTable } from "../security-blocks.ts";

/** What was denied, and reached by another program within ten minutes. */
export const evasion = {
  needs: ["after-denials", "sessions"],
  make: ({ facts }) => ({
    id: "evasion",
    title: "Reached another way",
    summary: facts.evasions.length === 0 ? [] : counted(facts.evasions.length, "time"),
    fold: false,
    blocks: [
      evasionTable(
        facts,
        "",
        "Nothing that was denied was reached by another program within ten minutes.",
      ),
    ],
  }),
} as const satisfies SectionKind;
