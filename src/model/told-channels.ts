import * as z from "zod";
import { closest } from "./closest.ts";

/** A name in an `[[alert]]` that no channel has: where it stands in config.toml, and what to do. */
interface Untold {
  readonly path: string;
  readonly message: string;
}

/** The `[[alert]]` tables without names of channels that are not there. */
export interface ToldChannels {
  readonly tables: readonly unknown[];
  readonly problems: readonly Untold[];
}

const Told = z.object({ channels: z.array(z.unknown()) });

/**
 * Looks for channels that are told and not there, in `[[alert]]` tables as they are written: so a
 * place is that of the file, whatever else is wrong with its table or those before it. A table
 * goes on without such a name, so that its other channels and settings hold.
 */
export function toldChannels(written: readonly unknown[], names: readonly string[]): ToldChannels {
  const problems: Untold[] = [];
  const tables = written.map((table, place) => {
    const read = Told.safeParse(table);
    if (!read.success) return table;
    const channels = read.data.channels.filter((name, index) => {
      // What is no text is a mistake of its own.
      if (typeof name !== "string" || names.includes(name)) return true;
      problems.push({ path: `alert[${place}].channels[${index}]`, message: untold(name, names) });
      return false;
    });
    return { ...Object(table), channels };
  });
  return { tables, problems };
}

function untold(name: string, names: readonly string[]): string {
  const near = closest(name, names);
  const hint =
    near === undefined ? "Write [[channel]] for it." : `Write "${near}", if that was meant.`;
  return `there is no channel "${name}". ${hint}`;
}
