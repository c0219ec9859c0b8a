// Which labels there is room for: one that would lie on another, or on another's symbol, waits for a closer look.

import type { DrawnEdge, DrawnNode } from "./data";
import { FACE, labelSize } from "./dress";

const pen = document.createElement("canvas").getContext("2d");

/** Give the width of a text in pixels. */
export const measure = (text: string, size: number): number => {
  if (!pen) return text.length * size * 0.6;
  pen.font = `${size}px ${FACE}`;
  return pen.measureText(text).width;
};

/** Sort nodes by who is named first: starts, then whatever has most edges. */
export const byWeight = (nodes: readonly DrawnNode[], edges: readonly DrawnEdge[]): DrawnNode[] => {
  const degrees = new Map<string, number>();
  for (const { from, to } of edges) for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  const start = (node: DrawnNode): number => Number(node.role === "start");
  return [...nodes].sort((one, other) =>
    start(other) - start(one) || (degrees.get(other.id) ?? 0) - (degrees.get(one.id) ?? 0));
};

/** Choose the nodes whose labels are drawn. `middle` and `reach` say what is in sight, in pixels. */
export const labelled = (
  ordered: readonly DrawnNode[], scale: number, crowd: number, middle: number, reach: number,
): Set<string> => {
  const half = (node: DrawnNode): number => node.size * crowd;
  const taken = ordered.map((node) => {
    const [x, y, r] = [node.x * scale, node.y * scale, half(node)];
    return { id: node.id, left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
  const shown = new Set<string>();
  for (const node of ordered) {
    const size = labelSize(node);
    const width = measure(node.label, size) / 2 + 3;
    const [centre, top] = [node.x * scale, node.y * scale + half(node) + 1];
    const room = { id: node.id, left: centre - width, right: centre + width, top, bottom: top + size + 4 };
    const inside = room.left > middle - reach && room.right < middle + reach;
    const free = inside && taken.every((other) => other.id === node.id || other.left > room.right
      || other.right < room.left || other.top > room.bottom || other.bottom < room.top);
    if (!free && node.role !== "start") continue;
    shown.add(node.id);
    taken.push({ ...room, id: `label of ${node.id}` });
  }
  return shown;
};
