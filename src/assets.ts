/**
 * Where the files that are not code lie. This file sits one level below the package root both in
 * `src/` and, bundled, in `dist/`, so the same relative paths hold in tests and in production.
 */
export const ASSETS = {
  metrics: new URL("./metrics/", import.meta.url),
  warehouse: new URL("./warehouse/sql/", import.meta.url),
  templates: new URL("../templates/", import.meta.url),
  reports: new URL("../reports/", import.meta.url),
  /** Built: beside us where we are, too, which need not be `dist/` yet. */
  page: new URL(import.meta.url.endsWith(".ts") ? "../dist/page.js" : "./page.js", import.meta.url),
  starter: new URL("./policy/starter.toml", import.meta.url),
} as const;
