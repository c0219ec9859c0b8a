// The legend of a picture filters it: a box at each entry shows or hides what it names. It says so in the address.

import { element, thousands } from "../shared/dom";
import type { DrawnEdge, DrawnNode } from "./data";

// The whole graph has the same lines (whole/data), but none that nobody said.
const LINES: Readonly<Record<string, string>> = { stated: "whole", assumed: "whole", "not-certain": "dotted", stale: "dotted", unsaid: "mixed" };

/** Names of what a node or an edge is, as entries of the legend have them. */
export const keysOf = {
  node: (node: DrawnNode): string[] => [`kind-${node.group}`, `role-${node.role}`, `layer-${node.layer ?? "none"}`],
  edge: (edge: DrawnEdge): string[] => [`line-${LINES[edge.certainty] ?? "dashed"}`],
};

/** Tell whether every mode that an edge hands on is hidden. */
export const handsOnHidden = (edge: DrawnEdge, hidden: ReadonlySet<string>): boolean =>
  edge.modes.length > 0 && edge.modes.every((mode) => hidden.has(`mode-${mode}`));

/** Give what the address hides. */
export const hiddenByAddress = (): Set<string> =>
  new Set((new URL(location.href).searchParams.get("hide") ?? "").split(",").filter(Boolean));

/** Put a box before each entry of the legend; `changed` is called with all that is hidden. */
export const filters = (legend: Element, hidden: Set<string>, changed: () => void): void => {
  for (const entry of legend.querySelectorAll<HTMLElement>("[data-filter]")) {
    const key = entry.dataset.filter ?? "";
    const box = element("input", undefined, { type: "checkbox" });
    box.checked = !hidden.has(key);
    const label = element("label");
    label.append(box, ...entry.childNodes);
    entry.replaceChildren(label);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(key);
      else hidden.add(key);
      changed();
    });
  }
};

/** Say how many components filters leave, where they leave out any. */
export const tellLeft = (place: Element, left: number, all: number): void => {
  const text = left === all ? "" : `Filters leave ${thousands(left)} of ${thousands(all)} components. `;
  if (place.textContent !== text) place.textContent = text;
};
