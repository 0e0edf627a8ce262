/** The templates of a format by name, `report` and the partials, as Handlebars' runtime fills them in. */
type BuiltTemplates = Readonly<Record<string, TemplateSpecification>> & {
  readonly report: TemplateSpecification;
};

/**
 * The templates of a format as the build compiled them. Here are none, so that what runs from
 * `src/` compiles them as they stand; in `dist/` `scripts/built-templates.mjs` puts those that it
 * compiled in place of this file.
 */
export function builtTemplates(_format: string): Promise<BuiltTemplates | undefined> {
  return Promise.resolve(undefined);
}
