import type { Answer, AnswerBatch, AnswerRow, Question } from "../model/answer.ts";
import { csvHeader, csvRows } from "../render/answer/answer-csv.ts";
import { jsonEnd, jsonRows, jsonStart } from "../render/answer/answer-json.ts";
import { answerMarkdown } from "../render/answer/answer-markdown.ts";
import { answerText } from "../render/answer/answer-text.ts";
import { answerNote } from "../render/answer/answer-words.ts";

/** How many rows are counted beyond those that are shown, before "more than" is said. */
const MOST_COUNTED = 1_000_000;

interface Outlet {
  readonly write: (text: string) => void;
  readonly remark: (text: string) => void;
}

interface Taken {
  shown: number;
  left: number;
  more: boolean;
}

/**
 * Prints an answer in the format that the question asks for. CSV and JSON go out as they come and
 * are never held; what they leave out is remarked, where a table says it itself.
 */
export async function printAnswer(
  answer: Answer,
  question: Question,
  outlet: Outlet,
): Promise<void> {
  if (question.format === "csv" || question.format === "json") {
    await streamAnswer(answer, question.format, { limit: question.limit, outlet });
    return;
  }
  const taken: Taken = { shown: 0, left: 0, more: false };
  const rows: AnswerRow[] = [];
  for await (const batch of limited(answer.batches, question.limit, taken)) rows.push(...batch);
  const view = { columns: question.columns, timeZone: question.time_zone };
  const note = answerNote(taken, answer.columns, view.timeZone);
  const text =
    question.format === "table"
      ? `${answerText(answer.columns, rows, view)}\n ${note}\n`
      : `${answerMarkdown(answer.columns, rows, view)}\n${note}\n`;
  outlet.write(text);
}

async function streamAnswer(
  { columns, batches }: Answer,
  format: "csv" | "json",
  { limit, outlet }: { limit: number | null; outlet: Outlet },
): Promise<void> {
  const taken: Taken = { shown: 0, left: 0, more: false };
  outlet.write(format === "csv" ? csvHeader(columns) : jsonStart());
  let written = 0;
  for await (const rows of limited(batches, limit, taken)) {
    outlet.write(format === "csv" ? csvRows(columns, rows) : jsonRows(columns, rows, written));
    written += rows.length;
  }
  if (format === "json") outlet.write(jsonEnd(written));
  if (taken.left > 0) outlet.remark(`${answerNote(taken, [], "")}\n`);
}

/** The first `limit` rows, batch by batch; `taken` tells afterwards what else there was. */
async function* limited(
  batches: AsyncIterable<AnswerBatch>,
  limit: number | null,
  taken: Taken,
): AsyncGenerator<readonly AnswerRow[]> {
  for await (const batch of batches) {
    const room = limit === null ? batch.size : Math.max(0, limit - taken.shown);
    if (room > 0) {
      const rows = batch.rows().slice(0, room);
      taken.shown += rows.length;
      yield rows;
    }
    taken.left += Math.max(0, batch.size - room);
    if (taken.left >= MOST_COUNTED) {
      taken.left = MOST_COUNTED;
      taken.more = true;
      return;
    }
  }
}
