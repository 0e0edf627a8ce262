import { parse, TomlError } from "smol-toml";
import { ConfigError } from "../model/errors.ts";

/**
 * The tables of a TOML text that a person wrote. Throws ConfigError with the line; `file` is the
 * name that the message shows.
 */
export function parseToml(text: string, file: string): Record<string, unknown> {
  try {
    return parse(text, { unsafeKeyBehaviour: "throw" });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [first = "not valid TOML"] = error.message.split("\n");
    throw new ConfigError(
      [
        {
          file,
          path: "",
          line: error.line,
          message: first.replace(/^Invalid TOML document: /, ""),
        },
      ],
      { cause: error },
    );
  }
}
