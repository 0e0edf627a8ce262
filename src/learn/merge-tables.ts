import type { RuleTable } from "../model/rule.ts";

/** A rule of some calls, and how many they are. */
export interface Weighed {
  readonly table: RuleTable;
  readonly calls: number;
}

/** A person has to read them all. */
const MAX_ITEMS = 12;

/**
 * Rules that are merged where that grants little that none of them did: they agree in everything
 * but their options, which are taken together, and one list besides. Most calls first.
 */
export function mergedTables(tables: readonly Weighed[]): readonly Weighed[] {
  const merged: Weighed[] = [];
  for (const one of [...tables].sort((a, b) => b.calls - a.calls)) {
    const at = merged.findIndex((other) => union(other.table, one.table) !== undefined);
    const other = merged[at];
    const both = other === undefined ? undefined : union(other.table, one.table);
    if (other === undefined || both === undefined) merged.push(one);
    else merged[at] = { table: both, calls: other.calls + one.calls };
  }
  return merged.sort((a, b) => b.calls - a.calls);
}

/** One rule for both; undefined where they differ in more, or it would get too long to read. */
function union(a: RuleTable, b: RuleTable): RuleTable | undefined {
  const flat = [flatten(a), flatten(b)] as const;
  const keys = new Set(flat.flatMap((each) => Object.keys(each)));
  const both: Record<string, readonly string[]> = {};
  let differing = 0;
  for (const key of keys) {
    const [one, other] = [flat[0][key], flat[1][key]];
    if (one === undefined || other === undefined) return undefined;
    const all = [...new Set([...one, ...other])];
    if (all.length > one.length) {
      if (key !== "flags") differing += 1;
      if (FIXED.has(key) || differing > 1 || all.length > MAX_ITEMS) return undefined;
    }
    both[key] = all;
  }
  return unflatten(a, both);
}

/** What makes it another rule. */
const FIXED = new Set(["tool", "program", "subcommand", "cwd", "alone", "expires"]);

function flatten(table: RuleTable): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(table).flatMap(([key, value]): [string, readonly string[]][] => {
      if (key === "fields" || key === "exclude") {
        return Object.entries(Object(value)).map(([name, each]) => [
          `${key}.${name}`,
          [each].flat().map(String),
        ]);
      }
      return value === undefined ? [] : [[key, [value].flat().map(String)]];
    }),
  );
}

function unflatten(like: RuleTable, flat: Readonly<Record<string, readonly string[]>>): RuleTable {
  const of = (key: string): string | string[] => oneOrList(flat[key] ?? []);
  const named = (key: "fields" | "exclude"): Pick<RuleTable, "fields" | "exclude"> => {
    const names = Object.keys(like[key] ?? {});
    if (names.length === 0) return {};
    return { [key]: Object.fromEntries(names.map((name) => [name, of(`${key}.${name}`)])) };
  };
  return {
    ...like,
    ...(like.flags === undefined ? {} : { flags: [...(flat["flags"] ?? [])].sort() }),
    ...(like.host === undefined ? {} : { host: of("host") }),
    ...(like.reads === undefined ? {} : { reads: of("reads") }),
    ...(like.writes === undefined ? {} : { writes: of("writes") }),
    ...named("fields"),
    ...named("exclude"),
  };
}

function oneOrList(values: readonly string[]): string | string[] {
  const [first, second] = values;
  return first !== undefined && second === undefined ? first : [...values];
}
