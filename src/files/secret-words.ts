/** Words that say that what they name is a secret. */
export const PASSWORDS = ["password", "passwd", "passphrase", "passcode", "mysql_pwd"];
const WORDS = [
  ...PASSWORDS,
  "secret",
  "token",
  "api[_-]?key",
  "access[_-]?key",
  "account[_-]?key",
  "private[_-]?key",
  "encryption[_-]?key",
  "signing[_-]?key",
  "master[_-]?key",
  "auth[_-]?key",
  "shared[_-]?key",
  "credential",
  "connection[_-]?string",
];
/** Their expression, any of them. */
export const NAMED = `(?:${WORDS.join("|")})`;
/** One of these stands in each of them. */
export const WORD_ANCHORS = ["pass", "pwd", "secret", "token", "key", "credential", "connection"];
