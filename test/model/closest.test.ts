import { describe, expect, it } from "vitest";
import { closest } from "../../src/model/closest.ts";

describe("the name that was meant", () => {
  const names = ["digest", "trends", "the-week", "the-week-in-brief", "by-day"];

  it.each([
    { word: "digset", name: "digest" },
    { word: "trend", name: "trends" },
    { word: "TRENDS", name: "trends" },
    { word: "the-wek", name: "the-week" },
    { word: "the_week_in_brief", name: "the-week-in-brief" },
    { word: "day", name: undefined },
    { word: "", name: undefined },
    { word: "inventory", name: undefined },
  ])('"$word" is $name', ({ word, name }) => {
    expect(closest(word, names)).toBe(name);
  });
});
