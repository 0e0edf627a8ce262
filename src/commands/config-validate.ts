import { resolve } from "node:path";
import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { rulePlace } from "./rule-place.ts";

/** Checks the files that the policy and the commands are told by; 1 where something is wrong. */
export const run: Run = async (request) => {
  const { io, shared, own } = request;
  const [{ validate }, { isGood, validationJson, validationText }, { JOB_LINES }] =
    await Promise.all([
      import("../pipeline/validate.ts"),
      import("../pipeline/validate-text.ts"),
      import("./job-lines.ts"),
    ]);
  const { file } = own;
  const found = await validate({
    io,
    place: rulePlace(request),
    candidate: typeof file === "string" ? resolve(io.cwd, file) : undefined,
    refusal: JOB_LINES.refusal,
  });
  io.stdout.write(
    shared.json
      ? `${JSON.stringify(validationJson(found), null, 2)}\n`
      : validationText(found, io.stdout.columns),
  );
  return isGood(found) ? EXIT.ok : EXIT.finding;
};
