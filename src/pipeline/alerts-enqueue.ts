import { type AlertsMaterial, type AlertView, alertsReport } from "../alerts/report.ts";
import { speechOf } from "../alerts/speak.ts";
import { placeOf } from "../files/outbox.ts";
import type { AlertStateLine } from "../model/history.ts";
import { channelNamed } from "./channels.ts";
import type { Context } from "./deliver.ts";
import { type Dispatch, dispatchKey, type Enqueued, enqueueDispatch } from "./enqueue.ts";

/**
 * Puts in line what the alerts have to say, for the channels of `[alert.passthrough_ratio]`. A
 * message is named after its episode, so that saying it twice is saying it once. Throws
 * UserError for a channel that is not there.
 */
export async function enqueueAlerts(
  context: Context,
  views: readonly AlertView[],
  material: AlertsMaterial,
): Promise<Enqueued[]> {
  const channels = material.settings.channels.map((name) => channelNamed(context, name));
  const enqueued: Enqueued[] = [];
  for (const view of views) {
    for (const channel of channels) {
      const fired = dispatchKey(addressOf(view.state, "fired"), channel);
      const speech = speechOf(view.state, placeOf(context.home, fired) !== undefined);
      if (!("speak" in speech)) continue;
      const dispatch: Dispatch = {
        ...addressOf(view.state, speech.speak === "fired" ? "fired" : "over"),
        report: alertsReport([view], material),
        kind: "alert",
      };
      enqueued.push(...(await enqueueDispatch(context, dispatch, [channel.name])));
    }
  }
  return enqueued;
}

function addressOf(
  { alert, project, pending_since }: AlertStateLine,
  what: "fired" | "over",
): Pick<Dispatch, "thread" | "period" | "rest"> {
  const where = project ?? "all";
  return {
    thread: `alert-${alert}-${where}`,
    period: `${(pending_since ?? "").slice(0, 13)}-${what}`,
    rest: [alert, project, pending_since, what],
  };
}
