import { platform } from "node:os";
import { policyOnRecord } from "../hook/policy-history.ts";
import { rememberedRealPath } from "../hook/real-path.ts";
import type { CasePlace } from "../pipeline/recorded-cases.ts";
import type { Scope } from "../pipeline/scope.ts";
import type { Request } from "./command.ts";

/** What recorded calls are judged again in: this machine as it is now, and the policies on record. */
export function casePlace({ io, home }: Request, { asOf }: Scope): CasePlace {
  const policies = new Map<string, ReturnType<typeof policyOnRecord>>();
  return {
    home,
    accountHome: io.accountHome,
    caseInsensitive: ["darwin", "win32"].includes(platform()),
    now: asOf,
    realpath: rememberedRealPath(),
    onRecord: (sha256) => {
      if (!policies.has(sha256)) policies.set(sha256, policyOnRecord(home, sha256, "current"));
      return policies.get(sha256);
    },
  };
}
