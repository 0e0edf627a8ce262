import { readTable } from "./table-file.ts";

/** How a CommonJS module is wrapped. */
const WRAPPER = ["(function (exports, require, module, __filename, __dirname) {", "\n})"] as const;

/**
 * A compiled bundle lies beside `x.cjs` as `x.cache`: the length of V8's code as so many digits,
 * the code, and the source that it was made of, wrapped as a function. `scripts/code-cache.cjs`
 * writes it. V8 wants its code at a multiple of 8.
 */
const LENGTH_DIGITS = 16;

/** Where the bundles are, and how other modules are had there. */
export interface Start {
  readonly folder: string;
  /** The `require` of the folder, for packages. */
  readonly load: (id: string) => unknown;
  /** What Node brings along, without `require`: the first use of that costs more than these. */
  readonly builtin: NodeJS.Process["getBuiltinModule"];
}

/**
 * Runs a bundle, and each that it requires, with the code that V8 compiled when the package was
 * built: compiling takes longer than most of what we run. Where that is missing, or was made by
 * another version of Node, V8 compiles anew.
 */
export function startCompiled(entry: string, { folder, load, builtin }: Start): void {
  const { Script } = builtin("node:vm");
  const fs = builtin("node:fs");
  const known = new Map<string, { exports: unknown }>();
  const require = (id: string): unknown => {
    if (!id.startsWith("./")) return builtin(id) ?? load(id);
    const found = known.get(id);
    if (found !== undefined) return found.exports;
    const module: { exports: unknown } = { exports: {} };
    known.set(id, module);
    const path = `${folder}/${id.slice(2)}`;
    if (path.endsWith(".table")) {
      module.exports = readTable(wholeFile(path, fs) ?? fs.readFileSync(path));
      return module.exports;
    }
    const { source, ...compiled } = compiledBundle(path, fs) ?? plainBundle(path, fs);
    const script = new Script(source, { filename: path, ...compiled });
    const wrapped: unknown = script.runInThisContext();
    if (typeof wrapped === "function") wrapped(module.exports, require, module, path, folder);
    return module.exports;
  };
  require(entry);
}

interface Bundle {
  readonly source: string;
  readonly cachedData?: Buffer;
}

/** Undefined where nothing was compiled, or cannot be read whole. */
function compiledBundle(path: string, fs: Files): Bundle | undefined {
  const file = wholeFile(`${path.slice(0, -".cjs".length)}.cache`, fs);
  const end = LENGTH_DIGITS + Number(file?.toString("latin1", 0, LENGTH_DIGITS));
  if (file === undefined || !(end < file.length)) return undefined;
  // The bundles are ASCII: read as such they need no decoding.
  return { source: file.toString("latin1", end), cachedData: file.subarray(LENGTH_DIGITS, end) };
}

function plainBundle(path: string, fs: Files): Bundle {
  return { source: WRAPPER.join(fs.readFileSync(path, "utf8")) };
}

type Files = typeof import("node:fs");

/** By the calls that the hook needs later on: the first use of each costs a tenth of a millisecond. */
function wholeFile(path: string, fs: Files): Buffer | undefined {
  try {
    const fd = fs.openSync(path, "r");
    const bytes = Buffer.allocUnsafeSlow(Number(fs.fstatSync(fd, { bigint: true }).size));
    const length = fs.readSync(fd, bytes, 0, bytes.length, 0);
    fs.closeSync(fd);
    return length === bytes.length ? bytes : undefined;
  } catch {
    return undefined;
  }
}
