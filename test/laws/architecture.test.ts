import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../../src");

/** A folder imports only from the folders in its row. Top-level files of src stand by name. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  policy: ["model"],
  files: ["model"],
  metrics: ["model"],
  claude: ["model", "files"],
  findings: ["model", "metrics"],
  report: ["model", "metrics", "findings"],
  alerts: ["model", "metrics", "findings"],
  render: ["model", "assets.ts"],
  warehouse: ["model", "metrics", "files", "policy", "assets.ts"],
  deliver: ["model", "files"],
  schedule: ["model", "files"],
  llm: ["model"],
  learn: ["model", "policy", "files"],
  // claude: who our parent is, asked when a call is confirmed.
  hook: ["model", "policy", "files", "claude", "llm", "learn", "version.ts"],
  pipeline: [
    "model",
    "metrics",
    "files",
    "policy",
    "claude",
    "findings",
    "report",
    "alerts",
    "render",
    "warehouse",
    "deliver",
    "schedule",
    "learn",
    "assets.ts",
    "io.ts",
    "version.ts",
  ],
  commands: [
    "model",
    "metrics",
    "files",
    "policy",
    "claude",
    "findings",
    "report",
    "alerts",
    "render",
    "warehouse",
    "deliver",
    "schedule",
    "learn",
    "pipeline",
    "hook",
    "io.ts",
    "version.ts",
  ],
};

/** Each package has one owner folder, or one owner file. */
const OWNER: Record<string, readonly string[]> = {
  zod: ["model", "metrics", "files/read-config.ts", "files/schema-problems.ts"],
  "temporal-polyfill": ["model", "render", "schedule"],
  unbash: ["policy"],
  re2js: ["policy/patterns/re2.ts"],
  "smol-toml": ["files"],
  handlebars: ["render"],
  picocolors: ["render"],
  "@duckdb/node-api": ["warehouse"],
  nodemailer: ["deliver"],
  croner: ["schedule"],
  commander: ["commands"],
  ai: ["llm/server.ts"],
  "@ai-sdk/anthropic": ["llm/server.ts"],
  "@ai-sdk/openai-compatible": ["llm/server.ts"],
};

const OWNS_FS = ["files", "warehouse", "claude", "render", "hook"];
const OWNS_PROCESS = ["cli.ts", "bin.ts", "hook/main.ts"];

interface Source {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly imports: readonly string[];
}

/** What a file may ask about processes beside those. */
const OWNER_QUESTIONS: Record<string, RegExp> = {
  "files/lock.ts": /process\.kill\(pid, 0\)/g,
  // A program of the user's and whatever it started end together.
  "deliver/run-program.ts": /process\.kill\(-pid, "SIGKILL"\)/g,
  "files/private.ts": /process\.getuid\?\.\(\)/g,
};

const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts"))
  .map((path): Source => {
    const text = readFileSync(join(SRC, path), "utf8");
    const folder = path.includes("/") ? (path.split("/")[0] ?? "") : "";
    return { path, folder, text, imports: importsOf(text) };
  });

describe("layers", () => {
  it.each(sources.filter((source) => source.folder !== ""))("$path keeps to its row", (source) => {
    const allowed = MAY_IMPORT[source.folder];
    expect(allowed, `folder ${source.folder} has a row`).toBeDefined();
    const reached = source.imports
      .filter((path) => path.startsWith("."))
      .map((path) => relative(SRC, join(SRC, source.path, "..", path)).split("/")[0] ?? "")
      .filter((folder) => folder !== source.folder);
    expect(reached.filter((folder) => !allowed?.includes(folder))).toEqual([]);
  });

  it.each(sources)("$path imports packages that it owns", (source) => {
    const packages = source.imports
      .filter((path) => !path.startsWith(".") && !path.startsWith("node:"))
      .map((path) =>
        path
          .split("/")
          .slice(0, path.startsWith("@") ? 2 : 1)
          .join("/"),
      );
    const foreign = packages.filter(
      (name) =>
        !OWNER[name]?.some((owner) => source.path === owner || source.path.startsWith(`${owner}/`)),
    );
    expect(foreign).toEqual([]);
  });

  it.each(sources)("$path leaves files and the process to their owners", (source) => {
    const code = withoutComments(source.text);
    if (!OWNS_FS.includes(source.folder)) {
      expect(source.imports.filter((path) => /^node:fs/.test(path))).toEqual([]);
    }
    if (!OWNS_PROCESS.includes(source.path)) {
      expect(code).not.toMatch(/\bnew Date\(\)|\bDate\.now\(|\bconsole\./);
      // Asking whether a process lives is a question about a file's owner, and needs its signal.
      // So is whose process it is: an account without a name has a number all the same.
      const allowed = OWNER_QUESTIONS[source.path] ?? /(?!)/g;
      expect(code.replace(allowed, "")).not.toMatch(/\bprocess\.[a-z]/);
    }
  });
});

describe("the hook", () => {
  it.each(sources.filter(({ folder }) => folder === "hook"))(
    "$path loads the model, learning and processes only when it needs them",
    ({ text }) => {
      const code = withoutComments(text);
      expect(code).not.toMatch(
        /^(?:import|export)\s(?!type\b)[^;]*?\sfrom\s"\.\.\/(?:llm|learn|claude)\//m,
      );
    },
  );
});

describe("names", () => {
  it.each(sources)("$path is kebab-case and has named exports only", (source) => {
    expect(source.path).toMatch(/^([a-z0-9-]+\/)*[a-z0-9-]+\.ts$/);
    expect(source.text).not.toMatch(/^export default|^export \* from|^export \{[^}]*\} from/m);
  });
});

function importsOf(text: string): string[] {
  const found = withoutComments(text).matchAll(
    /(?:^import\s(?:[^"';]*?\sfrom\s)?|\bimport\(\s*)"([^"]+)"/gm,
  );
  return [...found].map((match) => match[1] ?? "");
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|[^:"'`])\/\/.*$/gm, "$1");
}
