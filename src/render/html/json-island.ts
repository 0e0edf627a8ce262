const ACTIVE = /[<>&\u2028\u2029]/g;

/** A value as JSON that stands inside a script element: nothing in it ends or opens one. */
export function jsonIsland(value: unknown): string {
  return JSON.stringify(value).replace(
    ACTIVE,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
