import { config } from "zod";

/*
 * To be imported before anything that makes a schema. Most schemas read a few values in the life of a
 * command: to compile each to code takes longer than it saves. And no code is made while we run.
 */
config({ jitless: true });
