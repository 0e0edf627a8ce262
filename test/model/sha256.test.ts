import { createHash, createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmacSha256, sha256 } from "../../src/model/sha256.ts";

describe("our SHA-256", () => {
  it("agrees with node:crypto on texts and bytes", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.uint8Array()),
        (data) => {
          expect(sha256(data)).toBe(createHash("sha256").update(data).digest("hex"));
        },
      ),
    );
  });

  it.each([0, 1, 55, 56, 63, 64, 65, 119, 120, 100_000])("agrees at %i bytes", (length) => {
    const data = Buffer.alloc(length, "a");
    expect(sha256(data)).toBe(createHash("sha256").update(data).digest("hex"));
  });
});

describe("our HMAC", () => {
  it("agrees with node:crypto for keys of up to a block", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), fc.string({ unit: "binary" }), (key, data) => {
        expect(hmacSha256(key, data)).toBe(createHmac("sha256", key).update(data).digest("hex"));
      }),
    );
  });
});
