/** The length of a bar, 0 to 1 of the longest; 0 where there is no data. */
export function shareOf(values: readonly (number | null)[]): (value: number | null) => number {
  const longest = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return (value) => (value === null || longest === 0 ? 0 : value / longest);
}
