// Draws the picture of a page with vis-network, and shows beside it what one chooses. It stands alone: the offline
// page carries it as it is. Every label, IRI and title is data of strangers and becomes text, never markup.

import { colours, onScheme } from "./shared/colours";
import { carried, element, found, settled, type Links } from "./shared/dom";
import type { Drawing, DrawnNode } from "./picture/data";
import { dressed, LABEL, painted } from "./picture/dress";
import { byWeight, labelled, measure } from "./picture/labels";
import { tellEdge, tellNode } from "./picture/tell";

const stage = found("#picture", HTMLElement);
const details = found("#details", HTMLElement);
const data = carried<Drawing>("picture-data");
const served = location.protocol.startsWith("http") && document.querySelector('link[rel="stylesheet"]') !== null;

const links = (node: DrawnNode): Links => (served ? [
  ["Its page", `/explore/component?iri=${encodeURIComponent(node.id)}`],
  ["What falls with it", `/explore/radius?component=${encodeURIComponent(node.id)}`],
] : []);

/** Symbols shrink where many share little room. */
const crowding = (): number =>
  Math.min(1, Math.max(0.4, Math.sqrt((stage.clientWidth * stage.clientHeight) / data.nodes.length) / 90));

const draw = (): void => {
  const known = new Map(data.nodes.map((node) => [node.id, node]));
  const arcs = new Map(data.edges.map((edge) => [edge.id, edge]));
  const name = (id: string): string => known.get(id)?.name ?? id;
  const places = data.nodes.map((node) => [node.x, node.y] as const);
  const ordered = byWeight(data.nodes, data.edges);
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(stage, { nodes, edges }, data.options);

  const dress = (): void => {
    const paint = colours();
    const scale = network.getScale();
    const crowd = crowding();
    const view = { scale, crowd, labelled: labelled(ordered, scale, crowd, network.getViewPosition().x * scale, stage.clientWidth / 2) };
    nodes.update(data.nodes.map((node) => dressed(node, paint, view)));
    edges.update(data.edges.map((edge) => painted(edge, paint, scale)));
  };
  // The picture fills its stage: it is drawn out along the axis that has room to spare, but never out of recognition.
  const fit = (): void => {
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const atEdge = (edge: number): boolean => data.nodes.some((node, index) => node.role === "start" && xs[index] === edge);
    const named = Math.max(...ordered.slice(0, 3).map((node) => measure(node.label, LABEL + 3))) / 2 + 12;
    const beside = (edge: number): number => Math.min(atEdge(edge) ? Math.max(named, 60) : 60, stage.clientWidth / 3);
    const [before, after, above, below] = [beside(left), beside(right), 28, 44];
    const across = Math.max(stage.clientWidth - before - after, 80) / Math.max(right - left, 1);
    const down = Math.max(stage.clientHeight - above - below, 80) / Math.max(bottom - top, 1);
    const scale = Math.min(across, down, 1.2);
    const stretch = { x: Math.min(across / scale, 2, 1.2 / scale), y: Math.min(down / scale, 2, 1.2 / scale) };
    data.nodes.forEach((node, index) => {
      node.x = xs[index]! * stretch.x;
      node.y = ys[index]! * stretch.y;
    });
    const middle = {
      x: ((left + right) / 2) * stretch.x + (after - before) / 2 / scale,
      y: ((top + bottom) / 2) * stretch.y + (below - above) / 2 / scale,
    };
    stage.dataset.view = [middle.x, middle.y, scale, stretch.x, stretch.y].join(" ");
    network.moveTo({ position: middle, scale, animation: false });
    dress();
  };

  network.on("zoom", settled(dress));
  network.on("dragEnd", ({ nodes: moved }) => {
    const now = network.getPositions(moved);
    for (const node of data.nodes) Object.assign(node, now[node.id]);
    dress();
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    const [one, arc] = [known.get(node ?? ""), arcs.get(edge ?? "")];
    if (one) tellNode(details, one, links(one));
    else if (arc) tellEdge(details, arc, name(arc.from), name(arc.to));
  });
  // The wheel scrolls the page until the picture has been chosen; then it zooms.
  stage.addEventListener("pointerdown", () => network.setOptions({ interaction: { zoomView: true } }));
  stage.addEventListener("pointerleave", () => network.setOptions({ interaction: { zoomView: false } }));
  document.querySelector(".zoom")?.addEventListener("click", (event) => {
    const way = (event.target as Element).closest("button")?.dataset.zoom;
    if (way === "fit") fit();
    else if (way) {
      network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3) });
      dress();
    }
  });
  new ResizeObserver(settled(fit)).observe(stage);
  onScheme(dress);
  fit();
  network.once("afterDrawing", () => { stage.dataset.drawn = String(data.nodes.length); });
  network.redraw();
};

if (data.nodes.length) draw();
else stage.replaceChildren(element("p", "There is nothing to draw.", { class: "quiet" }));
