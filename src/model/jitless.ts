/*
 * To be imported before anything that makes a schema. Most schemas read a few values in the life of a
 * command: to compile each to code takes longer than it saves. And no code is made while we run.
 *
 * zod keeps its settings in this place, and takes up what it finds there. To ask its own `config`
 * for it would load zod for every command, also those that read nothing; a test sees that it holds.
 */
const PLACE = "__zod_globalConfig";

const settings: unknown = Reflect.get(globalThis, PLACE);
const known = typeof settings === "object" && settings !== null ? settings : {};
Reflect.set(globalThis, PLACE, Object.assign(known, { jitless: true }));
