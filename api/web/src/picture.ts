// Draws the picture of a page with vis-network, and shows beside it what one chooses. It stands alone: the offline
// page carries it as it is. Every label, IRI and title is data of strangers and becomes text, never markup.

import { asksAt } from "./shared/behind";
import { colours, onScheme, type Paint } from "./shared/colours";
import { awaited, carried, element, found, settled, told, type Links } from "./shared/dom";
import { followed } from "./shared/files";
import { graverHidden } from "./shared/graver";
import { onward } from "./shared/onward";
import type { Drawing, DrawnEdge, DrawnNode, Network } from "./picture/data";
import { chosenEdge, dressed, LABEL, painted } from "./picture/dress";
import * as files from "./picture/files";
import { filters, handsOnHidden, hiddenByAddress, keysOf, tellLeft } from "./picture/filter";
import { grown, offers, saidOf, written, type Grown, type Offers, type Step } from "./picture/grow";
import { byWeight, labelled, measure } from "./picture/labels";
import { lighting } from "./picture/lighting";
import { above as raised, byPlace, litEdge, litNode, numbered } from "./picture/lit";
import { markEdges, ringNew } from "./picture/marks";
import { alike, go, nameOf, onReturn, read, stay, undoes, withState } from "./picture/state";
import { tellEdge, tellNode } from "./picture/tell";
import { ARROWS, relationsAt, towards } from "./picture/walk";

const stage = found("#picture", HTMLElement);
const details = found("#details", HTMLElement);
const data = carried<Drawing>("picture-data");
const served = location.protocol.startsWith("http") && document.querySelector('link[rel="stylesheet"]') !== null;
const hidden = served ? hiddenByAddress() : new Set<string>();

const links = (node: DrawnNode): Links => (served ? [
  ["Its page", `/explore/component?iri=${encodeURIComponent(node.id)}`],
  ["What falls with it", `/explore/radius?component=${encodeURIComponent(node.id)}`],
] : []);

/** Symbols shrink where many share little room. */
let gap = Infinity; // pixels between rows, as the picture was last fitted
const crowding = (): number => {
  const crowd = Math.min(1, Math.max(0.4, Math.sqrt((stage.clientWidth * stage.clientHeight) / data.nodes.length) / 90));
  const named = (gap - 20) / 22; // so that a name fits between a symbol and the next below, nearer to its own
  return named >= 0.4 ? Math.min(crowd, named) : crowd;
};

/** Give the least distance between neighbours in a column. */
const rows = (nodes: readonly DrawnNode[]): number => {
  const ordered = [...nodes].sort((one, other) => one.x - other.x || one.y - other.y);
  return ordered.reduce((least, one, at) => {
    const before = ordered[at - 1];
    return before && before.x === one.x && one.y > before.y ? Math.min(least, one.y - before.y) : least;
  }, Infinity);
};

const FEW = 12; // nodes up to which there is room for whole names
const COLUMN = 220; // between columns, as they are laid out
const CLOSEST = 30; // pixels between columns below which symbols and rings lie over each other

/** Tell whether a picture is drawn downwards: where it is long, and its stage too narrow for as many columns. */
const goesDown = (places: readonly (readonly [number, number])[], wide: number): boolean => {
  const [across, down] = [0, 1].map((axis) => { const all = places.map((place) => place[axis]!); return Math.max(...all) - Math.min(...all); }) as [number, number];
  return across > 0.8 * down && (wide - 120) * COLUMN < (places.length <= FEW ? 2 : 1) * CLOSEST * across; // names of few are whole
};

const shownNode = (node: DrawnNode): boolean => !keysOf.node(node).some((key) => hidden.has(key)) && !graverHidden(node, hidden);
const shownEdge = (edge: DrawnEdge): boolean => !keysOf.edge(edge).some((key) => hidden.has(key)) && !handsOnHidden(edge, hidden);

