// What nodes and edges wear: colours of the style sheet, and sizes that stay the same on the screen at any zoom.

import type { Paint } from "../shared/colours";
import type { DrawnEdge, DrawnNode } from "./data";

export const FACE = "system-ui, sans-serif";
export const LABEL = 12; // pixels on the screen
export const NEARER = 3; // pixels that a name stands nearer to its symbol than vis-network puts it
export const RIM = 3; // pixels of paper around a name, half of them outside

const fills = (paint: Paint, role: string): readonly [background: string, border: string] => {
  switch (role) {
    case "start": return [paint.accent, paint.ink];
    case "affected": return [paint.affected, paint.affected];
    case "possible": return [paint["possible-soft"], paint.possible];
    case "unknown": return [paint.card, paint.unknown];
    default: return [paint.card, paint.muted];
  }
};

export const labelSize = (node: DrawnNode): number => (node.role === "start" ? LABEL + 3 : LABEL);

interface Rendered {
  readonly ctx: CanvasRenderingContext2D;
  readonly x: number;
  readonly y: number;
  readonly style: { size: number; color: string; borderWidth: number; borderColor: string; borderDashes?: number[] | false };
  readonly label: string;
  readonly state: { selected: boolean };
}

/** A component of a class that we have no shape for is a pentagon; vis-network has none. */
const pentagon = ({ ink, paper }: Paint, scale: number, up: boolean) => ({ ctx, x, y, style, label, state }: Rendered) => ({
  drawNode(): void {
    const size = style.size;
    ctx.beginPath();
    for (let corner = 0; corner < 5; corner += 1) {
      const angle = (corner * 2 * Math.PI) / 5 - Math.PI / 2;
      ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    ctx.closePath();
    ctx.fillStyle = style.color;
    ctx.fill();
    ctx.lineWidth = (style.borderWidth * devicePixelRatio) / ctx.getTransform().a; // as vis-network has its own
    ctx.strokeStyle = style.borderColor;
    ctx.setLineDash(style.borderDashes || []);
    ctx.stroke();
    ctx.setLineDash([]);
    if (!label.trim()) return;
    const middle = y + (up ? -1 : 1) * (size + (LABEL / 2 + 3) / scale);
    ctx.font = `${state.selected ? "bold " : ""}${LABEL / scale}px ${FACE}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    ctx.lineWidth = (2 * RIM * devicePixelRatio) / ctx.getTransform().a;
    ctx.strokeStyle = paper;
    ctx.strokeText(label, x, middle);
    ctx.fillStyle = ink;
    ctx.fillText(label, x, middle);
  },
  nodeDimensions: { width: 2 * style.size, height: 2 * style.size },
});

export interface View {
  readonly scale: number;
  readonly crowd: number;
  readonly labelled: ReadonlyMap<string, string>;
  readonly above: ReadonlySet<string>; // whose names stand above them
}

/** What a name stands on, so that no line runs through it: a rim and a ground of paper. */
const ground = (paint: Paint, scale: number, under: boolean): object =>
  ({ strokeWidth: (under ? RIM : 2 * RIM) / scale, strokeColor: paint.paper, background: under ? paint.paper : "none" });

/** Dress a node for a view. */
export const dressed = (node: DrawnNode, paint: Paint, { scale, crowd, labelled, above }: View): object => {
  const [background, border] = fills(paint, node.role);
  const strong = { background, border: paint.ink };
  const dashes = node.shapeProperties.borderDashes;
  return {
    ...node,
    ...(node.shape === "custom" ? { ctxRenderer: pentagon(paint, scale, above.has(node.id)) } : {}),
    label: labelled.get(node.id) ?? " ",
    title: node.name,
    size: (node.size * crowd) / scale,
    borderWidthSelected: node.borderWidth + 1,
    shapeProperties: { borderDashes: dashes && dashes.map((dash) => dash / scale) },
    color: { background, border, highlight: strong, hover: strong },
    font: {
      color: paint.ink, face: FACE, size: labelSize(node) / scale,
      vadjust: above.has(node.id) ? -(2 * node.size * crowd + 1.5 * labelSize(node) + 4) / scale : node.fresh ? 0 : -NEARER / scale, // a ring needs the room
      ...ground(paint, scale, labelled.has(node.id) && !above.has(node.id)),
    },
  };
};

/** Dress an edge for a view. */
export const painted = (edge: DrawnEdge, paint: Paint, scale: number): object => ({
  ...edge,
  width: 1.3 / scale,
  hoverWidth: 0.6 / scale,
  selectionWidth: 1.2 / scale,
  dashes: edge.dashes && edge.dashes.map((dash) => dash / scale),
  arrows: { to: { enabled: true, scaleFactor: 0.45 / scale } },
  color: { color: paint.muted, highlight: paint.accent, hover: paint.accent, opacity: edge.dashes ? 0.75 : 0.6 },
});

/** Dress an edge that is chosen: wide, and whole in colour. */
export const chosenEdge = (painted: object, paint: Paint, scale: number): object =>
  ({ ...painted, width: 3.6 / scale, selectionWidth: 0, color: { color: paint.accent, highlight: paint.accent, hover: paint.accent, opacity: 1 } });

/** The colours of a node as plain attributes, for a picture in SVG. */
export const flat = (node: DrawnNode, paint: Paint): { fill: string; stroke: string } => {
  const [fill, stroke] = fills(paint, node.role);
  return { fill, stroke };
};
