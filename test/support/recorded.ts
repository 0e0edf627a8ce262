import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import * as z from "zod";

/** Recorded hook events of public projects, beside the repository; absent in most checkouts. */
export const RECORDED_FOLDER = join(import.meta.dirname, "../../../shared/data/replay");

/** Whether the recorded events are there; tests that need them skip visibly otherwise. */
export const hasRecorded = existsSync(RECORDED_FOLDER);

const Row = z.looseObject({});

/** Every recorded row, file by file. */
export function* recordedRows(): Generator<Record<string, unknown>> {
  for (const name of readdirSync(RECORDED_FOLDER).filter((each) => each.includes(".jsonl"))) {
    const bytes = readFileSync(join(RECORDED_FOLDER, name));
    const text = (name.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    for (const line of text.split("\n")) if (line !== "") yield Row.parse(JSON.parse(line));
  }
}
