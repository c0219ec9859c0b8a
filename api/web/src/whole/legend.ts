// The legend: every entry says what a shape, a line or a mode is, how many there are, and shows or hides them.

import { element, thousands, words } from "../shared/dom";
import { CRITICALITIES, SEVERITIES } from "../shared/graver";
import { MODES, sample } from "../shared/marks";
import { KIND_WORDS, KINDS, svg, symbol } from "../shared/shapes";
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

/** Draw the legend of what there is: every count is of the whole graph, whatever is drawn and hidden. */
export const legend = (place: Element, whole: Whole, hidden: ReadonlySet<string>): void => {
  const there = (key: string): number => whole.legend[key] ?? 0;
  const given = (key: string, picture: Node | null, text: string): HTMLElement[] => (there(key) ? [entry(key, hidden, picture, text, there(key))] : []);
  const picture = (kind: (typeof KINDS)[number]): SVGElement =>
    svg("svg", { class: `kind-${kind}`, viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, symbol(kind, 8, 8, 7, { fill: "currentcolor" }));
  const hollow = svg("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" },
    svg("circle", { cx: 8, cy: 8, r: 6, fill: "none", stroke: "currentcolor", "stroke-width": 2.5 }));
  const found = Object.keys(whole.legend).flatMap((key) => (key.startsWith("criticality-") ? [key.slice("criticality-".length)] : []));
  const criticalities = [...CRITICALITIES.filter((name) => found.includes(name)), ...found.filter((name) => !(CRITICALITIES as readonly string[]).includes(name))];
  const kinds = [...KINDS.flatMap((kind) => given(`kind-${kind}`, picture(kind), KIND_WORDS[kind])), ...given("illustrative", hollow, "only illustrative")];
  const layers = [...whole.layers.flatMap(([number, name]) => given(`layer-${number}`, null, `L${number} ${name}`)), ...given("layer-none", null, "in no layer")];
  const graver = [
    ...SEVERITIES.flatMap((band) => given(`severity-${band}`, null, `AIVSS ${band}, or may be`)),
    ...criticalities.flatMap((name) => given(`criticality-${name}`, null, words(name))),
  ];
  const focused = place.contains(document.activeElement) ? (document.activeElement as HTMLInputElement).name : "";
  place.replaceChildren(
    ...(kinds.length ? [section("Components", kinds)] : []),
    ...(layers.length ? [section("The layer that covers their class", layers)] : []),
    ...(graver.length ? [section("How grave its fall would be", graver)] : []),
    section("How sure a relation is", (Object.keys(LINE_WORDS) as Line[]).map((name) => entry(name, hidden, line(name), LINE_WORDS[name], there(name)))),
    section(isMarked(whole) ? "What it hands on the loss of" : "What it hands on the loss of; marked on lines of what is chosen", [
      ...MODES.map((mode) => entry(mode, hidden, sample(mode), mode, there(mode))),
      entry("nothing", hidden, null, "nothing: no rule carries over it", there("nothing")),
    ]),
  );
  if (focused) place.querySelector<HTMLInputElement>(`input[name="${CSS.escape(focused)}"]`)?.focus();
};

/** Tell whether a relation is shown: its line is, and one of the modes that it carries. */
export const passes = (edge: { certainty: string; modes: readonly string[] }, hidden: ReadonlySet<string>): boolean =>
  !hidden.has(lineOf(edge.certainty)) && (edge.modes.length ? edge.modes.some((mode) => !hidden.has(mode)) : !hidden.has("nothing"));
