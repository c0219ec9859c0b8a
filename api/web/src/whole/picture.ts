// The whole graph as sigma draws it: nodes and edges dressed for light or dark, and what is hidden left out.

import Graph from "graphology";
import Sigma from "sigma";
import type { Settings } from "sigma/settings";

import { colours, type Paint } from "../shared/colours";
import { marked } from "../shared/marks";
import { graverHidden } from "../shared/graver";
import { around, BESIDE, placed, type Box } from "../shared/names";
import { KINDS, kindOf, type Kind } from "../shared/shapes";
import { isMarked, lineOf, type Whole, type WholeEdge, type WholeNode } from "./data";
import { passes } from "./legend";
import type { Lit } from "./way";
import { ArrowProgram, ShapeProgram, type Arc, type Drawn } from "./programs";

export type Painted = Graph<{ node: WholeNode } & Partial<Drawn>, { edge: WholeEdge; ends: readonly string[] } & Partial<Arc>>;

const SLICE = 2_000; // nodes or edges that are taken in before the page may do something else

/** Let the page breathe. */
export const breath = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, 0); });

export const idOf = (node: WholeNode, whole: Whole): string => node.iri || `group:${whole.groups[node.group]?.key ?? ""}`;

const kindColours = (): Record<Kind, string> => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(KINDS.map((kind) => [kind, style.getPropertyValue(`--kind-${kind}`).trim()])) as Record<Kind, string>;
};

/** Give the radius of a node in the units of places: a component by its relations, a group by what is in it. */
const radius = (node: WholeNode, count = node.count): number =>
  node.iri ? 0.45 + 0.12 * Math.min(Math.log2(node.degree + 1), 7) : 1 + 0.55 * Math.log2(count + 1);

const short = (label: string): string => (label.length > 26 ? `${label.slice(0, 25).trimEnd()}…` : label);

/** Name a node; a closed group with how many are in it, and where filters leave only some of them, how many are left. */
const titled = (node: WholeNode): string => {
  if (node.iri) return node.label;
  const [some, all] = [node.left.toLocaleString("en"), node.count.toLocaleString("en")];
  return `${short(node.label)} (${some === all ? all : `${some} of ${all}`})`;
};

/** Build the graph of what is to be drawn, a slice at a time. */
export const built = async (whole: Whole, signal: AbortSignal): Promise<Painted> => {
  const graph: Painted = new Graph({ type: "directed", multi: true });
  const ids = whole.nodes.map((node) => idOf(node, whole));
  for (const [place, node] of whole.nodes.entries()) {
    graph.addNode(ids[place]!, { node, x: node.x, y: -node.y, size: radius(node), label: titled(node) });
    if (place % SLICE === SLICE - 1) await breath();
    if (signal.aborted) return graph;
  }
  for (const [place, edge] of whole.edges.entries()) {
    graph.addEdgeWithKey(`${ids[edge.source]} ${ids[edge.target]}`, ids[edge.source]!, ids[edge.target]!, { edge, ends: [ids[edge.source]!, ids[edge.target]!] });
    if (place % SLICE === SLICE - 1) await breath();
    if (signal.aborted) return graph;
  }
  return graph;
};

export interface Look {
  hidden: ReadonlySet<string>;
  chosen: string;
  whole: Whole;
  paint: Paint;
  kinds: Record<Kind, string>;
  unit: number; // pixels of one unit of place when all is in sight
  near: ReadonlySet<string>;
  lit: Lit | null; // a way: all else is faint
}

/** Tell whether a node is shown: of a closed group, whether anything is left of it. */
export const shownNode = (node: WholeNode, { hidden }: Look): boolean =>
  node.iri === "" ? node.left > 0 : !(hidden.has(`kind-${kindOf(node.kind)}`) || hidden.has(`layer-${node.layer ?? "none"}`) || (node.illustrative && hidden.has("illustrative")) || graverHidden(node, hidden));

