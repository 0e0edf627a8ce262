// Built, this is its runtime alone: scripts/built-templates.mjs.
import Handlebars from "handlebars";
import { builtTemplates } from "./built-templates.ts";

/** A report template with its partials: a view in, text out. */
export type Template = (view: object) => string;

const known = new Map<string, Template>();

/**
 * Our template `report` of a format, with a partial for each block kind: as the build compiled
 * them, which takes longer than to fill them in. Had once for each process.
 */
export async function ownTemplate(format: string): Promise<Template> {
  const template = known.get(format) ?? (await load(format));
  known.set(format, template);
  return template;
}

async function load(format: string): Promise<Template> {
  const built = await builtTemplates(format);
  if (built === undefined) return (await import("./compile-templates.ts")).compileOwn(format);
  const environment = environmentOf(Handlebars);
  for (const [name, specification] of Object.entries(built)) {
    environment.registerPartial(name, environment.template(specification));
  }
  const template = environment.template(built.report);
  return (view) => template(view);
}

/** Helpers and partials of its own. A template writes nowhere. */
export function environmentOf(handlebars: typeof Handlebars): typeof Handlebars {
  const environment = handlebars.create();
  environment.unregisterHelper("log");
  return environment;
}
