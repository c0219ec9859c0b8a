// The page of the whole graph: sigma draws it, the legend filters it, what is chosen is told beside it, and all of its
// state stands in the address. Every label and IRI is data of strangers and becomes text, never markup.

import "./whole.css";

import type Graph from "graphology";
import type Sigma from "sigma";

import { withWords } from "./picture/said";
import { behind } from "./shared/behind";
import { onScheme } from "./shared/colours";
import { element, found, thousands, told, words, type Links } from "./shared/dom";
import { followed } from "./shared/files";
import { suggest } from "./shared/suggest";
import { go as step, onReturn, undoes } from "./shared/history";
import { scored } from "./shared/graver";
import { fetched, type Whole, type WholeEdge } from "./whole/data";
import * as files from "./whole/export";
import { grouping } from "./whole/groups";
import { legend, passes } from "./whole/legend";
import { listing } from "./whole/members";
import { breath, built, idOf, repainted, shownNode, started, type Look, type Painted } from "./whole/picture";
import { read, written, type Shown } from "./whole/state";
import * as ways from "./whole/way";
import { written as endsIn } from "./picture/way";

const stage = found("#stage", HTMLElement);
const details = found("#details", HTMLElement);
const filters = found("#legend", HTMLElement);
const said = found("#whole-shown", HTMLElement);
const lamp = found("#whole-lit", HTMLElement);
const between = found("#whole-way", HTMLFormElement);
const search = found("#whole-search", HTMLInputElement);
const names = found("#whole-names", HTMLDataListElement);
const back = found('[data-zoom="back"]', HTMLButtonElement);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const listed = listing(found("#members", HTMLElement), found("#beside-members", HTMLElement), (offset) => go({ offset }));

let shown: Shown = read(new URL(location.href));
const groups = (): string => written({ ...shown, opened: [], chosen: "", lit: "", offset: 0 });
const tabled = grouping(found("#whole-table tbody", HTMLElement), groups());
let sigma: Sigma | null = null;
let graph: Painted | null = null;
let look: Look | null = null;
const nothing: Whole = { revision: "", by: "", components: 0, relations: 0, shown: 0, carried: 0, behind: [], legend: {}, layers: [], groups: [], table: null, nodes: [], edges: [] };
const blank = (): Look => ({ hidden: shown.hidden, chosen: "", whole: nothing, ...repainted(), unit: 1, near: new Set(), lit: null });
let asked = new AbortController();
let way: ways.Way | null = null; // that is lit
let [litAs, tells] = ["", false]; // which way in which grouping; whether one has asked for it in words, and is led to the answer

const hint = (): void => details.replaceChildren(element("p", "Choose a component or a group to see it.", { class: "quiet" }));

const go = (change: Partial<Shown>): void => {
  const listsTheSame = Object.keys(change).every((name) => name === "chosen" || name === "offset");
  shown = { ...shown, offset: listsTheSame ? shown.offset : 0, ...change };
  step(new URL(written(shown), location.href), Object.keys(change).join());
  followed("by", "open", "hide");
  back.disabled = !undoes();
  void follow();
};

const tellEdge = (edge: WholeEdge, whole: Whole): void => {
  const [from, to] = [whole.nodes[edge.source]!, whole.nodes[edge.target]!];
  told(details, `${from.label} → ${to.label}`, [
    ["Relations", thousands(edge.count)],
    [edge.count > 1 ? "Surest of them" : "Certainty", words(edge.certainty)],
    ["Hands on the loss of", edge.modes.join(", ") || "nothing: no rule carries over it"],
  ], to.iri ? [["What falls, and why", `/explore/component?iri=${encodeURIComponent(from.iri || to.iri)}`]] : []);
  if (from.iri && to.iri) void withWords(details, from.iri, to.iri, "", true);
};

