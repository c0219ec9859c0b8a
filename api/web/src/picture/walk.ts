// Ways by the keyboard: from a component to the next one in a direction, and round its relations.

import type { DrawnEdge, DrawnNode } from "./data";

export type Direction = readonly [number, number];

export const ARROWS: Readonly<Record<string, Direction>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Give what lies nearest in a direction, if anything does. */
export const towards = (here: { x: number; y: number }, way: Direction, some: readonly DrawnNode[]): DrawnNode | undefined => {
  const cost = (one: DrawnNode): number => {
    const [dx, dy] = [one.x - here.x, one.y - here.y];
    const along = dx * way[0] + dy * way[1];
    return along > 0 ? Math.hypot(dx, dy) * 2 - along : Infinity;
  };
  return some.filter((one) => cost(one) < Infinity).sort((one, other) => cost(one) - cost(other))[0];
};

/** Give the relations at a component, clockwise from above; of several to one component in their own order. */
export const relationsAt = (here: DrawnNode, edges: readonly DrawnEdge[], node: (id: string) => DrawnNode | undefined): DrawnEdge[] => {
  const turn = (edge: DrawnEdge): number => {
    const other = node(edge.from === here.id ? edge.to : edge.from) ?? here;
    return (Math.atan2(other.x - here.x, here.y - other.y) + 2 * Math.PI) % (2 * Math.PI);
  };
  return edges.filter((edge) => edge.from === here.id || edge.to === here.id).sort((one, other) => turn(one) - turn(other));
};
