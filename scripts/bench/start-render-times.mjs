// Starts the bundle of render-times.mjs beside it as bin.cjs starts the command line.
import { startCompiled } from "../../src/hook/start.ts";

const start = { folder: __dirname, load: require, builtin: process.getBuiltinModule };
startCompiled("./render-times.cjs", start);
