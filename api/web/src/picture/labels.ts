// Which labels there is room for: one that would lie on another, or on another's symbol, waits for a closer look.

import type { DrawnEdge, DrawnNode } from "./data";
import { FACE, labelSize } from "./dress";
import { RING } from "./marks";

export const LIT = 13; // pixels from the middle of a numbered symbol to its edge, at the least
const FEW = 12; // nodes up to which a start is named whatever lies there; of more the title names it

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

/** Give ways to write a label, the longest first. */
const ways = (label: string): string[] =>
  [label, ...[18, 12].filter((most) => label.length > most).map((most) => `${label.slice(0, most - 1).trimEnd()}…`)];

/** Choose the nodes whose labels are drawn, and how short. `middle` and `reach` say what is in sight, in pixels. */
export const labelled = (
  ordered: readonly DrawnNode[], scale: number, crowd: number, middle: number, reach: number, above: ReadonlySet<string>,
  numbers: ReadonlyMap<string, unknown> | undefined, // of those whose symbols have one
): Map<string, string> => {
  const half = (node: DrawnNode): number => Math.max(node.size * crowd, numbers?.has(node.id) ? LIT : 0);
  const taken = ordered.map((node) => {
    const [x, y, r] = [node.x * scale, node.y * scale, half(node) + (node.fresh ? RING : 0)];
    return { id: node.id, left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
  const shown = new Map<string, string>();
  for (const node of ordered) {
    const size = labelSize(node);
    const [centre, top] = [node.x * scale, node.y * scale + (above.has(node.id) ? -half(node) - size - 5 : half(node) + 1)];
    const room = (label: string): { left: number; right: number; top: number; bottom: number } => {
      const width = measure(label, size) / 2 + 3;
      return { left: centre - width, right: centre + width, top, bottom: top + size + 4 };
    };
    const free = (label: string): boolean => {
      const { left, right, bottom } = room(label);
      return left > middle - reach && right < middle + reach && taken.every((other) => other.id === node.id
        || other.left > right || other.right < left || other.top > bottom || other.bottom < top);
    };
    const label = ways(node.label).find(free) ?? (node.role === "start" && !numbers && ordered.length <= FEW ? node.label : undefined);
    if (label === undefined) continue;
    shown.set(node.id, label);
    taken.push({ ...room(label), id: `label of ${node.id}` });
  }
  return shown;
};
