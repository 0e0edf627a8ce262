/** True where the system knows the IANA name. Newer ones take offsets too; the database does not. */
export function isTimeZone(name: string): boolean {
  if (/^[+-]/.test(name)) return false;
  // Most names are in the list, which is had ten times as fast as the first format is made.
  if (Intl.supportedValuesOf("timeZone").includes(name)) return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
