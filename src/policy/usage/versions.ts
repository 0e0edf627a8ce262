/** `python` for `python3.12`. */
export function unversioned(name: string): string {
  // The last sign alone: an expression would be made for every name.
  return "0123456789.".includes(name.slice(-1)) ? name.replace(/[\d.]+$/, "") : name;
}