const tell = (): void => {
  if (!graph || !look || !shown.chosen) {
    if (graph && way?.hops.length) ways.tell(way, { details, graph, choose, clear: () => go({ lit: "" }), open: (keys) => go({ opened: [...new Set([...shown.opened, ...keys])].slice(-5) }) });
    else hint();
    return;
  }
  const { whole } = look;
  if (graph.hasEdge(shown.chosen)) {
    tellEdge(graph.getEdgeAttribute(shown.chosen, "edge"), whole);
    return;
  }
  if (!graph.hasNode(shown.chosen)) {
    const iri = shown.chosen;
    const plain = !/^group:| /.test(iri);
    told(details, iri, [["In the picture", "not drawn: its group is closed, or it is not among the busiest of it"]],
      plain ? [["Its page", `/explore/component?iri=${encodeURIComponent(iri)}`]] : [], plain ? [ways.offered(iri, between)] : []);
    return;
  }
  const node = graph.getNodeAttribute(shown.chosen, "node");
  const group = whole.groups[node.group];
  const links: Links = node.iri ? [
    ["Its page", `/explore/component?iri=${encodeURIComponent(node.iri)}`],
    ["What falls with it", `/explore/radius?component=${encodeURIComponent(node.iri)}`],
  ] : [];
  const buttons: Node[] = node.iri ? [ways.offered(node.iri, between)] : [];
  if (group) {
    const open = shown.opened.includes(group.key);
    const button = element("button", open ? `Close ${group.label}` : `Open ${group.label}`, { type: "button" });
    button.addEventListener("click", () => toggle(group.key));
    buttons.push(button);
  }
  told(details, node.label, node.iri ? [
    ["Class", words(node.class_name)],
    ["Layer", node.layer ? `L${node.layer}` : "none"],
    ["Accountable", node.owner_label || "nobody named"],
    ["Relations", thousands(node.degree)],
    ["AIVSS", scored(node)],
    ["Criticality", node.criticality ? words(node.criticality) : null],
    ["Known from", node.illustrative ? "illustrative documents only" : null],
    ["IRI", node.iri],
  ] : [
    ["Components", node.left === node.count ? thousands(node.count) : `${thousands(node.left)} of ${thousands(node.count)} that the filters let through`],
    ["Relations", thousands(node.degree)],
    ["Drawn one by one", group?.shown ? `${thousands(group.shown)} of ${thousands(group.count)}` : null],
  ], links, buttons);
};

const toggle = (key: string): void => {
  const open = shown.opened.includes(key);
  go({ opened: open ? shown.opened.filter((one) => one !== key) : [...shown.opened, key].slice(-5), chosen: "" });
};

/** Take over what is hidden and chosen, for whatever is drawn next. */
const heed = (): void => {
  if (!look || !graph) return;
  look.hidden = shown.hidden;
  look.chosen = shown.chosen;
  look.near = !graph.hasNode(shown.chosen) ? new Set(graph.hasEdge(shown.chosen) ? graph.extremities(shown.chosen) : [])
    : new Set([shown.chosen, ...graph.neighbors(shown.chosen)]);
  if (!graph.hasNode(shown.chosen) && !graph.hasEdge(shown.chosen)) look.chosen = "";
  look.lit = way?.hops.length ? ways.litIn(way, graph) : null;
};

/** Light the way that the address says, in what is drawn. */
const light = async (): Promise<void> => {
  const wanted = shown.lit && look ? `${look.whole.by} ${shown.lit}` : "";
  if (wanted === litAs) return;
  const same = wanted.endsWith(` ${shown.lit}`) && litAs.endsWith(` ${shown.lit}`);
  litAs = wanted;
  if (!same) [way, lamp.textContent] = [null, wanted ? "looking for the way …" : ""];
  try {
    if (!same) ways.filled(between, shown.lit);
    const found = wanted && look ? await ways.wayOf(shown.lit, look.whole.by) : null;
    if (litAs !== wanted) return;
    way = found;
    lamp.textContent = way ? `${way.hops.length ? "Lit: " : ""}${way.said}` : "";
  } catch (problem) {
    if (litAs === wanted) lamp.textContent = problem instanceof Error ? problem.message : String(problem);
  }
  dress();
  if (tells && way?.hops.length) details.querySelector<HTMLElement>("h3")?.focus();
  tells = false;
};

