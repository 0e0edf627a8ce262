import { EXIT } from "../model/errors.ts";
import type { Run } from "./command.ts";
import { placed } from "./error-text.ts";
import { rulePlace } from "./rule-place.ts";

/** The policy in force, as it is judged. */
export const run: Run = async (request) => {
  const { io, shared } = request;
  const [{ loadPolicy }, { policyJson, policyText }] = await Promise.all([
    import("../hook/policy-miss.ts"),
    import("../pipeline/config-show.ts"),
  ]);
  const found = await loadPolicy(rulePlace(request));
  io.stdout.write(
    shared.json
      ? `${JSON.stringify(policyJson(found), null, 2)}\n`
      : policyText(found, io.stdout.columns),
  );
  if (found.problems.length === 0) return EXIT.ok;
  io.stderr.write(
    placed(request, "The files hold mistakes. To see them: claude-permit validate\n"),
  );
  return EXIT.finding;
};
