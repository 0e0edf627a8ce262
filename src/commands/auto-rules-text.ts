import { EXIT, type ExitCode } from "../model/errors.ts";
import type { Request } from "./command.ts";

/**
 * Prints auto-rules.toml as it was at `asOf` (ISO 8601 UTC), without `--as-of` as it is: byte for
 * byte, but on a terminal without what would steer it. Exit code 1 where it is not on record.
 */
export async function printAutoRules(request: Request, asOf: string): Promise<ExitCode> {
  const { io, home, shared } = request;
  const [{ autoRulesNow, autoRulesThen, textJson }, { cleanLines }] = await Promise.all([
    import("../pipeline/auto-rules-then.ts"),
    import("../render/escape-text.ts"),
  ]);
  const then = shared.asOf === undefined ? autoRulesNow(home) : autoRulesThen(home, asOf);
  if (shared.json) io.stdout.write(`${JSON.stringify(textJson(then, asOf), null, 2)}\n`);
  if (then.kind === "unknown") {
    // JSON has the reason.
    if (!shared.json)
      io.stderr.write(`auto-rules.toml as of ${asOf} is not known: ${then.reason}.\n`);
    return EXIT.finding;
  }
  if (!shared.json) {
    io.stdout.write(io.stdout.isTerminal ? cleanLines(then.text).join("\n") : then.text);
  }
  return EXIT.ok;
}
