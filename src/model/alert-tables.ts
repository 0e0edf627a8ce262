import * as z from "zod";
import {
  ALERT_SETTINGS,
  type AlertName,
  AlertTable,
  GENERAL_SETTINGS,
  isAlertName,
} from "./alert-settings.ts";

/**
 * `[[alert]]` of config.toml as people write it: each changes one kind, or `all` of them, in every
 * project or in one. What is said of a project wins, then what is said of a kind.
 */
const project = z
  .string()
  .min(1)
  .optional()
  .describe("of this project alone; absent: of all, where none has a table of its own");

/** Kinds that tell projects apart; others are of the machine, the model or the learned rules. */
const OF_PROJECTS: readonly string[] = [
  "red_event",
  "evasion_after_deny",
  "new_tool",
  "new_mcp_server",
  "new_host",
  "new_program",
  "passthrough_ratio",
  "bypass_mode",
];

const Every = z
  .strictObject({
    kind: z.literal("all").describe("every kind of alert"),
    project,
    ...written(GENERAL_SETTINGS),
  })
  .superRefine((table, { addIssue }) => {
    if (table.project === undefined) return;
    for (const key of ["budget_per_hour", "quiet_hours"]) {
      if (!(key in table)) continue;
      const message = "is not of a project. Write it into an [[alert]] of all kinds without one";
      addIssue({ code: "custom", path: [key], message });
    }
  });

const tables = Object.entries(ALERT_SETTINGS).map(([kind, { shape }]) =>
  z.strictObject({
    kind: z.literal(kind).describe(AlertTable.shape[named(kind)].description ?? kind),
    ...(OF_PROJECTS.includes(kind) ? { project } : {}),
    ...written(shape),
  }),
);

const WrittenAlert = z.discriminatedUnion("kind", [Every, ...tables]);

/** The keys that an `[[alert]]` of each kind may hold. */
export const ALERT_KEYS: ReadonlyMap<unknown, readonly string[]> = new Map(
  [Every, ...tables].map(({ shape }) => [shape.kind.value, Object.keys(shape)]),
);

/** What `[[alert]]` says, in full: settings of every kind, and of projects that have their own. */
export interface AlertConfig extends AlertTable {
  readonly projects: ReadonlyMap<string, ProjectAlerts>;
}

interface ProjectAlerts {
  readonly table: AlertTable;
  /** Kinds that have settings of this project. */
  readonly kinds: ReadonlySet<string>;
}

/** Every `[[alert]]` of config.toml, with what holds where none says otherwise. */
export const AlertTables = z
  .array(WrittenAlert)
  .superRefine((all, { addIssue }) => {
    const names = all.map(({ kind, project: of }) => JSON.stringify([kind, of]));
    for (const [index, name] of names.entries()) {
      const first = names.indexOf(name);
      if (first === index) continue;
      const message = `another [[alert]], alert[${first}], is of the same. Write one of both`;
      addIssue({ code: "custom", path: [index, "kind"], message });
    }
  })
  .transform((all) => resolved(all));

/** The settings that hold for a project; null: for what is told of all together. */
export function alertTableOf(config: AlertConfig, of: string | null): AlertTable {
  return (of === null ? undefined : config.projects.get(of)?.table) ?? config;
}

/** Whether an alert is judged at all: in some project at least. */
export function isAlertOn(config: AlertConfig, name: AlertName): boolean {
  const own = [...config.projects.values()].map(({ table }) => table);
  return [config, ...own].some((table) => table[name].enabled);
}

type Written = Readonly<Record<string, unknown>>;

function resolved(all: readonly Written[]): AlertConfig {
  const general = merged(all.filter((table) => table["project"] === undefined));
  const projects = new Set(all.flatMap(({ project: of }) => (typeof of === "string" ? [of] : [])));
  return {
    ...AlertTable.parse(general),
    projects: new Map(
      [...projects].map((name) => {
        const own = all.filter((table) => table["project"] === name);
        const kinds = new Set(own.map(({ kind }) => String(kind)));
        return [name, { table: AlertTable.parse(merged(own, general)), kinds }];
      }),
    ),
  };
}

/** The tables over what was said before, in the shape of AlertTable. */
function merged(all: readonly Written[], before: Written = {}): Written {
  const known = new Map(Object.entries(before));
  for (const { kind, project: _, ...settings } of all) {
    if (typeof kind === "string" && kind !== "all") {
      known.set(kind, { ...Object(known.get(kind)), ...settings });
      continue;
    }
    for (const [key, value] of Object.entries(settings)) known.set(key, value);
  }
  return Object.fromEntries(known);
}

/** Keys without their defaults: what nobody wrote is taken from a wider table. */
function written(shape: Readonly<Record<string, z.ZodType>>): Record<string, z.ZodType> {
  return Object.fromEntries(
    Object.entries(shape).map(([key, schema]) => {
      const description = schema.description ?? key;
      if (!(schema instanceof z.ZodDefault)) return [key, schema];
      const { innerType, defaultValue } = schema.def;
      return [key, z.optional(innerType).meta({ description, default: defaultValue })];
    }),
  );
}

function named(kind: string): AlertName {
  if (isAlertName(kind)) return kind;
  throw new TypeError(`${kind} is no alert`);
}
