import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";

/** JSON Schema of config.toml, for editors. */
export const run: Run = async ({ io }) => {
  const { configSchema } = await import("../model/config-schema.ts");
  io.stdout.write(`${JSON.stringify(configSchema(), null, 2)}\n`);
  return EXIT.ok;
};
