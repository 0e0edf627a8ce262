import { type Cursor, isUnchanged } from "./cursors.ts";
import type { KeyedLog } from "./keyed-logs.ts";
import type { LogFile } from "./logs.ts";

/** How far a load has come. Of a compressed log bytes are told only when it is through. */
export interface IngestProgress {
  readonly file: string;
  /** Of `totalBytes`, read or loaded; as on disk. */
  readonly bytes: number;
  /** What all logs had gained when the load began. */
  readonly totalBytes: number;
  /** Loaded so far. */
  readonly lines: number;
  /** Of `bytes`, what is loaded: rates count this, because reading is much faster. */
  readonly loadedBytes: number;
}

/** Adds up what is read and loaded, log by log. */
export interface Meter {
  begin(keyed: KeyedLog): void;
  read(offset: number): void;
  loaded(offset: number, lines: number): void;
}

export function createMeter(
  logs: readonly KeyedLog[],
  cursors: ReadonlyMap<string, Cursor>,
  onProgress: ((progress: IngestProgress) => void) | undefined,
): Meter {
  const totalBytes = logs.reduce((sum, one) => sum + gained(one.log, cursors.get(one.key)), 0);
  let file = "";
  let before = 0;
  let start = 0;
  let size = 0;
  let compressed = false;
  let lines = 0;
  let loadedBytes = 0;
  const tell = (bytes: number): void =>
    onProgress?.({ file, bytes: Math.min(bytes, totalBytes), totalBytes, lines, loadedBytes });
  return {
    begin: ({ log, key }) => {
      before += size;
      size = gained(log, cursors.get(key));
      start = log.compressed ? 0 : (cursors.get(key)?.offset ?? 0);
      compressed = log.compressed;
      file = log.file;
      loadedBytes = before;
    },
    read: (offset) => tell(before + (compressed ? 0 : offset - start)),
    loaded: (offset, linesSoFar) => {
      lines = linesSoFar;
      loadedBytes = before + (compressed ? 0 : offset - start);
      tell(loadedBytes);
    },
  };
}

function gained(log: LogFile, cursor: Cursor | undefined): number {
  if (cursor !== undefined && isUnchanged(cursor, log)) return 0;
  return log.compressed ? log.size : Math.max(0, log.size - (cursor?.offset ?? 0));
}
