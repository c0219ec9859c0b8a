// A picture grows in place: one relation further from a component, by direction and class, counts first.

import { counted, element, reached, thousands, words } from "../shared/dom";
import type { Drawing, DrawnEdge, DrawnNode } from "./data";

export const MOST_NODES = 200;
export const MOST_EDGES = 500;

interface Count {
  readonly direction: "onward" | "inward";
  readonly class: string;
  readonly count: number;
}

interface Around {
  readonly component: string;
  readonly counts: readonly Count[];
  readonly filtered: number;
  readonly picture: string;
}

/** One step of growth, as the address holds it. */
export interface Step {
  readonly iri: string;
  readonly direction: string;
  readonly name: string;
}

export const stepsOf = (address: URL): Step[] => address.searchParams.getAll("expand").flatMap((text) => {
  const [direction, name, ...iri] = text.split("~");
  return direction && iri.length ? [{ direction, name: name ?? "", iri: iri.join("~") }] : [];
});

export const written = ({ direction, name, iri }: Step): string => `${direction}~${name}~${iri}`;

const FILTERS = [["class", "type"], ["layer", "layer"], ["severity", "severity"], ["criticality", "criticality"], ["owner", "owner"], ["certainty", "certainty"]] as const;

const FILTERED = /^\/explore\/(?:radius|component|replay\/.*)$/;

/** The filters of a page hold for what its picture grows by too. */
const filters = (): Record<string, string> => {
  const { pathname, searchParams } = new URL(location.href);
  return FILTERED.test(pathname) ? Object.fromEntries(FILTERS.flatMap(([name, there]) => { const value = searchParams.get(name); return value ? [[there, value]] : []; })) : {};
};

const ask = async (iri: string, more: Record<string, string>): Promise<Around> => {
  const answer = await reached(`/explore/around?${new URLSearchParams({ iri, ...filters(), ...more })}`);
  if (!answer.ok) throw new Error(((await answer.json()) as { detail?: string }).detail ?? `the service answered ${answer.status}`);
  return (await answer.json()) as Around;
};

/** Give buttons for what is around a component: how many of which class in which direction. */
export const offers = async (node: DrawnNode, grow: (step: Step) => void): Promise<HTMLElement> => {
  const { counts, filtered } = await ask(node.id, { cap: "0" });
  const made = element("div", undefined, { class: "around", role: "group", "aria-label": "Draw what is around it" });
  for (const [direction, title] of [["onward", "Draw what falls next"], ["inward", "Draw what it falls after"]] as const) {
    const some = counts.filter((one) => one.direction === direction);
    if (!some.length) continue;
    const line = element("p");
    line.append(element("span", `${title}: `, { class: "quiet" }));
    for (const one of some) {
      const button = element("button", counted(one.count, words(one.class)), { type: "button", class: "plain" });
      button.addEventListener("click", () => grow({ iri: node.id, direction, name: one.class }));
      line.append(button, " ");
    }
    made.append(line);
  }
  if (filtered) made.append(element("p", `The filters leave out ${thousands(filtered)} around it.`, { class: "quiet" }));
  return made;
};

export interface Grown {
  readonly nodes: DrawnNode[];
  readonly edges: DrawnEdge[];
  readonly left: number; // components that there is no room for
  readonly cut: number; // relations between what is drawn that there is no room for
}

/** Say what a step has drawn, and what it had no room for. */
export const saidOf = (more: Grown, drawn: number, name: string): string => {
  const all = more.nodes.length ? `${more.nodes.length} more drawn` : more.left > 0 ? "no more drawn" : "all of them are drawn already";
  const cut = more.cut > 0 ? `; ${thousands(more.cut)} of their relations do not fit among ${MOST_EDGES}` : "";
  if (more.left > 0) return `${all}; ${more.left} do not fit among ${drawn} components${cut}; the page of ${name} lists them`;
  return `${all}${cut}${cut && `; the page of ${name} lists them`}`;
};

/** Fetch what a step adds to a drawing, with places beside the component that it grows from. */
export const grown = async (step: Step, drawing: Drawing): Promise<Grown> => {
  const known = new Map(drawing.nodes.map((node) => [node.id, node]));
  const from = known.get(step.iri);
  if (!from) throw new Error("the component to grow from is not drawn");
  const { picture } = await ask(step.iri, { direction: step.direction, class: step.name, cap: String(MOST_NODES) });
  const found = JSON.parse(picture) as Drawing;
  const fresh = found.nodes.filter((node) => !known.has(node.id));
  const nodes = fresh.slice(0, Math.max(MOST_NODES - drawing.nodes.length, 0));
  const taken = drawing.nodes.map((node) => [node.x, node.y] as const);
  for (const node of nodes) {
    [node.x, node.y] = [from.x + node.x, from.y + node.y];
    while (taken.some(([x, y]) => Math.abs(x - node.x) < 60 && Math.abs(y - node.y) < 55)) node.y += 60 * (node.y < from.y ? -1 : 1);
    taken.push([node.x, node.y]);
  }
  const present = new Set([...known.keys(), ...nodes.map((node) => node.id)]);
  const key = (edge: DrawnEdge): string => `${edge.from} ${edge.to} ${edge.relation}`;
  const drawn = new Set(drawing.edges.map(key));
  const between = found.edges.filter((edge) => present.has(edge.from) && present.has(edge.to) && !drawn.has(key(edge)));
  const edges = between.slice(0, Math.max(MOST_EDGES - drawing.edges.length, 0))
    .map((edge, place) => ({ ...edge, id: `grown-${drawing.edges.length}-${place}` }));
  return { nodes: nodes.map((node) => ({ ...node, role: "neighbour" })), edges, left: found.total - 1 - (found.nodes.length - 1) + fresh.length - nodes.length, cut: between.length - edges.length + found.relations - found.edges.length };
};
