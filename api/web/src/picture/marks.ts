// What is drawn besides what vis-network draws: marks of the modes along each line, and a second ring
// around what is new. Both keep their size on the screen at any zoom.

import type { Paint } from "../shared/colours";
import { marked, places, SIZE, stamp } from "../shared/marks";
import type { DrawnEdge, DrawnNode } from "./data";

type Point = readonly [x: number, y: number];

export const RING = 6; // pixels between a node and the ring around it

/** Give the point that bends an edge, where vis-network puts it; the middle of a straight one. */
export const bend = (edge: DrawnEdge, from: Point, to: Point): Point => {
  const [dx, dy] = [to[0] - from[0], from[1] - to[1]];
  if (!edge.smooth.enabled) return [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const part = edge.smooth.roundness * 0.5 + 0.5;
  const angle = (Math.atan2(dy, dx) + part * Math.PI) % (2 * Math.PI);
  const radius = Math.hypot(dx, dy) * part;
  return [from[0] + radius * Math.sin(angle), from[1] + radius * Math.cos(angle)];
};

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
}

/** Give a point on an edge, and which way the line goes there. */
export const along = (edge: DrawnEdge, from: Point, to: Point, share: number): Spot => {
  const via = bend(edge, from, to);
  const rest = 1 - share;
  const [x, y] = [0, 1].map((axis) => rest * rest * from[axis]! + 2 * rest * share * via[axis]! + share * share * to[axis]!) as [number, number];
  const [across, down] = [0, 1].map((axis) => rest * (via[axis]! - from[axis]!) + share * (to[axis]! - via[axis]!)) as [number, number];
  return { x, y, angle: Math.atan2(down, across) };
};

/** Mark the lines of a picture. */
export const markEdges = (
  pen: CanvasRenderingContext2D, edges: readonly DrawnEdge[], at: (id: string) => Point | null, scale: number, crowd: number, paint: Paint,
): void => {
  for (const edge of edges) {
    const [from, to] = [at(edge.from), at(edge.to)];
    if (!from || !to) continue;
    for (const [share, mode] of places(Math.hypot(to[0] - from[0], to[1] - from[1]) * scale, marked(edge.modes))) {
      const { x, y, angle } = along(edge, from, to, share);
      stamp(pen, mode, x, y, angle, (SIZE * (0.6 + 0.4 * crowd)) / scale, { ink: paint.muted, ground: paint.paper });
    }
  }
};

/** Ring what is new. */
export const ringNew = (
  pen: CanvasRenderingContext2D, nodes: readonly DrawnNode[], at: (id: string) => Point | null, scale: number, crowd: number, paint: Paint,
): void => {
  for (const node of nodes) {
    const place = node.fresh ? at(node.id) : null;
    if (!place) continue;
    pen.beginPath();
    pen.arc(place[0], place[1], (node.size * crowd + RING) / scale, 0, 2 * Math.PI);
    pen.setLineDash([]);
    pen.lineWidth = 2 / scale;
    pen.strokeStyle = paint.ink;
    pen.stroke();
  }
};