/** Say how much of the graph is shown, and what is chosen. */
const say = (): void => {
  if (!look) return;
  const { whole } = look;
  const components = whole.nodes.filter((node) => node.iri && shownNode(node, look!)).length;
  const relations = whole.edges.reduce((sum, edge) => sum + (passes(edge, shown.hidden) ? edge.count : 0), 0);
  const closed = whole.nodes.filter((node) => !node.iri && shownNode(node, look!));
  const inside = closed.reduce((sum, node) => sum + node.left, 0);
  const every = whole.nodes.reduce((sum, node) => sum + (node.iri ? 0 : node.count), 0);
  const groups = closed.length ? `, ${inside === every ? "the others" : `${thousands(inside)} more`} in ${closed.length} ${closed.length === 1 ? "group" : "groups"}` : "";
  said.textContent = `${thousands(components)} of ${thousands(whole.components)} components drawn one by one${groups}; ${thousands(relations)} of ${thousands(whole.relations)} relations`;
  tell();
};

const dress = (): void => {
  heed();
  sigma?.refresh({ skipIndexation: true });
  say();
};

const unitOf = (whole: Whole): number => {
  const [xs, ys] = [whole.nodes.map((node) => node.x), whole.nodes.map((node) => node.y)];
  const span = (values: number[]): number => values.reduce((most, one) => Math.max(most, one), -Infinity) - values.reduce((least, one) => Math.min(least, one), Infinity);
  return Math.min(stage.clientWidth, stage.clientHeight) / Math.max(span(xs), span(ys), 1);
};

/** List what is in the group that was opened last. */
const list = ({ by, groups }: Whole): void =>
  void listed(by, shown.opened.filter((key) => groups.some((group) => group.key === key)).at(-1) ?? "", [...shown.hidden].sort().join(","), shown.offset);

const follow = async (): Promise<void> => {
  const wanted = written({ ...shown, chosen: "", lit: "", offset: 0 });
  asked.abort(); // what was on its way is of another state
  if (stage.dataset.shows === wanted) {
    stage.removeAttribute("aria-busy");
    dress();
    if (look) list(look.whole);
    void light();
    return;
  }
  asked = new AbortController();
  const { signal } = asked;
  stage.setAttribute("aria-busy", "true");
  if (graph) dress(); // what is drawn already is shown or hidden at once
  said.textContent = "loading …";
  try {
    const whole = await fetched(shown.by, shown.opened, shown.hidden, signal);
    const made = await built(whole, signal);
    if (signal.aborted) return;
    graph = made;
    look = Object.assign(look ?? blank(), { whole, unit: unitOf(whole) });
    legend(filters, whole, shown.hidden);
    tabled(whole.table ?? whole, shown.hidden, groups());
    found("#whole-sparql", HTMLElement).replaceChildren(...whole.behind.map(({ part, query }) => behind(part, query)));
    await breath();
    delete stage.dataset.shows;
    sigma?.once("afterRender", () => { stage.dataset.drawn = String(whole.nodes.length); });
    heed();
    sigma?.setGraph(made as unknown as Graph); // draws it, once
    await breath();
    if (signal.aborted) return;
    say();
    stage.dataset.shows = wanted;
    list(whole);
    void light();
  } catch (problem) {
    if (signal.aborted) return;
    said.textContent = "";
    details.replaceChildren(element("p", problem instanceof Error ? problem.message : String(problem), { class: "banner wrong", role: "alert" }));
  } finally {
    if (!signal.aborted) stage.removeAttribute("aria-busy");
  }
};

const choose = (id: string): void => go({ chosen: id });

const listen = (on: Sigma): void => {
  on.on("clickNode", ({ node }) => choose(node));
  on.on("clickEdge", ({ edge }) => choose(edge));
  on.on("clickStage", () => { if (shown.chosen) choose(""); });
  on.on("doubleClickNode", (event) => {
    event.preventSigmaDefault();
    if (!graph?.hasNode(event.node)) return;
    const { iri, group } = graph.getNodeAttribute(event.node, "node");
    const key = look?.whole.groups[group]?.key;
    if (!iri && key) toggle(key);
  });
  on.on("enterNode", () => { stage.style.cursor = "pointer"; });
  on.on("leaveNode", () => { stage.style.cursor = ""; });
};

