// What a picture shows, as a file.

import type { Paint } from "../shared/colours";
import { save } from "../shared/dom";
import { key, keyHeight, mark, marked, places, SIZE, stampKey } from "../shared/marks";
import { around, placed, UNDER } from "../shared/names";
import { kindOf, svg, symbol } from "../shared/shapes";
import type { DrawnEdge, DrawnNode } from "./data";
import { flat, LABEL, RIM } from "./dress";
import { byWeight, measure } from "./labels";
import type { Lit } from "./way";
import { along, bend, RING } from "./marks";

const FAINT = 0.2; // of what stands behind a way that is lit

/** Save a picture of dots. */
export const png = (stage: Element, paint: Paint, name: string): void => {
  const drawn = stage.querySelector("canvas");
  if (!drawn) return;
  const ratio = drawn.width / Math.max(drawn.clientWidth, 1);
  const below = keyHeight(drawn.clientWidth);
  const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height + below * ratio });
  const pen = copy.getContext("2d");
  if (!pen) return;
  pen.fillStyle = paint.paper;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(drawn, 0, 0);
  pen.scale(ratio, ratio);
  stampKey(pen, drawn.height / ratio, drawn.clientWidth, paint);
  copy.toBlob((content) => { if (content) save(`${name}.png`, content); }, "image/png");
};

/** Save a picture of lines, with every name that has room, off other names and symbols; of one with a way lit, that way's, and all else faint. */
export const drawing = (title: string, nodes: readonly DrawnNode[], edges: readonly DrawnEdge[], paint: Paint, name: string, lit: Lit | null): void => {
  const [xs, ys] = nodes.length ? [nodes.map((node) => node.x), nodes.map((node) => node.y)] : [[0], [0]];
  const [left, top] = [Math.min(...xs) - 100, Math.min(...ys) - 40];
  const wide = Math.max(Math.max(...xs) + 100 - left, 320);
  const bottom = Math.max(...ys) + 60;
  const high = bottom + keyHeight(wide) - top;
  const root = svg("svg", { viewBox: `${left} ${top} ${wide} ${high}`, "font-family": "sans-serif", "font-size": 12 });
  root.append(svg("title", {}, title), svg("rect", { x: left, y: top, width: wide, height: high, fill: paint.paper }),
    svg("defs", {}, svg("marker", { id: "head", viewBox: "0 0 8 8", refX: 20, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8Z", fill: paint.muted }))));
  if (!nodes.length) root.append(svg("text", { x: left + wide / 2, y: 0, fill: paint.ink, "text-anchor": "middle" }, "Filters leave nothing of this picture."));
  const at = new Map(nodes.map((node) => [node.id, node]));
  for (const edge of edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (!from || !to) continue;
    const ends = [[from.x, from.y], [to.x, to.y]] as const;
    const via = bend(edge, ...ends);
    const round = ([x, y]: readonly [number, number]): string => `${x.toFixed(1)} ${y.toFixed(1)}`;
    root.append(svg("path", {
      d: `M${round(ends[0])}Q${round(via)} ${round(ends[1])}`, fill: "none", stroke: lit?.edges.has(edge.id) ? paint.accent : paint.muted,
      "stroke-width": lit?.edges.has(edge.id) ? 4 : 1.3, opacity: !lit || lit.edges.has(edge.id) ? 1 : FAINT,
      "stroke-dasharray": edge.dashes ? edge.dashes.join(" ") : "", "marker-end": "url(#head)",
    }, svg("title", {}, edge.rule_label ?? edge.relation)));
    if (lit && !lit.edges.has(edge.id)) continue;
    for (const [share, mode] of places(Math.hypot(to.x - from.x, to.y - from.y), marked(edge.modes))) {
      const { x, y, angle } = along(edge, ...ends, share);
      root.append(mark(mode, x, y, (angle * 180) / Math.PI, SIZE, { ink: paint.muted, ground: paint.paper }));
    }
  }
  const named = [...byWeight(nodes, edges)].sort((one, other) => Number(lit?.nodes.has(other.id) ?? 0) - Number(lit?.nodes.has(one.id) ?? 0))
    .filter((node) => !lit || lit.nodes.has(node.id));
  const taken = nodes.map((node) => around({ x: node.x, y: node.y, size: node.size + (node.fresh ? RING : 0) }));
  for (const node of named) if (lit) taken.push([node.x - 8, node.y - node.size - 18, node.x + 8, node.y - node.size - 4]);
  const room = { size: 14, taken, sides: UNDER, within: [left, left + wide] as const, measure: (text: string) => measure(text, LABEL) };
  const names = new Map(named.map((node) => [node.id, placed(node.label, node, room)]));
  const rim = { stroke: paint.paper, "stroke-width": RIM, "stroke-linejoin": "round", "paint-order": "stroke" };
  for (const node of nodes) {
    const dashes = node.shapeProperties.borderDashes;
    const shape = symbol(kindOf(node.group), node.x, node.y, node.size, {
      ...flat(node, paint), "stroke-width": node.borderWidth, "stroke-dasharray": dashes ? dashes.join(" ") : "",
    });
    shape.append(svg("title", {}, node.name));
    if (node.fresh) root.append(svg("circle", { cx: node.x.toFixed(1), cy: node.y.toFixed(1), r: node.size + RING, fill: "none", stroke: paint.ink, "stroke-width": 2 }));
    const place = lit?.nodes.get(node.id);
    if (lit && place === undefined) {
      shape.setAttribute("opacity", String(FAINT));
      root.append(shape);
      continue;
    }
    if (place !== undefined) root.append(svg("text", { x: node.x.toFixed(1), y: (node.y - node.size - 6).toFixed(1), fill: paint.ink, "text-anchor": "middle", "font-weight": "bold", ...rim }, String(place)));
    const called = names.get(node.id);
    root.append(shape, ...(called ? [svg("text", { x: node.x.toFixed(1), y: (called.box[3] - 3).toFixed(1), fill: paint.ink, "text-anchor": "middle", ...rim }, called.text)] : []));
  }
  root.append(key(left, bottom, wide, paint));
  save(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }));
};
