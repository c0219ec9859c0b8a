// The shortest way to a component: asked of the service, found in what is drawn, and drawn where it is not.

import { reached } from "../shared/dom";
import { decoded } from "../shared/encoded";
import type { Drawing, DrawnEdge, DrawnNode } from "./data";
import { MOST_EDGES, MOST_NODES } from "./grow";

export interface Hop {
  readonly source: string;
  readonly target: string;
  readonly relation: string;
  readonly rule: string | null;
}

export interface Way {
  readonly start: string;
  readonly target: string;
  readonly turned: boolean;
  readonly said: string;
  readonly why: string;
  readonly hops: readonly Hop[];
  readonly picture: string | null;
}

/** Between which components; where no first is named, it begins at the picture's start. */
export interface Ends {
  readonly from: string;
  readonly to: string;
}

/** Write ends as the address holds them. */
export const written = ({ from, to }: Ends): string => `${encodeURIComponent(from).replaceAll("~", "%7E")}~${to}`;

/** Read ends as the address holds them; null where it holds none. It throws where it holds what cannot be read. */
export const endsOf = (text: string | null): Ends | null => {
  const at = text?.indexOf("~") ?? -1;
  if (!text || at < 0) return null;
  const from = decoded(text.slice(0, at));
  if (from === null) throw new Error(`the address lets a way begin at “${text.slice(0, at)}”, which cannot be read`);
  return { from, to: text.slice(at + 1) };
};

const SUPPOSED = ["depth", "alternatives", "without-rule", "at", "stale-days", "with-mitigation", "without-edge", "with-edge"];
const AT_A_START = ["component", "threat", "mode"];

/** Give what is asked: from the page's start as the page has it, from elsewhere as that is lost in the picture. */
const question = ({ from, to }: Ends, drawing: Drawing): URLSearchParams => {
  const page = new URL(location.href).searchParams;
  const asked = new URLSearchParams();
  const take = (names: readonly string[]): void => {
    for (const name of names) for (const value of page.getAll(name)) if (value) asked.append(name, value);
  };
  take(SUPPOSED);
  const starts = drawing.nodes.filter((node) => node.role === "start").map((node) => node.id);
  if (!from || starts.includes(from)) {
    take(AT_A_START);
    if (!asked.has("component")) for (const start of starts) asked.append("component", start);
    if (from) asked.set("component", from);
  } else {
    const mode = drawing.nodes.find((node) => node.id === from)?.mode;
    asked.set("component", from);
    if (mode) asked.set("mode", mode);
  }
  asked.set("target", to);
  return asked;
};

/** The scenario that the page replays, if it does: its ways are those of its events. */
export const replayed = (): string | null => decoded(/^\/explore\/replay\/(.+)$/.exec(location.pathname)?.[1] ?? "") || null;

/** Give what is asked of a replay: the way from where it starts, by the event that the page is at. */
const inReplay = (scenario: string, to: string): URLSearchParams => {
  const asked = new URLSearchParams(location.search);
  for (const name of ["chosen", "lit", "hide", "expand", "format"]) asked.delete(name);
  asked.set("scenario", scenario);
  asked.set("target", to);
  return asked;
};

/** Ask for a way. */
export const wayOf = async (ends: Ends, drawing: Drawing): Promise<Way> => {
  const scenario = replayed();
  const answer = await reached(scenario ? `/explore/replayed/path?${inReplay(scenario, ends.to)}` : `/explore/path?${question(ends, drawing)}`);
  if (!answer.ok) throw new Error(((await answer.json()) as { detail?: string }).detail ?? `the service answered ${answer.status}`);
  return (await answer.json()) as Way;
};

/** Find the drawn edge of a hop: the same relation by the same rule, or as near to it as one is drawn. */
const edgeOf = (hop: Hop, edges: readonly DrawnEdge[]): DrawnEdge | undefined => {
  const between = edges.filter((edge) => edge.from === hop.source && edge.to === hop.target && edge.relation === hop.relation);
  return between.find((edge) => edge.rule === hop.rule) ?? between.find((edge) => edge.rule === null) ?? between[0];
};

/** What is lit: each component of the way with its place in it, counted from 1, and the edges. */
export interface Lit {
  readonly ends: Ends | null;
  readonly nodes: ReadonlyMap<string, number>;
  readonly edges: ReadonlySet<string>;
}

export const litOf = (hops: readonly Hop[], ends: Ends | null, drawing: Drawing): Lit => {
  const names = [...new Set(hops.flatMap((hop) => [hop.source, hop.target]))];
  return {
    ends,
    nodes: new Map(names.map((name, place) => [name, place + 1])),
    edges: new Set(hops.flatMap((hop) => edgeOf(hop, drawing.edges)?.id ?? [])),
  };
};

export interface Missing {
  readonly nodes: DrawnNode[];
  readonly edges: DrawnEdge[];
}

const STEP = 220; // between columns, as they are laid out

/** Give what of a way is not drawn yet, with places between what is; nothing where there is no room for it. */
export const missing = (way: Way, drawing: Drawing): Missing | null => {
  if (!way.picture) return { nodes: [], edges: [] };
  const alone = JSON.parse(way.picture) as Drawing;
  const known = new Map(drawing.nodes.map((node) => [node.id, node]));
  const order = [...new Set(way.hops.flatMap((hop) => [hop.source, hop.target]))];
  const edges = way.hops.filter((hop) => !edgeOf(hop, drawing.edges)).flatMap((hop) => edgeOf(hop, alone.edges) ?? []);
  const nodes = order.flatMap((id) => (known.has(id) ? [] : alone.nodes.find((node) => node.id === id) ?? []));
  if (drawing.nodes.length + nodes.length > MOST_NODES || drawing.edges.length + edges.length > MOST_EDGES) return null;
  const taken = drawing.nodes.map((node) => [node.x, node.y] as const);
  for (const node of nodes) {
    const at = order.indexOf(node.id);
    const before = order.slice(0, at).reverse().flatMap((id) => known.get(id) ?? [])[0];
    const next = order.slice(at).findIndex((id) => known.has(id));
    const after = next < 0 ? undefined : known.get(order[at + next]!);
    if (before && after) [node.x, node.y] = [before.x + (after.x - before.x) / (next + 1), before.y + (after.y - before.y) / (next + 1) + 60];
    else if (before) [node.x, node.y] = [before.x + STEP, before.y];
    else if (after) [node.x, node.y] = [after.x - STEP * next, after.y];
    while (taken.some(([x, y]) => Math.abs(x - node.x) < 60 && Math.abs(y - node.y) < 55)) node.y += 60;
    taken.push([node.x, node.y]);
    known.set(node.id, node);
  }
  const count = drawing.edges.length;
  return {
    nodes: nodes.map((node) => ({ ...node, role: "neighbour" })),
    edges: edges.map((edge, place) => ({ ...edge, id: `way-${count}-${place}` })),
  };
};
