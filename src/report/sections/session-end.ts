import { ours } from "../../findings/command-line.ts";
import { command, count, quote, text } from "../../findings/values.ts";
import { shellWord } from "../../model/shell-word.ts";
import { note } from "../blocks.ts";
import type { SectionKind } from "../section.ts";

/** What vouches for the figures of a session, and how to get them again. */
export const sessionEnd = {
  needs: [],
  make: ({ facts, report }) => {
    const { anchor } = facts.log;
    return {
      id: "session-end",
      title: "Coverage",
      summary: [],
      fold: false,
      blocks: [
        note(
          "Anchor",
          anchor === null
            ? [text("none: nothing was ingested by then.")]
            : [text("line "), count(anchor.line), text("  sha256 "), quote(anchor.sha256)],
        ),
        note("Again", [
          command(
            ours(
              `report ${report} ${shellWord(facts.session ?? "")} --tz ${facts.window.timeZone} --as-of ${facts.asOf}`,
              facts,
            ),
          ),
        ]),
      ],
    };
  },
} as const satisfies SectionKind;
