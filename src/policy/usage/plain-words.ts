/** A short name of letters, with digits in moderation: no hash, no key, no date, no path. */
export function isPlain(word: string, length: number): boolean {
  if (word.length > length) return false;
  // Most words are but letters, and each expression costs a start of the hook.
  if (/^[A-Za-z_[.][A-Za-z_.+:[-]*$/.test(word)) return true;
  return (
    /^[A-Za-z_[.][\w.+:[-]*$/.test(word) &&
    !/\d{4}/.test(word) &&
    !/(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{12,}/i.test(word)
  );
}
