import type { BypassClass } from "../../support/bypass-class.ts";
import { SEPARATORS } from "./a-separators.ts";
import { NESTING } from "./b-nesting.ts";
import { ENVIRONMENT } from "./c-environment.ts";
import { WRAPPERS } from "./d-wrappers.ts";
import { SHELLS } from "./e-shells.ts";
import { TOOLS_THAT_RUN } from "./f-tools-that-run.ts";
import { INTERPRETERS } from "./g-interpreters.ts";
import { OBFUSCATION } from "./h-obfuscation.ts";
import { WRITES } from "./i-writes.ts";
import { PATHS } from "./j-paths.ts";
import { SECRET_READS } from "./k-secret-reads.ts";
import { ARGUMENTS } from "./l-arguments.ts";
import { MATCHING } from "./m-matching.ts";
import { PARSER_FAILURES } from "./n-parser-failures.ts";
import { AROUND_THE_HOOK } from "./o-around-the-hook.ts";
import { LEARNING } from "./p-learning.ts";
import { TWINS } from "./q-twins.ts";

/** Every class of ways round a rule, by its letter. */
export const CLASSES: Record<string, BypassClass> = {
  "A separators": SEPARATORS,
  "B nesting": NESTING,
  "C environment": ENVIRONMENT,
  "D wrappers": WRAPPERS,
  "E shells": SHELLS,
  "F tools that run": TOOLS_THAT_RUN,
  "G interpreters": INTERPRETERS,
  "H obfuscation": OBFUSCATION,
  "I writes": WRITES,
  "J paths": PATHS,
  "K secret reads": SECRET_READS,
  "L arguments": ARGUMENTS,
  "M matching": MATCHING,
  "N parser failures": PARSER_FAILURES,
  "O around the hook": AROUND_THE_HOOK,
  "P learning": LEARNING,
  "Q twins": TWINS,
};
