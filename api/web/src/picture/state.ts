// What a picture shows stands in its page's address: so that it can be kept and sent, and back undoes it step by step.

import type { DrawnEdge } from "./data";
import { stepsOf, written, type Step } from "./grow";

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

interface Kept {
  readonly undoes: number; // how many of this picture's states lie before this one
}

const WALK = 700; // milliseconds within which choices are a walk, as by arrow keys
const SAME = 50; // milliseconds within which what changes is one thing
let last = { kind: "", at: 0 };

const asked = (address: URL): string => {
  const { searchParams } = new URL(address);
  searchParams.sort();
  return String(searchParams);
};

/** Tell how many steps back are this picture's own. */
export const undoes = (): number => (history.state as Kept | null)?.undoes ?? 0;

/** Take an address without a step back to what was before. */
export const stay = (address: URL): void => history.replaceState(history.state, "", address);

/** Go to an address, which back undoes. A walk from one choice to the next is undone at once. */
export const go = (address: URL, kind: string): void => {
  if (asked(address) === asked(new URL(location.href))) return;
  const now = performance.now();
  const joined = last.kind === kind && now - last.at < (kind === "chosen" ? WALK : SAME);
  last = { kind, at: now };
  if (joined) stay(address);
  else history.pushState({ undoes: undoes() + 1 } satisfies Kept, "", address);
};

/** Do something when one goes back or forth; what changes next is a step of its own. */
export const onReturn = (task: () => void): void => addEventListener("popstate", () => {
  last = { kind: "", at: 0 };
  task();
});
