import {
  DuckDBArrayValue,
  DuckDBBlobValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBMapValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  type DuckDBType,
  DuckDBTypeId,
  DuckDBUnionValue,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { AnswerColumn, AnswerValue } from "../model/answer.ts";

const NUMBERS: readonly DuckDBTypeId[] = [
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UHUGEINT,
  DuckDBTypeId.BIGNUM,
  DuckDBTypeId.DECIMAL,
  DuckDBTypeId.FLOAT,
  DuckDBTypeId.DOUBLE,
];

/** How a column of this type is read. */
export function columnKind(type: DuckDBType): AnswerColumn["kind"] {
  if (NUMBERS.includes(type.typeId)) return "number";
  return type.typeId === DuckDBTypeId.TIMESTAMP_TZ ? "instant" : "other";
}

/**
 * A value as JSON holds it. Numbers are numbers where a double holds them exactly, else their
 * digits as text (also NaN and Infinity). Instants are ISO 8601 UTC; dates, times, intervals and
 * the like the database's own text; bytes are hexadecimal; a map is a list of `{key, value}`.
 */
export function answerValue(value: DuckDBValue): AnswerValue {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : String(value);
  if (typeof value === "bigint") return wholeNumber(value);
  if (value instanceof DuckDBDecimalValue) return decimal(value.toString());
  if (value instanceof DuckDBTimestampTZValue) return instant(value);
  if (value instanceof DuckDBBlobValue) return Buffer.from(value.bytes).toString("hex");
  if (value instanceof DuckDBListValue || value instanceof DuckDBArrayValue) {
    return value.items.map(answerValue);
  }
  if (value instanceof DuckDBStructValue) {
    const fields = Object.entries(value.entries);
    return Object.fromEntries(fields.map(([name, field]) => [name, answerValue(field)]));
  }
  if (value instanceof DuckDBMapValue) {
    return value.entries.map((entry) => ({
      key: answerValue(entry.key),
      value: answerValue(entry.value),
    }));
  }
  if (value instanceof DuckDBUnionValue) return answerValue(value.value);
  return value.toString();
}

function wholeNumber(value: bigint): number | string {
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : String(value);
}

/** `1.50` is 1.5: zeros at the end say nothing. Digits that a double would lose stay text. */
function decimal(text: string): number | string {
  const short = text.includes(".") ? text.replace(/\.?0+$/, "") : text;
  return String(Number(text)) === short ? Number(text) : text;
}

/** With milliseconds always, as the log has them, and microseconds where there are some. */
function instant(value: DuckDBTimestampTZValue): string {
  const ms = Number(value.micros / 1000n);
  if (Math.abs(ms) > LAST_MS) return value.toString();
  const rest = Number(value.micros % 1000n);
  if (rest === 0) return new Date(ms).toISOString();
  const below = rest < 0 ? { ms: ms - 1, micros: rest + 1000 } : { ms, micros: rest };
  const text = new Date(below.ms).toISOString();
  return `${text.slice(0, -1)}${String(below.micros).padStart(3, "0")}Z`;
}

/** What a Date can hold; infinity is beyond it too. */
const LAST_MS = 8_640_000_000_000_000 - 1;
