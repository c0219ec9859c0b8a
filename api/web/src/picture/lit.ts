// A way that is lit: its lines wide, its components numbered in their order, all else faint; and told beside the picture.
// What is lit is told apart by width, by numbers and by what is named, not by colour alone.

import type { Paint } from "../shared/colours";
import { element, words } from "../shared/dom";
import type { DrawnNode } from "./data";
import { FACE, labelSize, NEARER } from "./dress";
import { LIT } from "./labels";
import type { Hop, Lit } from "./way";

const BADGE = 7.5; // pixels from the middle of a number to the edge of its ground

interface Dressed {
  readonly size: number;
  readonly font: object;
}

/** Dress a node as lit, with room for its number and its name above or below it; or as what stands behind. */
export const litNode = (worn: object, node: DrawnNode, lit: Lit, paint: Paint, scale: number): object => {
  if (lit.nodes.has(node.id)) {
    const { size, font } = worn as Dressed;
    const half = Math.max(size, LIT / scale);
    const up = above(lit)?.has(node.id) ? -(2 * half + (1.5 * labelSize(node) + 4) / scale) : -NEARER / scale;
    return { ...worn, size: half, font: { ...font, vadjust: up } };
  }
  const faint = { background: paint.paper, border: paint.line };
  return { ...worn, label: " ", color: { ...faint, highlight: { ...faint, border: paint.ink }, hover: { ...faint, border: paint.ink } } };
};

/** Dress an edge as lit, or as what stands behind it. */
export const litEdge = (painted: object, id: string, lit: Lit, paint: Paint, scale: number): object => (lit.edges.has(id)
  ? { ...painted, width: 4 / scale, arrows: { to: { enabled: true, scaleFactor: 0.6 / scale } }, color: { color: paint.accent, highlight: paint.accent, hover: paint.accent, opacity: 1 } }
  : { ...painted, color: { color: paint.line, highlight: paint.accent, hover: paint.accent, opacity: 0.5 } });

/** Give the components of the way whose names stand above them: every second, so that neighbours leave each other room. */
export const above = (lit: Lit | null): ReadonlySet<string> | null =>
  lit && new Set([...lit.nodes].flatMap(([id, place]) => (place % 2 ? [] : [id])));

/** Sort components of the way by who is named first: its ends. */
export const byPlace = (lit: Lit, nodes: readonly DrawnNode[]): DrawnNode[] => {
  const inner = (node: DrawnNode): number => { const place = lit.nodes.get(node.id)!; return Math.min(place - 1, lit.nodes.size - place); };
  return nodes.filter((node) => lit.nodes.has(node.id)).sort((one, other) => inner(one) - inner(other));
};

/** Number the components of the way in their order, on their symbols. */
export const numbered = (
  pen: CanvasRenderingContext2D, lit: Lit, at: (id: string) => readonly [number, number] | null, scale: number, paint: Paint,
): void => {
  pen.setLineDash([]);
  pen.textAlign = "center";
  pen.textBaseline = "middle";
  for (const [id, place] of lit.nodes) {
    const spot = at(id);
    if (!spot) continue;
    const text = String(place);
    pen.beginPath();
    pen.arc(...spot, BADGE / scale, 0, 2 * Math.PI);
    pen.fillStyle = paint.paper;
    pen.fill();
    pen.font = `bold ${(text.length > 1 ? 9 : 11) / scale}px ${FACE}`;
    pen.fillStyle = paint.ink;
    pen.fillText(text, spot[0], spot[1] + 0.5 / scale);
  }
};

interface Told {
  readonly hops: readonly Hop[];
  readonly why: string;
  readonly name: (id: string) => string;
  readonly chooseHop: (hop: Hop) => void;
  readonly clear: () => void;
}

/** Tell of the way that is lit: its hops in order, each a button that tells why it carries. */
export const tellWay = (details: Element, { hops, why, name, chooseHop, clear }: Told): void => {
  const ends = [hops[0]!.source, hops[hops.length - 1]!.target].map(name);
  const heading = element("h3", `The way lit: ${ends.join(" → ")}`, { tabindex: "-1" });
  const list = element("ol", undefined, { class: "way" });
  list.append(element("li", name(hops[0]!.source)));
  for (const hop of hops) {
    const item = element("li", `${name(hop.target)} `);
    const asked = `why, over ${words(hop.relation)}`;
    const ends = `from ${name(hop.source)} to ${name(hop.target)}`;
    const button = element("button", asked, { type: "button", class: "plain", "aria-label": `${asked}: ${ends}` });
    button.addEventListener("click", () => chooseHop(hop));
    item.append(button);
    list.append(item);
  }
  const line = element("p", undefined, { class: "actions" });
  const off = element("button", "Put it out", { type: "button", class: "second" });
  off.addEventListener("click", clear);
  line.append(off);
  if (why) line.append(element("a", "All ways, and why", { href: why }));
  details.replaceChildren(heading, list, line);
};

interface Offered {
  readonly node: DrawnNode;
  readonly nodes: readonly DrawnNode[];
  readonly light: (to: string) => void;
  readonly lightTo: ((typed: string) => void) | null; // where ways begin at the start alone, none
  readonly pick: () => void;
  readonly leave: () => void;
}

/** Offer ways at a component: to it from the picture's start, and from it to another that one names or chooses. */
export const waysAt = ({ node, nodes, light, lightTo, pick, leave }: Offered): HTMLElement => {
  const made = element("div", undefined, { class: "ways", role: "group", "aria-label": "Light a way" });
  if (node.role !== "start") {
    const here = element("button", "Shortest path to here", { type: "button", class: "second", "data-way": "here" });
    here.addEventListener("click", () => light(node.id));
    made.append(here);
  }
  if (!lightTo) return made;
  const on = element("button", "Path from here to …", { type: "button", class: "second", "data-way": "on", "aria-expanded": "false" });
  on.addEventListener("click", () => {
    if (made.querySelector("form")) return;
    on.setAttribute("aria-expanded", "true");
    const form = element("form");
    const label = element("label", `From ${node.name} to `);
    const input = element("input", undefined, { type: "text", list: "ends-of-ways", required: "", autocomplete: "off", spellcheck: "false", maxlength: "2000" });
    const names = element("datalist", undefined, { id: "ends-of-ways" });
    const byName = new Map<string, string>();
    for (const one of nodes) {
      if (one.id === node.id) continue;
      const name = byName.has(one.name) ? `${one.name} (${one.id})` : one.name;
      byName.set(name, one.id);
      names.append(element("option", undefined, { value: name }));
    }
    label.append(input);
    form.append(label, names, element("button", "Light it", { type: "submit" }), element("p", "Or choose it in the picture: click, or arrow keys and Enter. Escape leaves it.", { class: "quiet" }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const typed = input.value.trim();
      if (typed) lightTo(byName.get(typed) ?? typed);
    });
    form.addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); leave(); } });
    made.append(form);
    input.focus();
    pick();
  });
  made.append(on);
  return made;
};
