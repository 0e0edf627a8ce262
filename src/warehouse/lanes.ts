import type { DuckDBConnection } from "@duckdb/node-api";
import type { Warehouse } from "./open.ts";

/**
 * Most of a metric runs on one of two threads. Twice as many are asked at a time, so that no thread
 * waits while what another one found is read.
 */
const LANES = 4;

/** Asks as soon as a connection is free, in the order of asking. */
export type Lanes = <T>(ask: (connection: DuckDBConnection) => Promise<T>) => Promise<T>;

/** Connections of a warehouse to ask several things at once; each further one is opened when needed. */
export function createLanes(warehouse: Warehouse): Lanes {
  const free = [warehouse.connection];
  const waiting: ((connection: DuckDBConnection) => void)[] = [];
  let opened = free.length;
  const next = async (): Promise<DuckDBConnection> => {
    const connection = free.pop();
    if (connection !== undefined) return connection;
    if (opened === LANES) return new Promise((resolve) => waiting.push(resolve));
    opened += 1;
    return warehouse.connect();
  };
  return async (ask) => {
    const connection = await next();
    try {
      return await ask(connection);
    } finally {
      const first = waiting.shift();
      if (first === undefined) free.push(connection);
      else first(connection);
    }
  };
}
