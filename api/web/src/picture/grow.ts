// A picture grows in place: one relation further from a component, by direction and class, counts first.

import { counted, element, reached, thousands, words } from "../shared/dom";
import type { Drawing, DrawnEdge, DrawnNode } from "./data";

export const MOST_NODES = 200;
export const MOST_EDGES = 500;

interface Count {
  readonly direction: "onward" | "inward";
  readonly class: string;
  readonly count: number;
  readonly near: readonly (readonly [iri: string, relation: string])[]; // empty where there are too many to name
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

const keyOf = ({ from, to, relation }: Pick<DrawnEdge, "from" | "to" | "relation">): string => `${from} ${to} ${relation}`;

/** Say what of a count is not drawn yet: components, else the relations to those that are; nothing where all is drawn. */
const open = (node: DrawnNode, { direction, class: name, count, near }: Count, drawing: Drawing): string => {
  const what = words(name);
  if (!near.length) return counted(count, what);
  const known = new Set(drawing.nodes.map((one) => one.id));
  const lines = new Set(drawing.edges.map(keyOf));
  const fresh = new Set(near.flatMap(([iri]) => (known.has(iri) ? [] : iri))).size;
  if (fresh) return counted(fresh, what);
  const ends = (iri: string) => (direction === "onward" ? { from: node.id, to: iri } : { from: iri, to: node.id });
  const left = near.filter(([iri, relation]) => !lines.has(keyOf({ ...ends(iri), relation }))).length;
  return left ? `${counted(left, "relation")} with ${counted(2, what).slice(2)}` : "";
};

const TITLES = { onward: "Draw what falls next", inward: "Draw what it falls after" } as const;

export interface Offers {
  readonly made: HTMLElement;
  /** Count anew what is not drawn; whoever's focus was on an offer that is gone is where the second argument says. */
  readonly update: (elsewhere: () => void) => void;
}

/** Give buttons for what is around a component and not drawn: how many of which class in which direction. */
export const offers = async (node: DrawnNode, drawing: Drawing, grow: (step: Step) => void): Promise<Offers> => {
  const { counts, filtered } = await ask(node.id, { cap: "0" });
  const made = element("div", undefined, { class: "around", role: "group", "aria-label": "Draw what is around it" });
  const shown = (["onward", "inward"] as const).map((direction) => {
    const [line, title] = [element("p"), element("span", `${TITLES[direction]}:`, { class: "quiet" })];
    return { line, title, some: counts.filter((one) => one.direction === direction).map((one) => {
      const button = element("button", undefined, { type: "button", class: "plain" });
      button.addEventListener("click", () => grow({ iri: node.id, direction, name: one.class }));
      return { one, button };
    }) };
  });
  const nothing = element("p", "All that is around it is drawn.", { class: "quiet" });
  const left = element("p", `The filters leave out ${thousands(filtered)} around it.`, { class: "quiet" });
  const update = (elsewhere: () => void): void => {
    const focused = document.activeElement instanceof HTMLElement && made.contains(document.activeElement) ? document.activeElement : null;
    const lines = shown.flatMap(({ line, title, some }) => {
      for (const { one, button } of some) button.textContent = open(node, one, drawing);
      const offered = some.filter(({ button }) => button.textContent);
      line.replaceChildren(title, ...offered.flatMap(({ button }) => [" ", button]));
      return offered.length ? [line] : [];
    });
    made.replaceChildren(...(lines.length || !counts.length ? lines : [nothing]), ...(filtered ? [left] : []));
    if (!focused) return;
    const next = made.contains(focused) ? focused : made.querySelector<HTMLElement>("button");
    if (next) next.focus();
    else elsewhere();
  };
  update(() => undefined);
  return { made, update };
};

export interface Grown {
  readonly nodes: DrawnNode[];
  readonly edges: DrawnEdge[];
  readonly left: number; // components that there is no room for
  readonly cut: number; // relations between what is drawn that there is no room for
}

/** Say what a step has drawn, and what it had no room for. */
export const saidOf = (more: Grown, drawn: number, name: string): string => {
  const relations = more.edges.length ? `${counted(more.edges.length, "relation")} more drawn` : "";
  const all = more.nodes.length ? `${more.nodes.length} more drawn` : relations || (more.left > 0 ? "no more drawn" : "all of them are drawn already");
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
  const drawn = new Set(drawing.edges.map(keyOf));
  const between = found.edges.filter((edge) => present.has(edge.from) && present.has(edge.to) && !drawn.has(keyOf(edge)));
  const edges = between.slice(0, Math.max(MOST_EDGES - drawing.edges.length, 0))
    .map((edge, place) => ({ ...edge, id: `grown-${drawing.edges.length}-${place}` }));
  return { nodes: nodes.map((node) => ({ ...node, role: "neighbour" })), edges, left: found.total - 1 - (found.nodes.length - 1) + fresh.length - nodes.length, cut: between.length - edges.length + found.relations - found.edges.length };
};
