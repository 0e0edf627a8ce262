import * as z from "zod";
import { Entry } from "./entry.ts";

const facts = Entry.pick({
  session_id: true,
  cwd: true,
  project: true,
  tool_name: true,
  fingerprint: true,
  fingerprint_version: true,
  input_mac: true,
  input_chars: true,
  native: true,
  attended: true,
  entrypoint: true,
  permission_mode: true,
  tool_use_id: true,
  agent_id: true,
  agent_type: true,
  mcp_server: true,
}).partial({ cwd: true });

/** What an entry that closes a call repeats of the call's own; other fields are left out. */
export const CallFacts = z.object(facts.shape);
export type CallFacts = z.infer<typeof CallFacts>;
