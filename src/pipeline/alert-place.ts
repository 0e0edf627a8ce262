import type { AlertEvent } from "../alerts/kind.ts";
import type { CanaryProbe } from "../alerts/probes.ts";
import { homePaths } from "../files/home.ts";
import { readRuleSeverities } from "../files/policy-rules.ts";
import { isAlertOn } from "../model/alert-tables.ts";
import type { Reader } from "../warehouse/reader.ts";
import type { FiguresPlace } from "./alert-figures.ts";
import { probeAlerts } from "./alert-probes.ts";
import type { Judging } from "./alerts-measure.ts";
import type { Context } from "./deliver.ts";
import { evasionPlace, evasionsOf } from "./evasions.ts";
import { readLearning } from "./learning-facts.ts";

/** What figures are made of besides the log; probes only of now. */
export async function figuresPlace(
  context: Context,
  reader: Reader,
  given: {
    readonly judging: Judging;
    readonly isNow: boolean;
    readonly since: string;
    readonly canary: CanaryProbe | null;
  },
): Promise<FiguresPlace> {
  const { judging, isNow, since, canary } = given;
  const { home } = context;
  const { asOf, config, timeZone } = judging;
  const firstLiveMs = await reader.calls.firstLiveMs();
  const { bad_lines: badLines } = await reader.coverage(asOf);
  const known = { badLines, hasLive: firstLiveMs !== undefined, timeZone, canary };
  const learning = readLearning(home);
  return {
    asOf,
    excludeTools: config.ratio.exclude_tools,
    severities: readRuleSeverities(homePaths(home).policies),
    learning,
    changes: learning(asOf).changes,
    probes: isNow ? probeAlerts(context, known) : null,
    evasions: await evasionEvents(context, reader, { judging, since }),
    firstCallMs: await reader.calls.firstMs(),
  };
}

/** A denial may be ten minutes older than the call that went round it. */
const BEFORE_MS = 10 * 60_000;

async function evasionEvents(
  { io, home, config }: Context,
  reader: Reader,
  { judging, since }: { readonly judging: Judging; readonly since: string },
): Promise<AlertEvent[]> {
  if (!isAlertOn(config.alert, "evasion_after_deny")) return [];
  const { asOf, timeZone } = judging;
  const from = new Date(Date.parse(since) - BEFORE_MS).toISOString();
  const rows = await reader.measure("after-denials", {
    windows: [{ since: from, until: asOf, timeZone }],
    ...{ asOf, project: null, tool: null, excludeTools: [] },
  });
  const evasions = await evasionsOf(rows, evasionPlace(io.accountHome, home));
  return evasions.map(({ reached, sessionId, project, target, by }) => ({
    ...{ atMs: reached.atMs, sessionId, project, cause: target.name, detail: by },
  }));
}
