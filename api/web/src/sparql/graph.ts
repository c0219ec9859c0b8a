// An answer as a graph: statements between IRIs, or the first and the last IRI of each row, drawn as SVG.

import { element, save } from "../shared/dom";
import { svg } from "../shared/shapes";
import { turns } from "../shared/turns";
import type { Solutions, Statements, Term } from "./answer";
import { followed, shortened, type Carried } from "./terms";

const NODES = 200;
const EDGES = 500;
const [WIDE, HIGH] = [1000, 640];

interface Drawn {
  readonly nodes: readonly string[];
  readonly edges: readonly (readonly [from: string, to: string, name: string])[];
  readonly left: number;
}

const isThing = (term: Term | undefined): term is Term => term !== undefined && term.type !== "literal";

/** Find the edges of an answer. */
const edgesOf = async ({ columns, rows }: Solutions | Statements, carried: Carried): Promise<Drawn> => {
  const nodes = new Set<string>();
  const edges = new Map<string, readonly [string, string, string]>();
  let left = 0;
  const pass = turns();
  for (const row of rows) {
    await pass();
    const things = columns.map((name) => row[name]).filter(isThing);
    const [from, to] = [things[0], things.length > 1 ? things[things.length - 1] : undefined];
    if (!from || !to) continue;
    const fresh = [from.value, to.value].filter((one) => !nodes.has(one)).length;
    if (nodes.size + fresh > NODES || edges.size >= EDGES) {
      left += 1;
      continue;
    }
    nodes.add(from.value).add(to.value);
    const name = things.length > 2 ? shortened(things[1]!.value, carried) : "";
    edges.set(`${from.value} ${to.value} ${name}`, [from.value, to.value, name]);
  }
  return { nodes: [...nodes], edges: [...edges.values()], left };
};

/** Place nodes by springs (T. Fruchterman and E. Reingold, 1991); the same nodes always fall in the same places. */
const placed = ({ nodes, edges }: Drawn): Map<string, readonly [number, number]> => {
  const count = nodes.length;
  const index = new Map(nodes.map((node, at) => [node, at]));
  const x = nodes.map((_, at) => Math.cos(at * 2.4) * Math.sqrt(at + 1));
  const y = nodes.map((_, at) => Math.sin(at * 2.4) * Math.sqrt(at + 1));
  const ideal = 2;
  for (let step = 0; step < 200; step += 1) {
    const heat = 1.5 * (1 - step / 200) + 0.02;
    const [dx, dy] = [new Float64Array(count), new Float64Array(count)];
    for (let one = 0; one < count; one += 1) {
      for (let other = one + 1; other < count; other += 1) {
        const [px, py] = [x[one]! - x[other]!, y[one]! - y[other]!];
        const push = (ideal * ideal) / Math.max(px * px + py * py, 0.01);
        dx[one]! += px * push; dy[one]! += py * push;
        dx[other]! -= px * push; dy[other]! -= py * push;
      }
      dx[one]! -= x[one]! * 0.08; dy[one]! -= y[one]! * 0.12;
    }
    for (const [from, to] of edges) {
      const [one, other] = [index.get(from)!, index.get(to)!];
      const [px, py] = [x[one]! - x[other]!, y[one]! - y[other]!];
      const pull = Math.hypot(px, py) / ideal;
      dx[one]! -= px * pull; dy[one]! -= py * pull;
      dx[other]! += px * pull; dy[other]! += py * pull;
    }
    for (let one = 0; one < count; one += 1) {
      const far = Math.hypot(dx[one]!, dy[one]!) || 1;
      x[one]! += (dx[one]! / far) * Math.min(far, heat);
      y[one]! += (dy[one]! / far) * Math.min(far, heat);
    }
  }
  const [left, right, top, bottom] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  return new Map(nodes.map((node, at) => [node, [
    70 + ((x[at]! - left) / Math.max(right - left, 0.01)) * (WIDE - 140),
    30 + ((y[at]! - top) / Math.max(bottom - top, 0.01)) * (HIGH - 70),
  ] as const]));
};

/** Draw an answer as a graph into a place, unless something else is wanted there meanwhile. */
export const graph = async (place: Element, answer: Solutions | Statements, carried: Carried, wanted: () => boolean): Promise<void> => {
  const drawn = await edgesOf(answer, carried);
  if (!wanted()) return;
  if (!drawn.edges.length) {
    place.replaceChildren(element("p", "No row of this answer has two things to join; ask for two, or CONSTRUCT a graph.", { class: "empty" }));
    return;
  }
  const at = placed(drawn);
  const degree = new Map<string, number>();
  for (const [from, to] of drawn.edges) for (const end of [from, to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const named = new Set([...drawn.nodes].sort((one, other) => (degree.get(other) ?? 0) - (degree.get(one) ?? 0)).slice(0, 40));
  const picture = svg("svg", { viewBox: `0 0 ${WIDE} ${HIGH}`, class: "answer-graph", role: "group", "aria-label": `${drawn.nodes.length} things and ${drawn.edges.length} relations; the table holds the same` });
  picture.append(svg("defs", {}, svg("marker", { id: "head", viewBox: "0 0 8 8", refX: 15, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8Z", class: "head" }))));
  for (const [from, to, name] of drawn.edges) {
    const [[x1, y1], [x2, y2]] = [at.get(from)!, at.get(to)!];
    picture.append(svg("line", { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1), "marker-end": "url(#head)" },
      svg("title", {}, `${shortened(from, carried)} ${name} ${shortened(to, carried)}`)));
  }
  for (const node of drawn.nodes) {
    const [x, y] = at.get(node)!;
    const text = shortened(node, carried);
    const mark = svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: Math.min(5 + (degree.get(node) ?? 0), 12) }, svg("title", {}, node));
    const inside: Node[] = [mark];
    if (named.has(node)) inside.push(svg("text", { x: x.toFixed(1), y: (y + 22).toFixed(1) }, text.length > 28 ? `${text.slice(0, 27)}…` : text));
    const address = followed(node, carried);
    picture.append(svg(address ? "a" : "g", address ? { href: address, ...(named.has(node) ? {} : { "aria-label": text }) } : {}, ...inside));
  }
  const button = element("button", "SVG", { type: "button", "aria-label": "Save the picture as SVG", class: "plain" });
  button.addEventListener("click", () => {
    const copy = picture.cloneNode(true) as SVGElement;
    copy.append(svg("style", {}, "line{stroke:#56606a}circle{fill:#0b5c6b}text{font:11px sans-serif;text-anchor:middle}.head{fill:#56606a}"));
    save("answer.svg", new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
  });
  const line = element("p", undefined, { class: "actions" });
  line.append(element("span", `${drawn.nodes.length} things, ${drawn.edges.length} relations drawn${drawn.left ? `; ${drawn.left.toLocaleString("en")} more rows are in the table` : ""}`, { class: "quiet" }), button);
  place.replaceChildren(line, picture);
};
