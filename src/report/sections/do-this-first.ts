import { text } from "../../findings/values.ts";
import type { Finding } from "../../model/finding.ts";
import type { Block, Value } from "../../model/report.ts";
import { windowLabel } from "../../model/window.ts";
import type { Material, SectionKind } from "../section.ts";

const SHOWN = 5;

/** Findings, most pressing first: at most five, but every critical one; the others by title. */
export const doThisFirst = {
  needs: [],
  make: (material) => {
    const { findings } = material.judgement;
    const blocks = [...listOf(material), ...restOf(findings), ...resolvedOf(material)];
    if (blocks.length === 0) return null;
    return { id: "do-this-first", title: "Do this first", summary: [], fold: false, blocks };
  },
} as const satisfies SectionKind;

function shownOf(findings: readonly Finding[]): number {
  const criticals = findings.filter((finding) => finding.severity === "critical").length;
  return Math.max(SHOWN, criticals);
}

function listOf({ judgement, last }: Material): Block[] {
  const shown = judgement.findings.slice(0, shownOf(judgement.findings));
  if (shown.length === 0) return [];
  const items = shown.map((finding) => ({
    id: finding.id,
    severity: finding.severity,
    // Without a window before nothing can be told to be new.
    tag: last === null ? "baseline" : finding.state,
    title: finding.title,
    lines: finding.evidence,
    command: finding.command,
    effect: finding.effect,
  }));
  return [{ kind: "list", items }];
}

function restOf(findings: readonly Finding[]): Block[] {
  const rest = findings.slice(shownOf(findings));
  if (rest.length === 0) return [];
  return [
    { kind: "note", term: `${rest.length} more`, text: titles(rest.map((one) => one.title)) },
  ];
}

function resolvedOf({ judgement, last }: Material): Block[] {
  if (judgement.resolved.length === 0 || last === null) return [];
  const term = `Resolved since ${windowLabel(last)}`;
  return [{ kind: "note", term, text: titles(judgement.resolved) }];
}

/** As sentences: a title may hold any other joint, but no full stop. */
function titles(all: readonly (readonly Value[])[]): Value[] {
  return all.flatMap((title, index) => [...(index === 0 ? [] : [text(" ")]), ...title, text(".")]);
}
