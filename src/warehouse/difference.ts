/**
 * What kind of difference it is. `history` and `anchor` are about history/segments.jsonl,
 * `unwitnessed` about lines that were loaded and that it does not know, `archive` about a month in
 * archive/. `missing`, `damaged`, `changed` and `cut` are about a stretch of a log, `order` and
 * `entry_…` about a line in such a stretch.
 */
type DifferenceKind =
  | "history"
  | "anchor"
  | "unwitnessed"
  | "archive"
  | "missing"
  | "damaged"
  | "changed"
  | "cut"
  | "order"
  | "entry_changed"
  | "entry_removed"
  | "entry_inserted";

/** One thing that is not as it was witnessed. */
export interface Difference {
  readonly what: DifferenceKind;
  /** Under home. */
  readonly file: string;
  /** In bytes, as the log is uncompressed: where it begins, and ends if that is known. */
  readonly offset: number | null;
  readonly to: number | null;
  /** Counted from 1. */
  readonly line: number | null;
  readonly entry: string | null;
  readonly words: string;
  /**
   * Of a line: the stretch of the log around it, whose hash proves that something is not as it
   * was. A `changed` stretch is told with its lines and not beside them, a `cut` one by itself too.
   */
  readonly stretch?: Stretch;
}

export type Stretch = Omit<Difference, "entry" | "stretch">;
