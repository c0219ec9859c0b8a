// What is in sight, with its filters, as a file.

import type Sigma from "sigma";

import { save } from "../shared/dom";
import { key, keyHeight, mark, marked, places, SIZE, stampKey } from "../shared/marks";
import { around, BESIDE, placed } from "../shared/names";
import { kindOf, svg, symbol } from "../shared/shapes";
import { isMarked, lineOf, type WholeEdge, type WholeNode } from "./data";
import { symbols, type Look, type Painted } from "./picture";

const DASHES = { whole: "", dashed: "8 5", dotted: "2 4" } as const;

const pen = document.createElement("canvas").getContext("2d");

/** Give the width of a name in a file, in pixels. */
const measure = (text: string): number => {
  if (!pen) return text.length * 7;
  pen.font = "12px sans-serif";
  return pen.measureText(text).width;
};

/** Save a picture of dots. */
export const png = (sigma: Sigma, look: Look): void => {
  const { width, height } = sigma.getDimensions();
  const ratio = devicePixelRatio || 1;
  const canvas = Object.assign(document.createElement("canvas"), { width: width * ratio, height: (height + keyHeight(width)) * ratio });
  const pen = canvas.getContext("2d");
  if (!pen) return;
  pen.fillStyle = look.paint.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  sigma.refresh({ schedule: false }); // WebGL keeps what it drew only until the page is shown
  for (const layer of Object.values(sigma.getCanvases())) {
    if (layer.width) pen.drawImage(layer, 0, 0, width * ratio, height * ratio);
  }
  pen.scale(ratio, ratio);
  stampKey(pen, height, width, look.paint);
  canvas.toBlob((content) => { if (content) save("graph.png", content); }, "image/png");
};

interface Placed {
  readonly node: WholeNode;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly color: string;
  readonly label: string | null;
}

/** Save a picture of lines. */
export const drawing = (sigma: Sigma, graph: Painted, look: Look): void => {
  const { width, height } = sigma.getDimensions();
  const at = (id: string): Placed | null => {
    const shown = sigma.getNodeDisplayData(id);
    if (!shown || shown.hidden) return null;
    const { x, y } = sigma.framedGraphToViewport(shown);
    return { node: graph.getNodeAttribute(id, "node"), x, y, size: sigma.scaleSize(shown.size), color: shown.color, label: shown.label };
  };
  const whole = height + keyHeight(width);
  const root = svg("svg", { viewBox: `0 0 ${width} ${whole}`, width, height: whole, "font-family": "sans-serif", "font-size": 12 });
  root.append(svg("title", {}, "The whole graph"), svg("rect", { width, height: whole, fill: look.paint.paper }));
  graph.forEachEdge((id, { edge }) => {
    const [one, other] = graph.extremities(id).map(at);
    const shown = sigma.getEdgeDisplayData(id);
    if (!one || !other || !shown || shown.hidden) return;
    root.append(svg("line", {
      x1: one.x.toFixed(1), y1: one.y.toFixed(1), x2: other.x.toFixed(1), y2: other.y.toFixed(1), stroke: shown.color,
      "stroke-width": Math.max(sigma.scaleSize(shown.size) * 2, 0.7).toFixed(2), "stroke-dasharray": DASHES[lineOf(edge.certainty)],
    }));
    if (!isMarked(look.whole) && !graph.extremities(id).includes(look.chosen) && id !== look.chosen) return;
    const [dx, dy] = [other.x - one.x, other.y - one.y];
    for (const [share, mode] of places(Math.hypot(dx, dy), marked(edge.modes))) {
      root.append(mark(mode, one.x + dx * share, one.y + dy * share, (Math.atan2(dy, dx) * 180) / Math.PI, SIZE, { ink: shown.color, ground: look.paint.paper }));
    }
  });
  const called: Placed[] = [];
  graph.forEachNode((id) => {
    const here = at(id);
    if (!here) return;
    const { node, x, y, size, color, label } = here;
    const fill = node.iri ? (node.illustrative ? "none" : color) : color;
    const shape = symbol(node.iri || look.whole.by === "type" ? kindOf(node.kind) : "model", x, y, size, { fill, stroke: color, "fill-opacity": node.iri ? 1 : 0.35 });
    shape.append(svg("title", {}, node.label));
    root.append(shape);
    if (label && sigma.getNodeDisplayedLabels().has(id)) called.push(here);
  });
  // As on the stage: names of the largest first, and one without room is left out.
  const every = symbols(sigma);
  const room = { size: 12, taken: every.length ? every : called.map(around), sides: BESIDE, within: [2, width - 2] as const, measure };
  for (const here of called.sort((one, other) => other.size - one.size)) {
    const found = placed(here.label ?? "", here, room);
    if (!found) continue;
    const rim = { stroke: look.paint.paper, "stroke-width": 3, "stroke-linejoin": "round", "paint-order": "stroke" };
    root.append(svg("text", { x: found.box[0].toFixed(1), y: (found.box[3] - 2).toFixed(1), fill: look.paint.ink, ...rim }, found.text));
  }
  root.append(key(0, height, width, look.paint));
  save("graph.svg", new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }));
};

// A cell that a spreadsheet would take for a formula begins with an apostrophe.
const cell = (value: unknown): string => `"${String(value ?? "").replace(/^[=+\-@\t\r]/, "'$&").replace(/"/g, '""')}"`;

/** Save what is shown as a table: a row for each relation, and one for each component or group that has none, with the other end empty. */
export const table = (graph: Painted, drawn: (node: WholeNode) => boolean, passes: (edge: WholeEdge) => boolean): void => {
  const related = new Set<string>();
  const lines = ["from,to,relations,certainty,modes"];
  graph.forEachEdge((_, { edge }, one, other) => {
    const [from, to] = [graph.getNodeAttribute(one, "node"), graph.getNodeAttribute(other, "node")];
    if (!passes(edge) || !drawn(from) || !drawn(to)) return;
    related.add(one).add(other);
    lines.push([from.iri || from.label, to.iri || to.label, edge.count, edge.certainty, edge.modes.join(" ")].map(cell).join(","));
  });
  graph.forEachNode((id, { node }) => {
    if (!related.has(id) && drawn(node)) lines.push([node.iri || node.label, "", "", "", ""].map(cell).join(","));
  });
  save("graph.csv", new Blob([`${lines.join("\r\n")}\r\n`], { type: "text/csv" }));
};