/** Read the colours as they are now. */
export const repainted = (): Pick<Look, "paint" | "kinds"> => ({ paint: colours(), kinds: kindColours() });

const parts = (colour: string): number[] => [1, 3, 5].map((at) =>
  parseInt(colour.length === 4 ? colour[(at + 1) / 2]!.repeat(2) : colour.slice(at, at + 2), 16));

/** Mix a colour into the paper: it looks as if it let the paper through, and lines over each other do not add up. */
const faded = (colour: string, paper: string, share: number): string => {
  const ground = parts(paper);
  return `#${parts(colour).map((part, place) => Math.round(part * share + ground[place]! * (1 - share)).toString(16).padStart(2, "0")).join("")}`;
};

type Named = Parameters<NonNullable<Settings["defaultDrawNodeLabel"]>>;

interface Name {
  readonly pen: Named[0];
  readonly data: Named[1];
  readonly settings: Named[2];
}

/** Write a name beside its node, on a rim of paper, where it has room; else it is left out. */
const write = ({ pen, data, settings }: Name, look: Look, taken: Box[]): void => {
  pen.font = `${settings.labelWeight} ${settings.labelSize}px ${settings.labelFont}`;
  const size = settings.labelSize;
  const found = placed(data.label ?? "", data, {
    size, taken, sides: BESIDE, within: [2, pen.canvas.offsetWidth - 2], measure: (text) => pen.measureText(text).width,
  });
  if (!found) return;
  const { text, box: [left, , , bottom] } = found;
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = look.paint.paper;
  pen.strokeText(text, left, bottom - size / 6);
  pen.fillStyle = look.paint.ink;
  pen.fillText(text, left, bottom - size / 6);
};

const CROWD = 1_000; // nodes up to which names keep off every symbol; among more, off those that have names

/** Give the symbols in sight, where there are not too many to look at. */
export const symbols = (sigma: Sigma): Box[] => {
  const graph = sigma.getGraph();
  if (graph.order > CROWD) return [];
  return graph.nodes().flatMap((id) => {
    const shown = sigma.getNodeDisplayData(id);
    return shown && !shown.hidden ? [around({ ...sigma.framedGraphToViewport(shown), size: sigma.scaleSize(shown.size) })] : [];
  });
};

const hover = (look: Look): NonNullable<Settings["defaultDrawNodeHover"]> => (pen, data, settings) => {
  const size = settings.labelSize;
  pen.font = `600 ${size}px ${settings.labelFont}`;
  const text = String(data.label ?? "").slice(0, 80);
  const [right, wide, high] = [data.x + data.size + 4, pen.measureText(text).width + 10, size + 8];
  const before = data.x - data.size - 4 - wide;
  const beside = right + wide <= pen.canvas.offsetWidth || before >= 2;
  // where neither side has room, as on a narrow screen, the name stands below, or above on the lower edge
  const centred = Math.max(2, Math.min(data.x - wide / 2, pen.canvas.offsetWidth - 2 - wide));
  const left = !beside ? centred : right + wide <= pen.canvas.offsetWidth ? right : before;
  const below = data.y + data.size + 8;
  const top = beside ? data.y - high / 2 : below + high <= pen.canvas.offsetHeight ? below : data.y - data.size - 8 - high;
  pen.fillStyle = look.paint.card;
  pen.strokeStyle = look.paint.ink;
  pen.lineWidth = 1.5;
  pen.beginPath();
  pen.arc(data.x, data.y, data.size + 3, 0, 2 * Math.PI);
  pen.stroke();
  if (!text) return;
  pen.beginPath();
  pen.roundRect(left, top, wide, high, 4);
  pen.fill();
  pen.stroke();
  pen.fillStyle = look.paint.ink;
  pen.fillText(text, left + 5, top + high / 2 + size / 3);
};

