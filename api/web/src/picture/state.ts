// What a picture shows stands in its page's address: so that it can be kept and sent, and back undoes it step by step.

import type { DrawnEdge } from "./data";
import { stepsOf, written, type Step } from "./grow";

export { go, onReturn, stay, undoes } from "../shared/history";

export interface Shown {
  readonly steps: readonly Step[];
  readonly hidden: ReadonlySet<string>;
  readonly chosen: string;
}

/** Name an edge by what it is, so that a copied address finds it again. A component goes by its IRI, which has no space. */
export const nameOf = (edge: DrawnEdge): string => [edge.from, edge.to, edge.relation, ...(edge.rule ? [edge.rule] : [])].join(" ");

/** Read the state from an address. */
export const read = (address: URL): Shown => ({
  steps: stepsOf(address),
  hidden: new Set((address.searchParams.get("hide") ?? "").split(",").filter(Boolean)),
  chosen: address.searchParams.get("chosen") ?? "",
});

/** Give an address with this state; what else it says stays. */
export const withState = (address: URL, { steps, hidden, chosen }: Shown): URL => {
  const made = new URL(address);
  for (const name of ["expand", "hide", "chosen"]) made.searchParams.delete(name);
  for (const step of steps) made.searchParams.append("expand", written(step));
  if (hidden.size) made.searchParams.set("hide", [...hidden].sort().join(","));
  if (chosen) made.searchParams.set("chosen", chosen);
  return made;
};

/** Give how many of the first steps are the same. */
export const alike = (one: readonly Step[], other: readonly Step[]): number => {
  const at = one.findIndex((step, place) => !other[place] || written(step) !== written(other[place]));
  return at < 0 ? one.length : at;
};
