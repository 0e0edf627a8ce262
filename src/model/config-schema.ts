import * as z from "zod";
import { Config } from "./config.ts";

/**
 * JSON Schema (draft 7, which editors of TOML read) of config.toml as people write it: what has
 * a default may be left out.
 */
export function configSchema(): Record<string, unknown> {
  const made = z.toJSONSchema(Config, {
    io: "input",
    target: "draft-07",
    unrepresentable: "any",
    override: ({ zodSchema, jsonSchema }) => {
      // TOML has moments; JSON has them as text.
      if (zodSchema._zod.def.type !== "date") return;
      jsonSchema.type = "string";
      jsonSchema.format = "date-time";
    },
  });
  const { $schema, ...rest } = made;
  return { $schema, title: "config.toml of claude-permit", ...rest };
}
