import type { AlertStateLine } from "../model/history.ts";

/** Whether a change of state is told to the channels: a named reason, or a named silence. */
export type Speech =
  | { readonly speak: "fired" | "resolved" | "stale" }
  | { readonly silence: "unchanged" | "not_yet" | "never_fired" | "on_its_way" | "never_told" };

/**
 * What a state says. `told` is whether its firing was sent before: what nobody heard of needs
 * no end. A breach while recovering goes back to firing in silence.
 */
export function speechOf(line: AlertStateLine, told: boolean): Speech {
  const { from, to } = line;
  if (to === "firing" && (from === "inactive" || from === "pending")) return { speak: "fired" };
  if (to === "pending") return { silence: "not_yet" };
  if (from === to) return { silence: "unchanged" };
  if (to !== "inactive") return { silence: "on_its_way" };
  if (line.firing_since === null) return { silence: "never_fired" };
  if (!told) return { silence: "never_told" };
  return { speak: line.reason === "stale" ? "stale" : "resolved" };
}
