import type { LockOwner } from "../files/lock.ts";
import type { Entry } from "../model/entry.ts";
import type { Policy } from "../model/rule.ts";
import type { PromotionSettings } from "../model/words.ts";

/** Everything that learning takes from the machine, as values. */
export interface LearnPlace {
  readonly home: string;
  /** Of the account: what `~` in a rule stands for. */
  readonly accountHome: string;
  readonly owner: LockOwner;
  /** ISO 8601 UTC with milliseconds. */
  readonly now: string;
  /** A ULID. */
  newId(): string;
  /** Milliseconds by a clock that only counts. */
  elapsedMs(): number;
  readonly host: string;
  readonly user: string;
  readonly hookVersion: string;
  readonly caseInsensitive: boolean;
  realpath(path: string): string;
  /** `hook`, or the command: `rules approve`. */
  readonly foundBy: string;
  readonly settings: PromotionSettings;
  /** The hook's own line of an entry. */
  entryLine(entry: Entry): string;
  /** The policy of the files as they are now, with all its rules; writes no history. */
  loadPolicy(): Promise<Policy>;
  /** How long the log may be looked through now, in milliseconds; absent: to its end. */
  readonly lookMs?: number;
}
