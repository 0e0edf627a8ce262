import { lintSource } from "@secretlint/core";
import * as preset from "@secretlint/secretlint-rule-preset-recommend";
import * as z from "zod";

type Config = Parameters<typeof lintSource>[0]["options"]["config"];

/** The preset's rules are untyped under our compiler settings: this is where they are checked. */
const Rule = z.looseObject({ meta: z.looseObject({ id: z.string() }) });
const Configured = z.custom<Config["rules"][number]>((value) => value instanceof Object);

/**
 * The texts that secretlint takes for secrets. Its rules one by one, not its preset as a whole:
 * that obeys `secretlint-disable` in the text itself. Some rules look at files of one name only.
 */
export async function secretsIn(content: string, filePath = "x.sh"): Promise<string[]> {
  const source = { filePath, content, contentType: "text", ext: ".sh" } as const;
  const { messages } = await lintSource({ source, options: { config: { rules: RULES } } });
  return messages.map(({ range }) => content.slice(range[0], range[1]));
}

const RULES = z
  .array(z.unknown())
  .parse(preset.rules)
  .map((rule) => ({ rule, id: Rule.parse(rule).meta.id }))
  .filter(({ id }) => !id.includes("filter-comments"))
  .map(({ rule, id }) =>
    Configured.parse({ id, rule, options: id.includes("aws") ? { enableIDScanRule: true } : {} }),
  );