/** Start sigma on a stage, with nothing on it yet: its programs are compiled while the data is on its way. */
export const started = (stage: HTMLElement, look: Look): Sigma => {
  const crowded = (): number => Math.min(1, 260 / Math.sqrt(look.whole.nodes.length * 60));
  const names: Name[] = [];
  const sigma = new Sigma(new Graph({ type: "directed", multi: true }), stage, {
    itemSizesReference: "positions",
    zoomToSizeRatioFunction: (ratio) => ratio,
    nodeProgramClasses: { shape: ShapeProgram },
    edgeProgramClasses: { line: ArrowProgram },
    defaultNodeType: "shape",
    defaultEdgeType: "line",
    enableEdgeEvents: true,
    zIndex: true,
    allowInvalidContainer: true,
    minCameraRatio: 0.01,
    maxCameraRatio: 3,
    minEdgeThickness: 0.6,
    labelFont: "system-ui, sans-serif",
    labelSize: 12,
    labelDensity: 0.6,
    labelGridCellSize: 150,
    labelRenderedSizeThreshold: 5,
    labelColor: { attribute: "ink", color: look.paint.ink },
    defaultDrawNodeLabel: (pen, data, settings) => { names.push({ pen, data, settings }); },
    defaultDrawNodeHover: hover(look),
    stagePadding: 40,
    nodeReducer: (id, data) => {
      const node = data["node"] as WholeNode;
      const kind = kindOf(node.kind);
      const place = look.lit?.nodes.get(id);
      const dim = look.lit ? place === undefined && id !== look.chosen : look.chosen !== "" && !look.near.has(id);
      const name = node.iri ? data["label"] as string : titled(node);
      const colour = node.iri || node.kind !== "other" ? look.kinds[kind] : look.paint.accent;
      return {
        ...data,
        kind: node.iri || look.whole.by === "type" ? kind : "model",
        fill: node.iri ? (node.illustrative ? "hollow" : "solid") : "soft",
        color: dim ? faded(colour, look.paint.paper, 0.25) : colour,
        ink: look.paint.ink,
        size: Math.min(node.iri ? data["size"] as number : radius(node, node.left), (node.iri ? 16 : 70) / look.unit) * (node.iri ? crowded() : 1),
        hidden: !shownNode(node, look),
        highlighted: id === look.chosen,
        forceLabel: id === look.chosen || place !== undefined || (!node.iri && look.whole.nodes.length < 40),
        zIndex: id === look.chosen || place ? 2 : dim ? 0 : 1,
        label: dim ? null : place ? `${place}: ${name}` : name,
      };
    },
    edgeReducer: (id, data) => {
      const edge = data["edge"] as WholeEdge;
      const onWay = look.lit?.edges.has(id) ?? false;
      const lit = onWay || id === look.chosen || (!look.lit && look.chosen !== "" && (data["ends"] as readonly string[]).includes(look.chosen));
      const dim = (look.lit !== null || look.chosen !== "") && !lit;
      return {
        ...data,
        line: lineOf(edge.certainty),
        marks: lit || isMarked(look.whole) ? marked(edge.modes) : [],
        color: lit ? look.paint.accent : faded(look.paint.muted, look.paint.paper, dim ? 0.15 : look.whole.edges.length > 3_000 ? 0.35 : 0.65),
        size: (onWay ? 4 : Math.min(0.9 + 0.5 * Math.log2(edge.count), 6) / 2) / look.unit,
        hidden: !passes(edge, look.hidden),
        zIndex: lit ? 1 : 0,
      };
    },
  });
  // What is chosen has its name from the hover. Other names are written when all are known, those of a way that is lit first, then of the largest: what has no room is left out.
  sigma.on("beforeRender", () => { names.length = 0; });
  sigma.on("afterRender", () => {
    const every = symbols(sigma);
    const taken = every.length ? every : names.map(({ data }) => around(data));
    for (const name of names.filter(({ data }) => !data["highlighted"]).sort((one, other) => (other.data.zIndex ?? 0) - (one.data.zIndex ?? 0) || other.data.size - one.data.size)) if (name.data.label) write(name, look, taken);
  });
  return sigma;
};
