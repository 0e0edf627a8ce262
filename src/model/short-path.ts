/** A text for people in which paths below the account's home begin with `~/`. */
export function shortPaths(text: string, accountHome: string): string {
  // The root as a home would make every path one of the account's.
  return accountHome.length < 2 ? text : text.replaceAll(`${accountHome}/`, "~/");
}
