// The table of the groups, in words: it follows what the picture is grouped by and what is hidden. Labels are text.

import { element, thousands } from "../shared/dom";
import { kindOf, svg, symbol } from "../shared/shapes";
import type { Group, Table } from "./data";
import { written } from "./state";

const UNTYPED = "Component";

const row = (group: Group, by: string, hidden: ReadonlySet<string>): HTMLElement => {
  const made = element("tr");
  const name = element("th", undefined, { scope: "row" });
  name.append(
    svg("svg", { class: "shape", viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" }, symbol(kindOf(group.kind), 8, 8, 7, {})),
    ` ${group.label}`,
  );
  const count = `${group.left === group.count ? "" : `${thousands(group.left)} of `}${thousands(group.count)}`;
  const links = element("td", undefined, { "data-label": "To them" });
  links.append(element("a", "In the picture", { class: "nowrap", href: written({ by, opened: [group.key], hidden, chosen: "", lit: "", offset: 0 }) }));
  if (by === "layer" || (by === "type" && group.key !== UNTYPED)) {
    const some = by === "layer" ? `layer=${group.key.replace("L", "")}` : `class=${encodeURIComponent(group.key)}`;
    links.append("\u2002", element("a", "As a list", { class: "nowrap", href: `/explore/components?${some}` }));
  }
  made.append(name, element("td", count, { class: "number", "data-label": "Components" }), links);
  return made;
};

/** Take the table over from the page, which sent it as its address says: give what shows other groups in it. */
export const grouping = (body: Element, sent: string): ((table: Table, hidden: ReadonlySet<string>, state: string) => void) => {
  let shows = sent;
  return ({ by, groups }, hidden, state) => {
    if (state === shows) return;
    shows = state;
    body.replaceChildren(...groups.map((group) => row(group, by, hidden)));
  };
};
