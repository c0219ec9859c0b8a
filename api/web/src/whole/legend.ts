// The legend: every entry says what a shape, a line or a mode is, how many there are, and shows or hides them.

import { element, thousands, words } from "../shared/dom";
import { CRITICALITIES, SEVERITIES } from "../shared/graver";
import { MODES, sample } from "../shared/marks";
import { KIND_WORDS, KINDS, kindOf, svg, symbol } from "../shared/shapes";
import { isMarked, LINE_WORDS, lineOf, type Line, type Whole } from "./data";

const line = (name: Line): SVGElement =>
  svg("svg", { class: "line", viewBox: "0 0 34 8", width: 34, height: 8, "aria-hidden": "true" }, svg("path", { class: name, d: "M1 4h32" }));

const entry = (key: string, hidden: ReadonlySet<string>, picture: Node | null, text: string, count: number): HTMLElement => {
  const box = element("input", undefined, { type: "checkbox", name: key });
  box.checked = !hidden.has(key);
  const label = element("label");
  label.append(box, ...(picture ? [picture] : []), element("span", text), element("span", thousands(count), { class: "quiet" }));
  return label;
};

const section = (title: string, entries: readonly HTMLElement[]): HTMLElement => {
  const made = element("fieldset");
  made.append(element("legend", title), ...entries);
  return made;
};

/** Draw the legend of what there is. */
export const legend = (place: Element, whole: Whole, hidden: ReadonlySet<string>): void => {
  const count = <Item>(items: readonly Item[], test: (item: Item) => boolean, weight: (item: Item) => number): number =>
    items.reduce((sum, item) => sum + (test(item) ? weight(item) : 0), 0);
  const kinds = KINDS.map((kind) => [kind, count(whole.nodes, (node) => node.iri !== "" && kindOf(node.kind) === kind, () => 1)] as const);
  const lines = (Object.keys(LINE_WORDS) as Line[]).map((name) =>
    [name, count(whole.edges, (edge) => lineOf(edge.certainty) === name, (edge) => edge.count)] as const);
  const modes = MODES.map((mode) => [mode, count(whole.edges, (edge) => edge.modes.includes(mode), (edge) => edge.count)] as const);
  const picture = (kind: (typeof KINDS)[number]): SVGElement =>
    svg("svg", { class: `kind-${kind}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, symbol(kind, 8, 8, 7, { fill: "currentcolor" }));
  const imagined = count(whole.nodes, (node) => node.illustrative, () => 1);
  const hollow = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("circle", { cx: 8, cy: 8, r: 6, fill: "none", stroke: "currentcolor", "stroke-width": 2.5 }));
  const shown = kinds.filter(([, number]) => number);
  const marks = whole.nodes.flatMap((node) => (node.iri ? [[node.severity, node.criticality, 1] as const] : node.marks));
  const marked = (test: (severity: readonly string[], criticality: string | null) => boolean): number =>
    marks.reduce((sum, [severity, criticality, some]) => sum + (test(severity, criticality) ? some : 0), 0);
  const found = [...new Set(marks.flatMap(([, criticality]) => criticality ?? []))].sort();
  const criticalities = [...CRITICALITIES.filter((name) => found.includes(name)), ...found.filter((name) => !(CRITICALITIES as readonly string[]).includes(name))];
  const graver = [
    ...SEVERITIES.map((band) => [`severity-${band}`, `AIVSS ${band}, or may be`, marked((severity) => severity.includes(band))] as const),
    ...criticalities.map((name) => [`criticality-${name}`, words(name), marked((_, criticality) => criticality === name)] as const),
  ].flatMap(([key, text, number]) => (number ? [entry(key, hidden, null, text, number)] : []));
  place.replaceChildren(
    ...(shown.length ? [section("Components", [
      ...shown.map(([kind, number]) => entry(`kind-${kind}`, hidden, picture(kind), KIND_WORDS[kind], number)),
      ...(imagined ? [entry("illustrative", hidden, hollow, "only illustrative", imagined)] : []),
    ])] : []),
    ...(graver.length ? [section("How grave its fall would be", graver)] : []),
    section("How sure a relation is", lines.map(([name, number]) => entry(name, hidden, line(name), LINE_WORDS[name], number))),
    section(isMarked(whole) ? "What it hands on the loss of" : "What it hands on the loss of; marked on lines of what is chosen", [
      ...modes.map(([mode, number]) => entry(mode, hidden, sample(mode), mode, number)),
      entry("nothing", hidden, null, "nothing: no rule carries over it", count(whole.edges, (edge) => !edge.modes.length, (edge) => edge.count)),
    ]),
  );
};

/** Tell whether a relation is shown: its line is, and one of the modes that it carries. */
export const passes = (edge: { certainty: string; modes: readonly string[] }, hidden: ReadonlySet<string>): boolean =>
  !hidden.has(lineOf(edge.certainty)) && (edge.modes.length ? edge.modes.some((mode) => !hidden.has(mode)) : !hidden.has("nothing"));
