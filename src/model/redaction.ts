/**
 * How much of the log's text a report keeps: `full`, as it stands; `masked`, no full paths, no
 * command lines, hosts by their last labels; `counts`, none of it.
 */
export const REDACTIONS = ["full", "masked", "counts"] as const;
export type Redaction = (typeof REDACTIONS)[number];
