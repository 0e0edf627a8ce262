/** Version of the package; a law holds it equal to package.json's. */
export const VERSION = "0.1.0";
