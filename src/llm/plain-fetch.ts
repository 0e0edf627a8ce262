/** No answer is longer: a server that sends more is not read to its end. */
const MAX_BYTES = 256 * 1024;

/** The answer of a server that does not stop. */
export class OverLong extends Error {
  override readonly name = "OverLong";
}

/**
 * `fetch` that follows no redirection, which would take the key along, and reads no more than
 * 256 KiB. Throws OverLong.
 */
export const plainFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, { ...init, redirect: "error" });
  const { body } = response;
  if (body === null) return response;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new OverLong(`more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(Buffer.concat(chunks), { status, statusText, headers });
};
