const DAY_MS = 86_400_000;

/**
 * ISO 8601 UTC with milliseconds, as `Date` prints it, for 1970 to 9999. Our own because a process
 * that prints its first date looks up the machine's time zone, which the hook has no use for.
 */
export function isoTime(ms: number): string {
  const days = Math.floor(ms / DAY_MS);
  const rest = ms - days * DAY_MS;
  const time = [rest / 3_600_000, (rest / 60_000) % 60, (rest / 1000) % 60].map(twoDigits);
  const fraction = String(rest % 1000).padStart(3, "0");
  return `${dateOf(days)}T${time.join(":")}.${fraction}Z`;
}

/** Of days since 1970; years begin in March, so that a leap day is the last of its year. */
function dateOf(days: number): string {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const inEra = shifted - era * 146_097;
  const year = Math.floor(
    (inEra - Math.floor(inEra / 1460) + Math.floor(inEra / 36_524) - Math.floor(inEra / 146_096)) /
      365,
  );
  const inYear = inEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const month = Math.floor((5 * inYear + 2) / 153);
  const day = inYear - Math.floor((153 * month + 2) / 5) + 1;
  const isBeforeMarch = month >= 10;
  const calendarYear = year + era * 400 + Number(isBeforeMarch);
  return `${calendarYear}-${twoDigits(isBeforeMarch ? month - 9 : month + 3)}-${twoDigits(day)}`;
}

function twoDigits(value: number): string {
  return String(Math.floor(value)).padStart(2, "0");
}