const moved = (state: { x?: number; y?: number; ratio?: number }): void => {
  void sigma?.getCamera().animate(state, { duration: calm.matches ? 0 : 250 });
};

const focus = (id: string): void => {
  choose(id);
  const data = sigma?.getNodeDisplayData(id);
  if (data && sigma) moved({ x: data.x, y: data.y, ratio: Math.min(sigma.getCamera().ratio, 0.35) });
};

// --- ways in

found(".zoom", HTMLElement).addEventListener("click", (event) => {
  const way = (event.target as Element).closest("button")?.dataset.zoom;
  const camera = sigma?.getCamera();
  if (way === "back") history.back();
  else if (camera && way === "in") moved({ ratio: camera.ratio / 1.5 });
  else if (camera && way === "out") moved({ ratio: camera.ratio * 1.5 });
  else if (way === "fit") moved({ x: 0.5, y: 0.5, ratio: 1 });
});

filters.addEventListener("change", (event) => {
  const { name, checked } = event.target as HTMLInputElement;
  const hidden = new Set(shown.hidden);
  if (checked) hidden.delete(name);
  else hidden.add(name);
  go({ hidden });
});

found("#whole-controls select", HTMLSelectElement).addEventListener("change", (event) =>
  go({ by: (event.target as HTMLSelectElement).value, opened: [], chosen: "" }));

const matching = (text: string): string[] => {
  const wanted = text.toLocaleLowerCase().trim();
  if (!look || !wanted) return [];
  const { whole } = look;
  const fits = whole.nodes.filter((node) => node.label.toLocaleLowerCase().includes(wanted) || node.iri.toLocaleLowerCase().includes(wanted));
  const starts = (label: string): number => Number(!label.toLocaleLowerCase().startsWith(wanted));
  return fits.sort((one, other) => starts(one.label) - starts(other.label) || other.degree - one.degree).map((node) => idOf(node, whole));
};

search.addEventListener("input", () => {
  names.replaceChildren(...matching(search.value).slice(0, 10).map((id) => element("option", undefined, { value: graph?.getNodeAttribute(id, "node").label ?? id })));
});

found("#whole-find", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  const [best] = matching(search.value);
  if (best) focus(best);
  else told(details, search.value, [["In the picture", "nothing that is drawn is called so"]], [["Search everything", `/explore?q=${encodeURIComponent(search.value)}`]]);
});

const middle = (ends: readonly string[]): { x: number; y: number } => {
  const at = ends.flatMap((id) => sigma?.getNodeDisplayData(id) ?? []);
  return { x: at.reduce((sum, one) => sum + one.x / at.length, 0), y: at.reduce((sum, one) => sum + one.y / at.length, 0) };
};

let rounding = ""; // the node round whose relations one goes
const goRound = (by: 1 | -1): void => {
  if (!graph || !sigma) return;
  const edge = graph.hasEdge(shown.chosen) ? shown.chosen : "";
  if (!edge) rounding = shown.chosen;
  else if (!graph.extremities(edge).includes(rounding)) [rounding] = graph.extremities(edge);
  if (!graph.hasNode(rounding)) return;
  const here = sigma.getNodeDisplayData(rounding);
  const turn = (id: string): number => {
    const at = sigma?.getNodeDisplayData(graph!.opposite(rounding, id));
    return at && here ? (Math.atan2(at.x - here.x, at.y - here.y) + 2 * Math.PI) % (2 * Math.PI) : 0;
  };
  const around = graph.edges(rounding).filter((id) => !sigma?.getEdgeDisplayData(id)?.hidden).sort((one, other) => turn(one) - turn(other));
  const next = around.at((edge ? around.indexOf(edge) + by : by > 0 ? 0 : -1) % around.length);
  if (next) choose(next);
};

