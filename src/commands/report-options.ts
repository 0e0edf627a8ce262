import { UserError } from "../model/errors.ts";
import { REDACTIONS, type Redaction } from "../model/redaction.ts";
import { FLAVOURS, FORMATS, type Format, type RenderOptions } from "../render/render.ts";
import type { Request } from "./command.ts";
import { terminalOptions } from "./terminal-options.ts";

/** Flags that mean something in one format only. */
const OF_ONE_FORMAT = [
  { name: "table", flag: "--table", formats: ["csv"] },
  { name: "flavour", flag: "--flavour", formats: ["markdown"] },
  { name: "frontMatter", flag: "--front-matter", formats: ["markdown"] },
  { name: "ascii", flag: "--ascii", formats: ["text"] },
] as const satisfies { name: string; flag: string; formats: Format[] }[];

/** `--json` is `--format json`. Throws UserError for words that exclude each other. */
export function formatOf({ shared, own }: Request): Format {
  const named = own["format"] ?? (shared.json ? "json" : "text");
  if (shared.json && named !== "json") {
    throw new UserError(`--json and --format ${named} exclude each other. Give one of them.`);
  }
  const format = Object.keys(FORMATS).find((name): name is Format => name === named);
  if (format === undefined) {
    throw new UserError(`--format takes ${Object.keys(FORMATS).join(", ")}.`);
  }
  const foreign = OF_ONE_FORMAT.find(
    ({ name, formats }) => own[name] !== undefined && !formats.some((one) => one === format),
  );
  if (foreign !== undefined) {
    const [first] = foreign.formats;
    throw new UserError(`${foreign.flag} is for --format ${first}; this is ${format}.`);
  }
  return format;
}

/**
 * How the report is rendered. In a file it is 80 columns wide and without colour, and where that
 * file lies in a git work tree it is masked, unless `--redact` says otherwise.
 */
export function reportOptions(
  request: Request,
  file: { readonly isInGit: boolean } | undefined,
): RenderOptions {
  const { own, io } = request;
  const { table, flavour } = own;
  const redaction = redactionOf(own["redact"]) ?? (file?.isInGit ? "masked" : undefined);
  return {
    ...terminalOptions(request),
    ...(file === undefined ? {} : { columns: 80, colour: false }),
    ascii: own["ascii"] === true,
    frontMatter: own["frontMatter"] === true,
    flavour: FLAVOURS.find((name) => name === flavour) ?? "plain",
    host: io.host,
    ...(typeof table === "string" ? { table } : {}),
    ...(redaction === undefined ? {} : { redaction }),
  };
}

function redactionOf(word: Request["own"][string]): Redaction | undefined {
  return REDACTIONS.find((level) => level === word);
}
