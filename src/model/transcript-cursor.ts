import * as z from "zod";

/** How far a transcript has been read. Disposable: without it the transcript is read again. */
export const TranscriptCursor = z.object({
  name: z.string().describe("of the transcript, below `projects`"),
  inode: z.number(),
  size: z.number(),
  mtime_ms: z.number(),
  offset: z.int().min(0).describe("bytes; what comes next was not read, or is waited for"),
  tail: z.string().describe("hash of the bytes before the offset: another file has others"),
  root: z.string(),
  permission_mode: z.string(),
  since: z.string().optional().describe("import: earlier calls were left out"),
});
export type TranscriptCursor = z.infer<typeof TranscriptCursor>;

export const TranscriptCursors = z.object({ v: z.literal(1), cursors: z.array(TranscriptCursor) });
