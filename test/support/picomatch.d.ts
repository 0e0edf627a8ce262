/** As much of picomatch as the tests use; it carries no types of its own. */
declare module "picomatch" {
  // biome-ignore lint/style/noDefaultExport: it is how the package exports itself
  export default function picomatch(
    glob: string,
    options: { readonly dot: boolean },
  ): (path: string) => boolean;
}
