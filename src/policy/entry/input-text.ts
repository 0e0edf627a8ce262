/** The fields of an input's JSON text; of a cut one those that can be made out. */
export function readInputText(input: string): { fields: Record<string, unknown>; cut: boolean } {
  const whole = parseObject(input);
  if (whole !== undefined) return { fields: whole, cut: false };
  const fields: Record<string, unknown> = {};
  for (const [, name = "", value = ""] of input
    .slice(0, 4096)
    .matchAll(/"([a-z_]{1,40})":"((?:[^"\\]|\\.)*)(?:"|\\?$)/gs)) {
    fields[name] ??= parseString(value);
  }
  return { fields, cut: true };
}

function parseObject(input: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(input);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? Object.fromEntries(Object.entries(value)) : {};
  } catch {
    // Cut, as the first version stored it: the caller makes out what it can.
    return undefined;
  }
}

function parseString(inner: string): string {
  try {
    return String(JSON.parse(`"${inner}"`));
  } catch {
    // Cut in the middle of an escape: `\u00`.
    return inner;
  }
}