const draw = (): void => {
  let places = data.nodes.map((node) => [node.x, node.y] as const);
  let ordered = byWeight(data.nodes, data.edges);
  let above: ReadonlySet<string> = new Set(); // whose names stand above them
  let chosen = ""; // a component's IRI, or the name of a relation
  let rounding = ""; // the component round whose relations one goes
  const steps: Step[] = [];
  const past: { nodes: number; edges: number }[] = [];
  const [nodes, edges] = [new vis.DataSet(), new vis.DataSet()];
  const network: Network = new vis.Network(stage, { nodes, edges }, data.options);
  const node = (id: string | undefined): DrawnNode | undefined => data.nodes.find((one) => one.id === id);
  const relation = (name: string): DrawnEdge | undefined => data.edges.find((one) => nameOf(one) === name);
  const name = (id: string): string => node(id)?.name ?? id;
  const said = element("span", undefined, { class: "quiet", role: "status" });

  const named = (): readonly DrawnNode[] => { // who is named first: of a way that is lit, nobody else
    const lit = lamp.lit();
    return lit ? byPlace(lit, ordered) : ordered;
  };
  const left = element("span", undefined, { class: "quiet", "aria-live": "polite" }); // how many filters leave
  const dress = (): void => {
    const paint = colours();
    const scale = network.getScale();
    const crowd = crowding();
    const over = raised(lamp.lit()) ?? above;
    const view = { scale, crowd, above: over, labelled: labelled(named().filter(shownNode), scale, crowd, network.getViewPosition().x * scale, stage.clientWidth / 2, over, lamp.lit()?.nodes) };
    const lit = lamp.lit();
    nodes.update(data.nodes.map((one) => ({ ...(lit ? litNode(dressed(one, paint, view), one, lit, paint, scale) : dressed(one, paint, view)), hidden: !shownNode(one) })));
    const arc = relation(chosen);
    edges.update(data.edges.map((one) => {
      const plain = painted(one, paint, scale);
      return { ...(one === arc ? chosenEdge(plain, paint, scale) : lit ? litEdge(plain, one.id, lit, paint, scale) : plain), hidden: !shownEdge(one) };
    }));
    tellLeft(left, data.nodes.filter(shownNode).length, data.nodes.length);
  };
  // Marks lie under lines, symbols and names, so that they hide none of them; only the rings lie above.
  const upon = (): { paint: Paint; scale: number; at: (id: string) => readonly [number, number] | null } => {
    const now = network.getPositions(data.nodes.map((one) => one.id));
    const seen = new Set(data.nodes.filter(shownNode).map((one) => one.id));
    const at = (id: string): readonly [number, number] | null => { const place = seen.has(id) ? now[id] : undefined; return place ? [place.x, place.y] : null; };
    return { paint: colours(), scale: network.getScale(), at };
  };
  network.on("beforeDrawing", (pen) => {
    const { paint, scale, at } = upon();
    const lit = lamp.lit();
    markEdges(pen, data.edges.filter((edge) => shownEdge(edge) && (!lit || lit.edges.has(edge.id))), at, scale, crowding(), paint);
  });
  network.on("afterDrawing", (pen) => {
    const { paint, scale, at } = upon();
    const lit = lamp.lit();
    ringNew(pen, lit ? data.nodes.filter((one) => lit.nodes.has(one.id)) : data.nodes, at, scale, crowding(), paint);
    if (lit) numbered(pen, lit, at, scale, paint);
  });
  // The picture fills its stage: it is drawn out along the axis that has room to spare, but never out of recognition.
  const fit = (): void => {
    const turned = goesDown(places, stage.clientWidth);
    const [xs, ys] = [places.map((place) => place[turned ? 1 : 0]), places.map((place) => place[turned ? 0 : 1])];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const atEdge = (edge: number): boolean => data.nodes.some((one, index) => one.role === "start" && xs[index] === edge);
    const named = Math.max(...ordered.slice(0, 3).map((one) => measure(one.label, LABEL + 3))) / 2 + 12;
    const beside = (edge: number): number => Math.min(atEdge(edge) || data.nodes.length <= FEW ? Math.max(named, 60) : 60, stage.clientWidth / (atEdge(edge) ? 3 : 4));
    const [before, after, over, below] = turned ? [40, 40, 44, 44] : [beside(left), beside(right), 28, 44];
    const across = Math.max(stage.clientWidth - before - after, 80) / Math.max(right - left, 1);
    const down = Math.max(stage.clientHeight - over - below, 80) / Math.max(bottom - top, 1);
    const scale = Math.min(across, down, 1.2);
    const most = turned ? [3, 3] : [2, 4]; // rows more than columns, so that names fit between them
    const stretch = { x: Math.min(across / scale, most[0]!, 1.2 / scale), y: Math.min(down / scale, most[1]!, 1.2 / scale) };
    above = new Set(turned ? data.nodes.filter((one, index) => one.role === "start" && ys[index] === top).map((one) => one.id) : []);
    data.nodes.forEach((one, index) => Object.assign(one, { x: xs[index]! * stretch.x, y: ys[index]! * stretch.y }));
    gap = rows(data.nodes) * scale;
    const middle = {
      x: ((left + right) / 2) * stretch.x + (after - before) / 2 / scale,
      y: ((top + bottom) / 2) * stretch.y + (below - over) / 2 / scale,
    };
    stage.dataset.view = [middle.x, middle.y, scale, stretch.x, stretch.y, Number(turned)].join(" ");
    network.moveTo({ position: middle, scale, animation: false });
    dress();
  };

  let offered: Offers["update"] = () => undefined; // counts anew what the details offer to draw
  let following = false; // while the picture becomes what the address says
  let touched = false; // something was chosen meanwhile
  const address = (): URL => {
    const made = withState(new URL(location.href), { steps, hidden, chosen });
    lamp.into(made);
    return made;
  };
  const taken = (): void => {
    followed("hide", "expand");
    const query = document.querySelector<HTMLElement>("[data-grows]");
    if (query) asksAt(query).catch((problem: unknown) => { said.textContent = problem instanceof Error ? problem.message : String(problem); });
    undo.disabled = !undoes() && !steps.length;
  };
  const remember = (kind: "grown" | "hidden" | "chosen" | "lit"): void => {
    if (!served || following) return;
    go(address(), kind);
    taken();
  };
  const laidOut = (): void => {
    places = data.nodes.map((one) => [one.x, one.y] as const);
    ordered = byWeight(data.nodes, data.edges);
    fit();
    stage.dataset.drawn = String(data.nodes.length);
    offered(() => stage.querySelector<HTMLElement>("[tabindex]")?.focus());
  };
  const settle = (): void => {
    // places as they were before the picture was drawn out to fill its stage
    data.nodes.forEach((one, index) => { const [x, y] = places[index] ?? [one.x, one.y]; Object.assign(one, { x, y }); });
  };
  const take = (more: Pick<Grown, "nodes" | "edges">, step: Step): void => {
    past.push({ nodes: data.nodes.length, edges: data.edges.length });
    steps.push(step);
    data.nodes.push(...more.nodes);
    data.edges.push(...more.edges);
    laidOut();
  };
  /** Take a step of growth; false where it adds nothing, and is none. */
  const grow = async (step: Step): Promise<boolean> => {
    if (step.direction === "path") return lamp.grow(step).then(() => true);
    try {
      settle();
      const more = await grown(step, data);
      const adds = more.nodes.length > 0 || more.edges.length > 0;
      if (adds) take(more, step);
      else fit();
      said.textContent = saidOf(more, data.nodes.length, name(step.iri));
      return adds;
    } catch (problem) {
      said.textContent = problem instanceof Error ? problem.message : String(problem);
      return true; // what the address says of it stays
    }
  };
  let turn: Promise<void> = Promise.resolve(); // growing and following, one after the other
  const soon = (task: () => Promise<void>): void => { // one that fails says so, and the next has its turn
    turn = turn.then(task).catch((problem: unknown) => { said.textContent = problem instanceof Error ? problem.message : String(problem); });
  };
  /** Take away all steps of growth but the first. */
  const shrink = (kept: number): void => {
    const before = past[kept];
    if (!before) return;
    settle();
    past.length = steps.length = kept;
    nodes.remove(data.nodes.splice(before.nodes).map((one) => one.id));
    edges.remove(data.edges.splice(before.edges).map((one) => one.id));
    laidOut();
    lamp.check();
  };
  const back = (): void => {
    if (undoes()) history.back();
    else if (steps.length) { // they came with the address
      shrink(steps.length - 1);
      stay(address());
      taken();
      said.textContent = "undone";
    }
  };

  let ofChosen = ""; // what is said that holds only as long as the same is chosen
  /** Show what is chosen: in the picture, and beside it. */
  const tell = (): void => {
    if (ofChosen && said.textContent === ofChosen) said.textContent = ofChosen = "";
    const [one, arc] = [node(chosen), relation(chosen)];
    if (one) {
      network.selectNodes([one.id]);
      tellNode(details, one, links(one), served ? [lamp.offers(one)].filter((made) => made.childElementCount) : []);
      if (!served) return;
      void awaited(details, "looking at what is around it …", offers(one, data, (step) => soon(async () => { if (await grow(step)) remember("grown"); }))).then(
        ({ made, update }) => { if (chosen === one.id) { details.append(made); offered = update; } },
        (problem: unknown) => { if (chosen === one.id) said.textContent = problem instanceof Error ? problem.message : String(problem); },
      );
    } else if (arc) {
      network.setSelection({ nodes: [arc.from, arc.to], edges: [arc.id] }, { highlightEdges: false });
      tellEdge(details, arc, name(arc.from), name(arc.to), served);
    } else {
      network.unselectAll();
      if (chosen) told(details, chosen, [["In the picture", "not drawn"]]);
      else details.replaceChildren(element("p", "Choose a component to see it, or an arrow to see why it carries.", { class: "quiet" }));
    }
  };
  const choose = (id: string): void => {
    const lines = relation(chosen) ?? relation(id);
    [chosen, touched] = [id, true];
    if (lines) dress();
    tell();
    remember("chosen");
  };
  const inSight = (edge: DrawnEdge): boolean => shownEdge(edge) && [edge.from, edge.to].every((end) => { const one = node(end); return one !== undefined && shownNode(one); });
  /** Go round the relations at a component. */
  const goRound = (by: 1 | -1): void => {
    const arc = relation(chosen);
    if (!arc) rounding = chosen;
    else if (rounding !== arc.from && rounding !== arc.to) rounding = arc.from;
    const here = node(rounding);
    const around = here ? relationsAt(here, data.edges.filter(inSight), node) : [];
    const place = arc ? around.indexOf(arc) + by : by > 0 ? 0 : -1;
    const next = around.at(place % around.length);
    if (next) choose(nameOf(next));
    said.textContent = ofChosen = !here ? "choose a component first, by arrow keys" : next ? `relation ${around.indexOf(next) + 1} of ${around.length} at ${here.name}` : `no relation is shown at ${here.name}`;
  };

  const lamp = lighting({
    data, details, said, name,
    add: (more, step) => {
      settle();
      take(more, step);
      remember("lit");
    },
    changed: () => {
      if (lamp.lit()) {
        chosen = "";
        network.unselectAll();
      }
      dress();
      remember("lit");
      network.redraw();
    },
    choose: (one) => choose(one.id),
    tellHop: ({ source, target, relation, rule }) => {
      const arc = data.edges.find((one) => one.from === source && one.to === target && one.relation === relation && (one.rule === rule || !one.rule));
      if (arc) choose(nameOf(arc));
    },
    hidden: (lit) => data.nodes.filter((one) => lit.nodes.has(one.id) && !shownNode(one)).length,
  });

  network.on("zoom", settled(dress));
  network.on("dragEnd", ({ nodes: moved }) => {
    const now = network.getPositions(moved);
    for (const one of data.nodes) Object.assign(one, now[one.id]);
    dress();
  });
  network.on("click", ({ nodes: [clicked], edges: [edge] }) => {
    const [one, arc] = [node(clicked), data.edges.find((other) => other.id === edge)];
    if (lamp.picks(one)) return;
    if (one) choose(one.id);
    else if (arc) choose(nameOf(arc));
    else if (chosen) choose("");
  });
  stage.addEventListener("keydown", (event) => {
    const way = ARROWS[event.key];
    const [here, arc] = [node(chosen), relation(chosen)];
    if (event.key === "Escape") { if (!lamp.escape()) choose(""); }
    else if (event.key === "Enter" && lamp.picks(here)) { /* the end of a way is chosen */ }
    else if (event.key === "Enter" && (here || arc)) (details.querySelector<HTMLElement>(".around button") ?? details.querySelector("a"))?.focus();
    else if (way) {
      const ends = arc ? [arc.from, arc.to].flatMap((end) => node(end) ?? []) : [];
      const near = new Set(data.edges.filter(shownEdge).flatMap((edge) => (edge.from === chosen ? [edge.to] : edge.to === chosen ? [edge.from] : [])));
      const middle = { x: ends.reduce((sum, end) => sum + end.x / 2, 0), y: ends.reduce((sum, end) => sum + end.y / 2, 0) };
      const next = here ? towards(here, way, data.nodes.filter((one) => near.has(one.id) && shownNode(one)))
        : ends.length ? towards(middle, way, ends) : ordered.find(shownNode);
      if (next && lamp.picking()) {
        chosen = next.id;
        network.selectNodes([next.id]);
        said.textContent = `to ${next.name}? Enter lights the way`;
      } else if (next) choose(next.id);
    } else if (event.key.toLowerCase() === "e" && !event.ctrlKey && !event.metaKey && !event.altKey && !lamp.picking()) goRound(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
  });
  // The wheel scrolls the page until the picture has been chosen; then it zooms.
  stage.addEventListener("pointerdown", () => network.setOptions({ interaction: { zoomView: true } }));
  stage.addEventListener("pointerleave", () => network.setOptions({ interaction: { zoomView: false } }));

  const line = element("p", undefined, { class: "export" });
  const undo = element("button", "↶", { type: "button", "aria-label": "Undo", "data-zoom": "back" });
  undo.disabled = true;
  undo.hidden = !served;
  const file = (text: string, task: () => void): void => {
    const button = element("button", text, { type: "button", class: "plain", "aria-label": `Save the picture as ${text}` });
    button.addEventListener("click", task);
    line.append(button);
  };
  file("PNG", () => { network.redraw(); files.png(stage, colours(), "picture"); });
  file("SVG", () => files.drawing(data.title, data.nodes.filter(shownNode), data.edges.filter(inSight), colours(), "picture", lamp.lit()));
  line.append(left, said);
  stage.after(line);
  const bar = document.querySelector(".zoom");
  bar?.prepend(undo);
  bar?.addEventListener("click", (event) => {
    const way = (event.target as Element).closest("button")?.dataset.zoom;
    if (way === "fit") fit();
    else if (way === "back") back();
    else if (way) {
      network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3) });
      dress();
    }
  });
  const legend = document.querySelector(".legend");
  if (legend) filters(legend, hidden, () => { dress(); remember("hidden"); });
  new ResizeObserver(settled(() => { settle(); fit(); })).observe(stage);
  onScheme(dress);
  fit();
  network.once("afterDrawing", () => { stage.dataset.drawn = String(data.nodes.length); });
  network.redraw();
  /** Become what the address says. */
  const follow = async (): Promise<void> => {
    [following, touched] = [true, false];
    try {
      await become();
    } finally {
      following = false;
    }
    if (touched) remember("chosen");
    taken();
  };
  const become = async (): Promise<void> => {
    const wanted = read(new URL(location.href));
    hidden.clear();
    for (const key of wanted.hidden) hidden.add(key);
    for (const entry of legend?.querySelectorAll<HTMLElement>("[data-filter]") ?? []) {
      const box = entry.querySelector("input");
      if (box) box.checked = !hidden.has(entry.dataset.filter ?? "");
    }
    const kept = alike(steps, wanted.steps);
    shrink(kept);
    const idle = new Set<Step>();
    for (const step of wanted.steps.slice(kept)) if (!await grow(step)) idle.add(step);
    const before = steps.length;
    await lamp.follow();
    if (idle.size || steps.length > before) { // what a way needed is drawn, what added nothing is no step: copies say so too
      const there = new URL(location.href);
      there.searchParams.delete("expand");
      for (const step of [...wanted.steps.filter((one) => !idle.has(one)), ...steps.slice(before)]) there.searchParams.append("expand", written(step));
      stay(there);
    }
    if (!touched) chosen = wanted.chosen;
    dress();
    if (!touched && (chosen || !lamp.tells()) && (chosen || details.querySelector("h3"))) tell();
  };
  if (served) {
    onward();
    soon(follow);
    onReturn(() => soon(follow));
  }
};

if (data.nodes.length) draw();
else stage.replaceChildren(element("p", "There is nothing to draw.", { class: "quiet" }));