stage.addEventListener("keydown", (event) => {
  if (!graph || !sigma || !look) return;
  const arrows: Record<string, readonly [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  const way = arrows[event.key];
  if (event.key === "Escape") go(shown.chosen || !shown.lit ? { chosen: "" } : { lit: "" });
  else if (event.key === "Enter" && graph.hasNode(shown.chosen)) {
    const { iri, group } = graph.getNodeAttribute(shown.chosen, "node");
    const key = look.whole.groups[group]?.key;
    if (iri) details.querySelector("a")?.focus();
    else if (key) toggle(key);
  } else if (event.key === "Enter" && graph.hasEdge(shown.chosen)) details.querySelector("a")?.focus();
  else if (event.key.toLowerCase() === "e" && !event.ctrlKey && !event.metaKey && !event.altKey) goRound(event.shiftKey ? -1 : 1);
  else if (way) {
    const from = graph.hasNode(shown.chosen) ? sigma.getNodeDisplayData(shown.chosen) : graph.hasEdge(shown.chosen) ? middle(graph.extremities(shown.chosen)) : undefined;
    let best = "";
    let least = Infinity;
    for (const id of graph.hasEdge(shown.chosen) ? graph.extremities(shown.chosen) : from ? graph.neighbors(shown.chosen) : graph.nodes()) {
      const at = sigma.getNodeDisplayData(id);
      if (!at || at.hidden) continue;
      const [dx, dy] = from ? [at.x - from.x, at.y - from.y] : [at.x - 0.5, at.y - 0.5];
      const along = dx * way[0] + dy * way[1];
      const cost = from ? (along > 0 ? Math.hypot(dx, dy) * (2 - along / Math.hypot(dx, dy)) : Infinity) : -graph.degree(id);
      if (cost < least) [best, least] = [id, cost];
    }
    if (best) choose(best);
  } else return;
  event.preventDefault();
});

between.querySelectorAll("input").forEach(suggest);
between.addEventListener("submit", (event) => {
  event.preventDefault();
  const [from, to] = [...between.querySelectorAll("input")].map((box) => box.value.trim()) as [string, string];
  if (!from || !to) return;
  tells = true;
  go({ lit: endsIn({ from, to }), chosen: "" });
});
details.addEventListener("keydown", (event) => {
  if (event instanceof KeyboardEvent && event.key === "Escape" && shown.lit) { go({ lit: "" }); stage.focus(); }
});

const line = found("#whole-export", HTMLElement);
for (const [text, task] of [
  ["PNG", () => { if (sigma && look) files.png(sigma, look); }],
  ["SVG", () => { if (sigma && graph && look) files.drawing(sigma, graph, look); }],
  ["CSV", () => { if (graph) files.table(graph, (node) => look !== null && shownNode(node, look), (edge) => passes(edge, shown.hidden)); }],
] as const) {
  const button = element("button", text, { type: "button", class: "plain", "aria-label": `Save what is shown as ${text}` });
  button.addEventListener("click", task);
  line.append(button);
}

onReturn(() => {
  back.disabled = !undoes();
  shown = read(new URL(location.href));
  const grouped = found("#whole-controls select", HTMLSelectElement);
  grouped.value = shown.by || ([...grouped.options].find((one) => one.defaultSelected)?.value ?? "");
  followed("by", "open", "hide");
  for (const box of filters.querySelectorAll("input")) box.checked = !shown.hidden.has(box.name);
  void follow();
});

onScheme(() => {
  if (!look) return;
  Object.assign(look, repainted());
  sigma?.setSetting("labelColor", { attribute: "ink", color: look.paint.ink });
  dress();
});

const drawn = document.createElement("canvas");
if (drawn.getContext("webgl2") ?? drawn.getContext("webgl")) {
  found("#whole", HTMLElement).hidden = false;
  found("#whole-controls button", HTMLButtonElement).hidden = true;
  look = blank();
  back.disabled = !undoes();
  void follow();
  sigma = started(stage, look);
  listen(sigma);
} else found("#whole-missing", HTMLElement).hidden = false;
