// The way between two components of the whole graph: asked of the service, lit in what is drawn, and told beside it.
// What of it is in a closed group is lit as that group, which can be opened. Numbers and width tell it, not colour alone.

import { element } from "../shared/dom";
import { tellWay } from "../picture/lit";
import { endsOf, type Hop } from "../picture/way";
import type { Painted } from "./picture";

interface Part {
  readonly iri: string;
  readonly label: string;
  readonly group: string; // its key; empty where nothing is grouped
}

export interface Way {
  readonly said: string;
  readonly why: string;
  readonly hops: readonly Hop[];
  readonly parts: readonly Part[]; // in the order of the way
}

/** What is lit: of each node its places on the way, counted from 1, and the edges. */
export interface Lit {
  readonly nodes: ReadonlyMap<string, string>;
  readonly edges: ReadonlySet<string>;
}

const problemOf = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { detail?: string }).detail ?? `the service answered ${answer.status}`;

/** Ask for the way that an address has lit; null where it has none. */
export const wayOf = async (lit: string, by: string): Promise<Way | null> => {
  const ends = endsOf(lit);
  if (!ends) return null;
  const answer = await fetch(`/explore/graph/path?${new URLSearchParams({ by, component: ends.from, target: ends.to })}`);
  if (!answer.ok) throw new Error(await problemOf(answer));
  return (await answer.json()) as Way;
};

/** Let the form that asks for a way say which is lit. */
export const filled = (form: HTMLFormElement, lit: string): void => {
  const { from, to } = endsOf(lit) ?? { from: "", to: "" };
  for (const [place, box] of form.querySelectorAll("input").entries()) box.value = [from, to][place]!;
};

const drawnAs = (part: Part | undefined, graph: Painted): string =>
  (part ? [part.iri, `group:${part.group}`].find((id) => graph.hasNode(id)) : undefined) ?? "";

/** Find a way in what is drawn. */
export const litIn = ({ hops, parts }: Way, graph: Painted): Lit => {
  const nodes = new Map<string, string>();
  const at = new Map(parts.map((part) => [part.iri, drawnAs(part, graph)]));
  for (const [place, part] of parts.entries()) {
    const id = at.get(part.iri);
    if (id) nodes.set(id, [nodes.get(id), place + 1].filter(Boolean).join(", "));
  }
  const lines = hops.map((hop) => `${at.get(hop.source)} ${at.get(hop.target)}`);
  return { nodes, edges: new Set(lines.filter((id) => graph.hasEdge(id))) };
};

interface Host {
  readonly details: Element;
  readonly graph: Painted;
  readonly choose: (id: string) => void;
  readonly clear: () => void;
  readonly open: (keys: readonly string[]) => void;
}

/** Tell of the way that is lit: its hops in order, and which of it is in groups that are closed. */
export const tell = (way: Way, { details, graph, choose, clear, open }: Host): void => {
  const parts = new Map(way.parts.map((part) => [part.iri, part]));
  const closed = [...new Set(way.parts.filter((part) => !graph.hasNode(part.iri) && part.group).map((part) => part.group))];
  tellWay(details, {
    hops: way.hops, why: way.why, clear,
    name: (iri) => { const part = parts.get(iri); return `${part?.label ?? iri}${part && !graph.hasNode(iri) && part.group ? " (in its group)" : ""}`; },
    chooseHop: ({ source, target }) => {
      const edge = `${drawnAs(parts.get(source), graph)} ${drawnAs(parts.get(target), graph)}`;
      choose(graph.hasEdge(edge) ? edge : drawnAs(parts.get(target), graph) || target);
    },
  });
  if (!closed.length) return;
  const button = element("button", closed.length === 1 ? "Open the group on it" : "Open the groups on it", { type: "button", class: "second" });
  button.addEventListener("click", () => open(closed));
  details.querySelector(".actions")?.prepend(button, " ");
};

/** Offer ways at a component that is chosen: they fill the form that asks for one. */
export const offered = (iri: string, form: HTMLFormElement): HTMLElement => {
  const made = element("div", undefined, { class: "ways", role: "group", "aria-label": "Light a way" });
  const [from, to] = [...form.querySelectorAll("input")] as [HTMLInputElement, HTMLInputElement];
  for (const [text, box, other] of [["Path from here", from, to], ["Path to here", to, from]] as const) {
    const button = element("button", text, { type: "button", class: "second" });
    button.addEventListener("click", () => {
      box.value = iri;
      if (other.value && other.value !== iri) form.requestSubmit();
      else other.focus();
    });
    made.append(button);
  }
  return made;
};
