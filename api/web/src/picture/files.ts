// What a picture shows, as a file.

import type { Paint } from "../shared/colours";
import { save } from "../shared/dom";
import { kindOf, svg, symbol } from "../shared/shapes";
import type { DrawnEdge, DrawnNode } from "./data";
import { flat } from "./dress";

/** Save a picture of dots. */
export const png = (stage: Element, paint: Paint, name: string): void => {
  const drawn = stage.querySelector("canvas");
  if (!drawn) return;
  const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
  const pen = copy.getContext("2d");
  if (!pen) return;
  pen.fillStyle = paint.paper;
  pen.fillRect(0, 0, copy.width, copy.height);
  pen.drawImage(drawn, 0, 0);
  copy.toBlob((content) => { if (content) save(`${name}.png`, content); }, "image/png");
};

/** Save a picture of lines, with every label. */
export const drawing = (title: string, nodes: readonly DrawnNode[], edges: readonly DrawnEdge[], paint: Paint, name: string): void => {
  const [xs, ys] = [nodes.map((node) => node.x), nodes.map((node) => node.y)];
  const [left, top] = [Math.min(...xs) - 100, Math.min(...ys) - 40];
  const [wide, high] = [Math.max(...xs) + 100 - left, Math.max(...ys) + 60 - top];
  const root = svg("svg", { viewBox: `${left} ${top} ${wide} ${high}`, "font-family": "sans-serif", "font-size": 12 });
  root.append(svg("title", {}, title), svg("rect", { x: left, y: top, width: wide, height: high, fill: paint.paper }),
    svg("defs", {}, svg("marker", { id: "head", viewBox: "0 0 8 8", refX: 20, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8Z", fill: paint.muted }))));
  const at = new Map(nodes.map((node) => [node.id, node]));
  for (const edge of edges) {
    const [from, to] = [at.get(edge.from), at.get(edge.to)];
    if (!from || !to) continue;
    root.append(svg("line", {
      x1: from.x.toFixed(1), y1: from.y.toFixed(1), x2: to.x.toFixed(1), y2: to.y.toFixed(1), stroke: paint.muted, "stroke-width": 1.3,
      "stroke-dasharray": edge.dashes ? edge.dashes.join(" ") : "", "marker-end": "url(#head)",
    }, svg("title", {}, edge.rule_label ?? edge.relation)));
  }
  for (const node of nodes) {
    const dashes = node.shapeProperties.borderDashes;
    const mark = symbol(kindOf(node.group), node.x, node.y, node.size, {
      ...flat(node, paint), "stroke-width": node.borderWidth, "stroke-dasharray": dashes ? dashes.join(" ") : "",
    });
    mark.append(svg("title", {}, node.name));
    root.append(mark, svg("text", { x: node.x.toFixed(1), y: (node.y + node.size + 15).toFixed(1), fill: paint.ink, "text-anchor": "middle" }, node.label));
  }
  save(`${name}.svg`, new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }));
};
