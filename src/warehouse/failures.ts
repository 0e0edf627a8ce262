/**
 * What an error of the database means, told by its words: it has no codes. Errors of the system
 * that pass through it are worded in it too.
 */

/** "IO Error: Could not write file …: No space left on device", and its own limit of a temporary folder. */
const FULL = /No space left on device|Disk quota exceeded|max_temp_directory_size|ENOSPC|EDQUOT/;

/** "IO Error: Corrupt database file: computed checksum 17… does not match …"; not "IO Error: No files found". */
const DAMAGED =
  /Corrupt database file|Could not read enough bytes|not a valid DuckDB database|replaying WAL|INTERNAL Error|Serialization Error|database has been invalidated/;

/** Nothing more can be written where the warehouse or a copied slice lies. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && FULL.test(error.message);
}

/** The database's file does not hold what was written to it. */
export function isDamaged(error: unknown): boolean {
  return error instanceof Error && DAMAGED.test(error.message) && !isDiskFull(error);
}
