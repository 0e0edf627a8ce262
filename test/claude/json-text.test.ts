import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type JsonNode,
  JsonSyntax,
  lineAndColumn,
  parseJsonText,
} from "../../src/claude/json-text.ts";

function plain(node: JsonNode): unknown {
  if (node.kind === "scalar") return node.value;
  if (node.kind === "array") return node.items.map(plain);
  // Not assigned: "__proto__" is a name like any other.
  return Object.fromEntries(node.members.map(({ key, value }) => [key, plain(value)]));
}

function failure(source: string): string {
  try {
    parseJsonText(source);
  } catch (error) {
    if (!(error instanceof JsonSyntax)) throw error;
    const { line, column } = lineAndColumn(source, error.offset);
    return `${line}:${column} ${error.message}`;
  }
  return "";
}

describe("reading JSON with places", () => {
  it("reads what JSON.parse reads", () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(0, 2, "\t"), (compact, indent) => {
        const source = JSON.stringify(JSON.parse(compact), null, indent);
        expect(plain(parseJsonText(source))).toEqual(JSON.parse(source));
      }),
    );
  });

  it("refuses what JSON.parse refuses", () => {
    fc.assert(
      fc.property(fc.json(), fc.nat(), fc.constantFrom("", "}", ",", '"', "x"), (json, at, put) => {
        const place = at % (json.length + 1);
        const source = json.slice(0, place) + put + json.slice(place + 1);
        let valid = true;
        try {
          JSON.parse(source);
        } catch {
          valid = false;
        }
        expect(failure(source) === "").toBe(valid);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['{\n  "a": 1,\n}', '3:1 expected a name in "quotes"'],
    ['{"a": 1 "b": 2}', '1:9 expected "," or "}"'],
    ["{\n  // mine\n}", '2:3 expected a name in "quotes"'],
    ['{"a": /* mine */ 1}', "1:7 comments are not allowed in JSON"],
    ['{"a": [1, 2}', '1:12 expected "," or "]"'],
    ['{"a": ', "1:7 the file ends too early"],
    ['{"a": "x', "1:7 this text is not closed"],
    ["{} {}", "1:4 expected the end of the file"],
    ["[".repeat(300), "1:202 nested more than 200 deep"],
  ])("tells where %j goes wrong", (source, message) => {
    expect(failure(source)).toBe(message);
  });
});
