import { EXIT, UserError } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placed } from "./error-text.ts";
import { lineProgress } from "./line-progress.ts";
import { transcriptsPlace } from "./transcripts-place.ts";
import { zoneOf } from "./zone-of.ts";

const EVERY_MS = 200;
/** Calls that differ; there are counts of all. */
const SHOWN_CALLS = 20;
/** `51,304:9f86d081884c…`: at least six characters of the hash; `51304:9f` is too short. */
const ANCHOR = /^([\d,]+):([0-9a-f]{6,64})$/i;

/** Reads the logs again, and names what is not as it was witnessed; 1 where something is not. */
export const run: Run = async (request) => {
  const { io, home, shared, own } = request;
  const anchor = anchorOf(own["anchor"]);
  const [{ verifyLogs }, verified, words, { fileSize }, transcripts] = await Promise.all([
    import("../pipeline/verify.ts"),
    import("../pipeline/verified.ts"),
    import("../pipeline/verify-text.ts"),
    import("../pipeline/status-words.ts"),
    import("../pipeline/transcript-check.ts"),
  ]);
  const before = verified.markOf(home);
  const progress = lineProgress(io);
  let shownMs = 0;
  try {
    const result = await verifyLogs({
      io,
      home,
      anchor,
      onProgress: () => progress.show("loading the log as it is now, to name entries"),
      checkTranscripts: () =>
        transcripts.checkTranscripts({
          io,
          home,
          projects: transcriptsPlace(request),
          limit: SHOWN_CALLS,
          onProgress: ({ bytes, ofBytes }) =>
            progress.show(`${fileSize(bytes)} of ${fileSize(ofBytes)} of transcripts`),
        }),
      onBytes: (done, total) => {
        const nowMs = io.now().getTime();
        if (nowMs - shownMs < EVERY_MS) return;
        shownMs = nowMs;
        progress.show(`${fileSize(done)} of ${fileSize(total)}`);
      },
    });
    progress.clear();
    const ok = words.isVerified(result);
    if (!shared.dryRun) await verified.rememberVerified({ io, home }, { ok, mark: before });
    const { columns } = io.stdout;
    io.stdout.write(
      shared.json
        ? words.verifyJson(result, ok)
        : placed(request, words.verifyText(result, columns, zoneOf(request))),
    );
    return ok ? EXIT.ok : EXIT.finding;
  } finally {
    progress.clear();
  }
};

function anchorOf(
  written: string | boolean | readonly string[] | undefined,
): { line: number; sha256: string } | undefined {
  if (typeof written !== "string") return undefined;
  const [, line = "", sha256 = ""] = ANCHOR.exec(written.trim()) ?? [];
  if (line !== "") return { line: Number(line.replaceAll(",", "")), sha256: sha256.toLowerCase() };
  throw new UserError(
    `--anchor "${written}" is no anchor. Write LINE:HASH as a digest prints them, e.g. 51304:9f86d081884c.`,
  );
}
