import { homedir, hostname, userInfo } from "node:os";
import { ACCOUNTS, sourceState } from "./policy-snapshot.ts";
import type { Account } from "./snapshot-file.ts";

/**
 * Who the system says runs this. A bundle of its own, because loading `node:os` and asking it takes
 * a hundredth of a process start, and a snapshot knows the account. An account without a name, as
 * in a container run under any number, is no reason to fail.
 */
export function readAccount(): Account {
  const state = sourceState(ACCOUNTS);
  try {
    const { uid, username, homedir: folder } = userInfo();
    return { uid, username, homedir: folder === "" ? homedir() : folder, state };
  } catch {
    return { uid: -1, username: "", homedir: homedir(), state };
  }
}

export function machineName(): string {
  return hostname();
}
