import { describe, expect, it } from "vitest";
import * as z from "zod";
import type { Facts } from "../../src/findings/facts.ts";
import type { LearnedShape, LearningFacts } from "../../src/findings/learning-facts.ts";
import { METRICS } from "../../src/metrics/index.ts";
import type { Evasion, EvasionCall } from "../../src/model/evasion.ts";
import type { ChangeCause } from "../../src/model/history.ts";
import { buildReport } from "../../src/report/build.ts";
import { parsed } from "../support/definition.ts";
import { sampleWeek } from "../support/sample-week.ts";

const HOSTILE = "<img src=x onerror=alert(1)>{{#each}}`|<!channel>\u001b[31m\n";

/** Columns that choose how a row is told; a log can hold anything there too. */
const KINDS = ["rule_kind", "rule_source", "class"];

/** What SQL spells from a date. */
const SPELLED = ["day"];

describe.each([
  { name: "digest", kept: KINDS },
  { name: "digest", kept: [] },
  { name: "trends", kept: KINDS },
  { name: "rules", kept: KINDS },
  { name: "learned", kept: KINDS },
  { name: "llm", kept: KINDS },
  { name: "security", kept: KINDS },
  { name: "sessions", kept: KINDS },
  { name: "session", kept: KINDS },
])("the $name of a hostile log", ({ name, kept }) => {
  const poison = (facts: Facts) => poisoned(facts, [...kept, ...SPELLED]);

  it(`carries its text in quotes alone, with ${kept.length} columns kept`, () => {
    const report = buildReport(parsed(name), poison(sampleWeek()), poison(sampleWeek()));
    const places = placesOf(report, []);
    expect(places.filter((place) => !place.quoted)).toEqual([]);
    if (name !== "trends") expect(places.length).toBeGreaterThan(5);
  });
});

/** The same facts with hostile text wherever a row may hold any text, but in `kept` columns. */
function poisoned(facts: Facts, kept: readonly string[]): Facts {
  const rows = Object.fromEntries(
    Object.entries(METRICS).map(([name, metric]) => {
      const all = Object.entries(facts.rows).find(([known]) => known === name)?.[1] ?? [];
      return [name, all.map((row) => poisonedRow(row, metric.row, kept))];
    }),
  );
  const severities = new Map([[`cccccccccccc${HOSTILE}`, "critical"] as const]);
  return {
    ...facts,
    rows,
    severities,
    learning: poisonedLearning(facts.learning),
    ...poisonedRules(facts),
    evasions: facts.evasions.map(poisonedEvasion),
    alerts: {
      ...facts.alerts,
      episodes: facts.alerts.episodes.map((one) => ({ ...one, project: `shop${HOSTILE}` })),
    },
  };
}

/** Names and ids of rules: an auto-rule is named after a call. */
function poisonedRules({ inForce, stuck }: Facts): Pick<Facts, "inForce" | "stuck"> {
  const bad = (text: string): string => `${text}${HOSTILE}`;
  const rules = inForce.rules.map((rule) => ({
    ...{ ...rule, id: bad(rule.id), name: bad(rule.name), shadowedBy: bad(rule.shadowedBy ?? "") },
  }));
  return {
    inForce: { ...inForce, rules },
    stuck: stuck.map((one) => ({
      ...one,
      ...{ fingerprint: bad(one.fingerprint), rule: bad(one.rule), ruleId: bad(one.ruleId) },
    })),
  };
}

function poisonedEvasion(one: Evasion): Evasion {
  const bad = (text: string): string => `${text}${HOSTILE}`;
  const call = (each: EvasionCall): EvasionCall => ({
    ...each,
    tool: bad(each.tool),
    subject: bad(each.subject),
    rule: bad(each.rule),
  });
  return {
    ...one,
    sessionId: bad(one.sessionId),
    project: bad(one.project),
    target: { ...one.target, name: bad(one.target.name) },
    denied: call(one.denied),
    reached: call(one.reached),
    by: bad(one.by),
  };
}

/** Names, words, reasons and details were all made from what an agent called. */
function poisonedLearning(learning: LearningFacts): LearningFacts {
  const bad = (text: string): string => `${text}${HOSTILE}`;
  const shape = (one: LearnedShape | null): LearnedShape | null =>
    one === null ? null : { id: bad(one.id), name: bad(one.name), words: one.words.map(bad) };
  const cause = (one: ChangeCause | null): ChangeCause | null =>
    one === null
      ? null
      : {
          ...one,
          by: bad(one.by),
          session: bad(one.session ?? ""),
          reasoning: bad(one.reasoning ?? ""),
          detail: bad(one.detail ?? ""),
        };
  return {
    ...learning,
    model: bad(learning.model ?? ""),
    changes: learning.changes.map((one) => ({
      ...one,
      before: shape(one.before),
      after: shape(one.after),
      cause: cause(one.cause),
    })),
    waiting: learning.waiting.map((one) => ({
      ...one,
      id: bad(one.id),
      words: one.words.map(bad),
      inTheWay: bad(one.inTheWay ?? ""),
      reasoning: bad(one.reasoning),
      fingerprint: bad(one.fingerprint),
    })),
  };
}

function poisonedRow(row: object, schema: z.ZodObject, kept: readonly string[]): object {
  const changed = Object.entries(row).map(([key, value]) => {
    const open = schema.shape[key] instanceof z.ZodString && !kept.includes(key);
    return [key, open ? `${value}${HOSTILE}` : value];
  });
  return schema.parse(Object.fromEntries(changed));
}

interface Place {
  readonly path: string;
  readonly quoted: boolean;
}

function placesOf(value: unknown, path: readonly string[], quoted = false): Place[] {
  if (typeof value === "string") {
    return value.includes("onerror") ? [{ path: path.join("."), quoted }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  const quote = "kind" in value && value.kind === "quote";
  return Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key], quote));
}
