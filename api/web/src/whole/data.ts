// The whole graph as the service gives it (aftershock.model.whole), and what it is asked for.

import { reached } from "../shared/dom";

export interface Group {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly count: number;
  readonly shown: number;
  readonly left: number; // of its components, those that filters let through
}

/** Groups that are told of in words, and what they are grouped by. */
export interface Table {
  readonly by: string;
  readonly groups: readonly Group[];
}

export interface WholeNode {
  readonly iri: string;
  readonly label: string;
  readonly class_name: string;
  readonly kind: string;
  readonly owner: string | null;
  readonly owner_label: string;
  readonly group: number;
  readonly count: number;
  readonly degree: number;
  readonly illustrative: boolean;
  readonly severity: readonly string[];
  readonly criticality: string | null;
  readonly layer: number | null;
  readonly left: number; // of what a group stands for, what filters let through
  readonly x: number;
  readonly y: number;
}

export interface WholeEdge {
  readonly source: number;
  readonly target: number;
  readonly count: number;
  readonly certainty: string;
  readonly modes: readonly string[];
}

/** A query, and of which part of what is shown. */
export interface Behind {
  readonly part: string;
  readonly query: string;
}

export interface Whole {
  readonly revision: string;
  readonly by: string;
  readonly components: number;
  readonly relations: number;
  readonly shown: number;
  readonly carried: number;
  readonly legend: Readonly<Record<string, number>>; // components and relations of each entry, whatever is hidden
  readonly layers: readonly (readonly [number: number, name: string])[];
  readonly behind: readonly Behind[];
  readonly groups: readonly Group[];
  readonly table: Table | null; // of what is drawn in no groups
  readonly nodes: readonly WholeNode[];
  readonly edges: readonly WholeEdge[];
}

interface Rows {
  readonly fields: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

const records = <Item>({ fields, rows }: Rows): Item[] =>
  rows.map((row) => Object.fromEntries(fields.map((field, place) => [field, row[place]])) as Item);

/** Fetch what is drawn, grouped and opened as asked; relations are counted without what is hidden. */
export const fetched = async (by: string, opened: readonly string[], hidden: ReadonlySet<string>, signal: AbortSignal): Promise<Whole> => {
  const asked = new URLSearchParams();
  if (by) asked.set("by", by);
  for (const key of opened) asked.append("open", key);
  if (hidden.size) asked.set("hide", [...hidden].sort().join(","));
  const answer = await reached(`/explore/graph/data?${asked}`, { signal, headers: { Accept: "application/json" } });
  if (!answer.ok) {
    const problem = (await answer.json()) as { detail?: string };
    throw new Error(problem.detail ?? `the service answered ${answer.status}`);
  }
  const given = (await answer.json()) as Omit<Whole, "nodes" | "edges"> & { nodes: Rows; edges: Rows };
  return { ...given, nodes: records<WholeNode>(given.nodes), edges: records<WholeEdge>(given.edges) };
};

/** How sure a relation is, as a line shows it. */
export type Line = "whole" | "dashed" | "dotted";

export const lineOf = (certainty: string): Line =>
  certainty === "stated" || certainty === "assumed" ? "whole" : certainty === "not-certain" || certainty === "stale" ? "dotted" : "dashed";

export const LINE_WORDS: Readonly<Record<Line, string>> = {
  whole: "stated", dashed: "derived or inferred", dotted: "not certain or stale",
};

const MARKED = 3_000;

/** Tell whether every line has its marks; among more relations only those of what is chosen do. */
export const isMarked = (whole: Whole): boolean => whole.edges.length <= MARKED;
