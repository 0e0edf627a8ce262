import { closest } from "../model/closest.ts";
import type { CommandConfig } from "../model/config.ts";
import { UserError } from "../model/errors.ts";
import type { Report } from "../model/report.ts";
import { makeReport, type ReportRequest } from "../pipeline/report.ts";
import type { Scope } from "../pipeline/scope.ts";
import { casePlace } from "./case-place.ts";
import type { Request } from "./command.ts";
import { rulePlace } from "./rule-place.ts";

/**
 * The report that a command line asks for: one that a table lays out, or one that takes words of its
 * own. Throws UserError for words that mean nothing.
 */
export async function reportOf(
  request: Request,
  { config, page }: { readonly config: CommandConfig; readonly page: boolean },
): Promise<Report> {
  const { io, home, args, shared } = request;
  const [name = "digest", ...words] = args;
  const world = (scope: Scope) => casePlace(request, scope);
  const context = { io, home, config, world };
  const explain = request.own["explain"] === true;
  if (name === "compare") {
    refuseStep(request, name);
    const { makeComparison } = await import("../pipeline/compare.ts");
    return makeComparison(context, words, { words: shared, explain });
  }
  const [session] = words;
  const meant = name === "session" ? undefined : closest(name, ["compare", "session"]);
  if (words.length > 0 && meant !== undefined) {
    throw new UserError(`There is no report "${name}". Did you mean "${meant}"?`);
  }
  // One more word may be a session: whether the report takes one is told where it is planned.
  if (words.length > (name === "inventory" ? 0 : 1)) {
    throw new UserError(`report ${name} takes no further words, and there is "${words[0]}".`);
  }
  if (name === "inventory") {
    refuseStep(request, name);
    if (explain) throw new UserError(NO_FIGURES);
    const { makeInventory } = await import("../pipeline/inventory.ts");
    const { dryRun } = shared;
    return makeInventory(context, rulePlace(request), { words: shared, dryRun });
  }
  return makeReport(context, {
    ...reportRequest(request),
    page,
    ...(session === undefined ? {} : { session }),
  });
}

const NO_FIGURES =
  "inventory has no figures to explain but its hits: claude-permit report rules --explain tells where those come from.";

function refuseStep({ own }: Request, name: string): void {
  if (own["by"] === undefined) return;
  throw new UserError(`--by cuts a trend into days or weeks; ${name} is no trend.`);
}

function reportRequest({ args, shared, own }: Request): ReportRequest {
  const name = args[0] ?? "digest";
  const { by } = own;
  const explain = own["explain"] === true;
  const tell = !shared.json && own["format"] !== "json";
  return { name, words: shared, tell, explain, ...(by === "day" || by === "week" ? { by } : {}) };
}
