// An answer as a graph: statements between IRIs, or the first and the last IRI of each row, drawn as SVG.

import { element, save } from "../shared/dom";
import { around, BESIDE, placed as written, type Written } from "../shared/names";
import { svg } from "../shared/shapes";
import { turns } from "../shared/turns";
import type { Solutions, Statements, Term } from "./answer";
import { followed, shortened, type Carried } from "./terms";

const NODES = 200;
const EDGES = 500;
const [WIDEST, NARROWEST] = [1000, 320]; // a picture is drawn as wide as its place, so that its letters keep their size
const LETTERS = 11; // pixels, as the style sheet has them
const LONGEST = 28; // letters of a name

const pen = document.createElement("canvas").getContext("2d");
const measure = (text: string): number => {
  if (!pen) return text.length * LETTERS * 0.6;
  pen.font = `${LETTERS}px system-ui, sans-serif`;
  return pen.measureText(text).width;
};

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

/** Place nodes by springs (T. Fruchterman and E. Reingold, 1991), which do not push far, so that what is not joined stays near; the same
 * nodes always fall in the same places. */
const placed = ({ nodes, edges }: Drawn, wide: number, high: number): Map<string, readonly [number, number]> => {
  const count = nodes.length;
  const index = new Map(nodes.map((node, at) => [node, at]));
  const x = nodes.map((_, at) => Math.cos(at * 2.4) * Math.sqrt(at + 1));
  const y = nodes.map((_, at) => Math.sin(at * 2.4) * Math.sqrt(at + 1));
  const ideal = 2;
  const far = (3 * ideal) ** 2;
  for (let step = 0; step < 200; step += 1) {
    const heat = 1.5 * (1 - step / 200) + 0.02;
    const [dx, dy] = [new Float64Array(count), new Float64Array(count)];
    for (let one = 0; one < count; one += 1) {
      for (let other = one + 1; other < count; other += 1) {
        const [px, py] = [x[one]! - x[other]!, y[one]! - y[other]!];
        const apart = px * px + py * py;
        if (apart > far) continue;
        const push = (ideal * ideal) / Math.max(apart, 0.01);
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
      const long = Math.hypot(dx[one]!, dy[one]!) || 1;
      x[one]! += (dx[one]! / long) * Math.min(long, heat);
      y[one]! += (dy[one]! / long) * Math.min(long, heat);
    }
  }
  const [left, right, top, bottom] = [Math.min(...x), Math.max(...x), Math.min(...y), Math.max(...y)];
  return new Map(nodes.map((node, at) => [node, [
    0.07 * wide + ((x[at]! - left) / Math.max(right - left, 0.01)) * 0.86 * wide,
    30 + ((y[at]! - top) / Math.max(bottom - top, 0.01)) * (high - 70),
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
  const wide = Math.round(Math.min(WIDEST, Math.max(NARROWEST, place.clientWidth)));
  const high = Math.round(Math.min(640, wide * 1.2));
  const at = placed(drawn, wide, high);
  const degree = new Map<string, number>();
  for (const [from, to] of drawn.edges) for (const end of [from, to]) degree.set(end, (degree.get(end) ?? 0) + 1);
  const size = (node: string): number => Math.min(5 + (degree.get(node) ?? 0), 12);
  const taken = drawn.nodes.map((node) => { const [x, y] = at.get(node)!; return around({ x, y, size: size(node) }); });
  const named = new Map<string, Written>();
  for (const node of [...drawn.nodes].sort((one, other) => (degree.get(other) ?? 0) - (degree.get(one) ?? 0))) {
    const [[x, y], text] = [at.get(node)!, shortened(node, carried)];
    const short = text.length <= LONGEST ? text : /^https?:/.test(text) ? `…${text.slice(1 - LONGEST)}` : `${text.slice(0, LONGEST - 1)}…`;
    const name = written(short, { x, y, size: size(node) }, { size: LETTERS + 2, taken, sides: BESIDE, within: [2, wide - 2], measure });
    if (name) named.set(node, name);
  }
  const picture = svg("svg", { viewBox: `0 0 ${wide} ${high}`, class: "answer-graph", role: "group", "aria-label": `${drawn.nodes.length} things and ${drawn.edges.length} relations; the table holds the same` });
  picture.append(svg("defs", {}, svg("marker", { id: "head", viewBox: "0 0 8 8", refX: 15, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8Z", class: "head" }))));
  for (const [from, to, name] of drawn.edges) {
    const [[x1, y1], [x2, y2]] = [at.get(from)!, at.get(to)!];
    picture.append(svg("line", { x1: x1.toFixed(1), y1: y1.toFixed(1), x2: x2.toFixed(1), y2: y2.toFixed(1), "marker-end": "url(#head)" },
      svg("title", {}, `${shortened(from, carried)} ${name} ${shortened(to, carried)}`)));
  }
  for (const node of drawn.nodes) {
    const [x, y] = at.get(node)!;
    const text = shortened(node, carried);
    const mark = svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: size(node) }, svg("title", {}, node));
    const inside: Node[] = [mark];
    const name = named.get(node);
    if (name) inside.push(svg("text", { x: ((name.box[0] + name.box[2]) / 2).toFixed(1), y: (name.box[3] - 3).toFixed(1) }, name.text));
    const address = followed(node, carried);
    picture.append(svg(address ? "a" : "g", address ? { href: address, ...(name?.text === text ? {} : { "aria-label": text }) } : {}, ...inside));
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
