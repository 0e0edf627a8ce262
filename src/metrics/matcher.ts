import * as z from "zod";

/** Whether a value is what a schema takes. */
type Matcher = (value: unknown) => boolean;

/**
 * What tells whether a value is what a schema takes, without the copy that parsing makes of it: of
 * lists, of objects that have their keys and no others, and of plain values. Anything else, and
 * whatever has checks of its own, is parsed.
 */
export function matcherOf(schema: z.core.$ZodType): Matcher {
  const { checks = [] } = schema._zod.def;
  if (checks.length > 0) return parsed(schema);
  if (schema instanceof z.ZodArray) return listOf(matcherOf(schema.element));
  if (schema instanceof z.ZodObject && isStrict(schema)) return objectOf(schema);
  if (schema instanceof z.ZodNullable) return orNull(matcherOf(schema.unwrap()));
  if (schema instanceof z.ZodEnum) return oneOf(schema.options);
  if (schema instanceof z.ZodString) return (value) => typeof value === "string";
  if (schema instanceof z.ZodBoolean) return (value) => typeof value === "boolean";
  if (schema instanceof z.ZodNumberFormat) {
    return schema.format === "safeint" ? Number.isSafeInteger : parsed(schema);
  }
  if (schema instanceof z.ZodNumber) return Number.isFinite;
  return parsed(schema);
}

function parsed(schema: z.core.$ZodType): Matcher {
  return (value) => z.safeParse(schema, value).success;
}

function isStrict({ def }: z.ZodObject): boolean {
  return def.catchall instanceof z.ZodNever;
}

function listOf(element: Matcher): Matcher {
  return (value) => Array.isArray(value) && value.every(element);
}

function orNull(inner: Matcher): Matcher {
  return (value) => value === null || inner(value);
}

function oneOf(options: readonly unknown[]): Matcher {
  const known = new Set(options);
  return (value) => known.has(value);
}

function objectOf({ shape }: z.ZodObject): Matcher {
  const keys = Object.entries(shape).map(([key, schema]) => ({ key, matches: matcherOf(schema) }));
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
    if (Object.keys(value).length !== keys.length) return false;
    return keys.every(({ key, matches }) => matches(Reflect.get(value, key)));
  };
}
