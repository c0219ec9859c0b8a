// Draws the picture of a page with vis-network, and shows beside it what one chooses. It stands alone: the offline
// page carries it as it is. Every label, IRI and title is data of strangers and becomes text, never markup.

const stage = document.getElementById("picture");
const details = document.getElementById("details");
const data = JSON.parse(document.getElementById("picture-data").textContent);
const served = location.protocol.startsWith("http") && document.querySelector('link[rel="stylesheet"]') !== null;

const colours = () => {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    ink: of("ink"), muted: of("muted"), line: of("line"), card: of("card"), paper: of("paper"), accent: of("accent"),
    affected: of("affected"), possible: of("possible"), unknown: of("unknown"),
    "affected-soft": of("affected-soft"), "possible-soft": of("possible-soft"), "unknown-soft": of("unknown-soft"),
  };
};

const fills = (paint) => ({
  start: [paint.accent, paint.ink],
  affected: [paint.affected, paint.affected],
  possible: [paint["possible-soft"], paint.possible],
  unknown: [paint.card, paint.unknown],
  neighbour: [paint.card, paint.muted],
});

// A component of a class that we have no shape for is a pentagon.
const pentagon = ({ ctx, x, y, style, label, state }) => ({
  drawNode() {
    const size = style.size;
    ctx.beginPath();
    for (let corner = 0; corner < 5; corner += 1) {
      const angle = (corner * 2 * Math.PI) / 5 - Math.PI / 2;
      ctx.lineTo(x + size * Math.cos(angle), y + size * Math.sin(angle));
    }
    ctx.closePath();
    ctx.fillStyle = style.color;
    ctx.fill();
    ctx.lineWidth = (style.borderWidth * devicePixelRatio) / ctx.getTransform().a; // as vis-network has its own
    ctx.strokeStyle = style.borderColor;
    ctx.setLineDash(style.borderDashes || []);
    ctx.stroke();
    ctx.setLineDash([]);
    if (!label.trim()) return;
    ctx.font = `${state.selected ? "bold " : ""}${Math.round(size * 1.1)}px ${FACE}`;
    ctx.textAlign = "center";
    ctx.fillStyle = ink;
    ctx.fillText(label, x, y + size * 2.3);
  },
  nodeDimensions: { width: 2 * style.size, height: 2 * style.size },
});

let ink = ""; // of labels, as the colour scheme has it

const FACE = "system-ui, sans-serif";
const LABEL = 12; // pixels on the screen, at any zoom

const measure = (() => {
  const pen = document.createElement("canvas").getContext("2d");
  return (text, size) => { pen.font = `${size}px ${FACE}`; return pen.measureText(text).width; };
})();

// Symbols shrink where many share little room.
const crowding = () => {
  const room = Math.sqrt((stage.clientWidth * stage.clientHeight) / data.nodes.length);
  return Math.min(1, Math.max(0.4, room / 90));
};

const degrees = new Map();
for (const { from, to } of data.edges) {
  for (const end of [from, to]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
}
const byWeight = [...data.nodes].sort((one, other) =>
  (other.role === "start") - (one.role === "start") || (degrees.get(other.id) ?? 0) - (degrees.get(one.id) ?? 0));

// Labels keep their size on the screen; one that would lie on another, or on another's symbol, waits for a closer look.
const labelled = (scale, crowd, view) => {
  const [middle, reach] = [view.x * scale, stage.clientWidth / 2];
  const half = (node) => node.size * crowd;
  const taken = data.nodes.map((node) => {
    const [x, y, r] = [node.x * scale, node.y * scale, half(node)];
    return { id: node.id, left: x - r, right: x + r, top: y - r, bottom: y + r };
  });
  const shown = new Set();
  for (const node of byWeight) {
    const size = node.role === "start" ? LABEL + 3 : LABEL;
    const width = measure(node.label, size) / 2 + 3;
    const top = node.y * scale + half(node) + 1;
    const room = { id: node.id, left: node.x * scale - width, right: node.x * scale + width, top, bottom: top + size + 4 };
    const inside = room.left > middle - reach && room.right < middle + reach;
    const free = inside && taken.every((other) => other.id === node.id || other.left > room.right || other.right < room.left
      || other.top > room.bottom || other.bottom < room.top);
    if (!free && node.role !== "start") continue;
    shown.add(node.id);
    taken.push({ ...room, id: `label of ${node.id}` });
  }
  return shown;
};

const dressed = (node, paint, scale, crowd, shown) => {
  const [background, border] = fills(paint)[node.role] ?? fills(paint).neighbour;
  const strong = { background, border: paint.ink };
  const size = node.role === "start" ? LABEL + 3 : LABEL;
  return {
    ...node,
    ...(node.shape === "custom" ? { ctxRenderer: pentagon } : {}),
    label: shown.has(node.id) ? node.label : " ",
    title: node.name,
    size: (node.size * crowd) / scale,
    borderWidthSelected: node.borderWidth + 1,
    shapeProperties: {
      borderDashes: node.shapeProperties.borderDashes && node.shapeProperties.borderDashes.map((dash) => dash / scale),
    },
    color: { background, border, highlight: strong, hover: strong },
    font: { color: paint.ink, face: FACE, size: size / scale, strokeWidth: 3 / scale, strokeColor: paint.paper, vadjust: 0 },
  };
};

const painted = (edge, paint, scale) => ({
  ...edge,
  width: 1.3 / scale,
  hoverWidth: 0.6 / scale,
  selectionWidth: 1.2 / scale,
  dashes: edge.dashes && edge.dashes.map((dash) => dash / scale),
  arrows: { to: { enabled: true, scaleFactor: 0.45 / scale } },
  color: { color: paint.muted, highlight: paint.accent, hover: paint.accent, opacity: edge.dashes ? 0.75 : 0.6 },
});

const words = (name) => (name ?? "").split(/[#/]/).pop()
  .replace(/([a-z])([A-Z])/g, "$1 $2").replace(/-/g, " ").toLowerCase();
const percent = (value) => `${Number((value * 100).toPrecision(3))} %`;

const element = (name, text, attributes = {}) => {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

const told = (heading, facts, links = []) => {
  const list = element("dl");
  for (const [term, value] of facts) {
    if (value === null || value === undefined || value === "") continue;
    list.append(element("dt", term), element("dd", String(value)));
  }
  const parts = [element("h3", heading), list];
  if (links.length) {
    const line = element("p", undefined, { class: "actions" });
    for (const [text, href] of links) line.append(element("a", text, { href }));
    parts.push(line);
  }
  details.replaceChildren(...parts);
};

const tellNode = (node) => told(node.name, [
  ["Class", words(node.class)],
  ["Role", node.role],
  ["Lost in", node.mode],
  ["Depth", node.depth],
  ["Accountable", node.owner ? node.owner.split(/[#/]/).pop() : "nobody named"],
  ["IRI", node.id],
], served ? [
  ["Its page", `/explore/component?iri=${encodeURIComponent(node.id)}`],
  ["What falls with it", `/explore/radius?component=${encodeURIComponent(node.id)}`],
] : []);

const tellEdge = (edge, names) => told(`${names.get(edge.from)} → ${names.get(edge.to)}`, [
  ["Relation", words(edge.relation)],
  ["Carried by", edge.rule_label || (edge.rule ? words(edge.rule) : "no rule")],
  ["Likelihood", edge.likelihood
    ? `${percent(edge.likelihood[0])} to ${percent(edge.likelihood[2])}, by default ${percent(edge.likelihood[1])}` : null],
  ["Whose number", edge.basis ? words(edge.basis) : null],
  ["Effect", edge.effect === "EnablesAttack" ? "somebody must still act" : words(edge.effect)],
  ["Certainty", words(edge.certainty)],
  ["Said by", edge.documents.map((iri) => iri.split(/[#/]/).pop().slice(0, 12)).join(", ")],
]);

const draw = () => {
  const names = new Map(data.nodes.map((node) => [node.id, node.name]));
  const places = data.nodes.map((node) => [node.x, node.y]);
  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  const network = new vis.Network(stage, { nodes, edges }, data.options);

  const dress = () => {
    const paint = colours();
    const scale = network.getScale();
    const crowd = crowding();
    const shown = labelled(scale, crowd, network.getViewPosition());
    ink = paint.ink;
    nodes.update(data.nodes.map((node) => dressed(node, paint, scale, crowd, shown)));
    edges.update(data.edges.map((edge) => painted(edge, paint, scale)));
  };
  // The picture fills its stage: it is drawn out along the axis that has room to spare, but never out of recognition.
  const fit = () => {
    const [xs, ys] = [places.map(([x]) => x), places.map(([, y]) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const atEdge = (edge) => data.nodes.some((node, index) => node.role === "start" && places[index][0] === edge);
    const named = Math.max(...byWeight.slice(0, 3).map((node) => measure(node.label, LABEL + 3))) / 2 + 12;
    const beside = (edge) => Math.min(atEdge(edge) ? Math.max(named, 60) : 60, stage.clientWidth / 3);
    const [before, after, above, below] = [beside(left), beside(right), 28, 44];
    const across = Math.max(stage.clientWidth - before - after, 80) / Math.max(right - left, 1);
    const down = Math.max(stage.clientHeight - above - below, 80) / Math.max(bottom - top, 1);
    const scale = Math.min(across, down, 1.2);
    const stretch = { x: Math.min(across / scale, 2, 1.2 / scale), y: Math.min(down / scale, 2, 1.2 / scale) };
    data.nodes.forEach((node, index) => {
      node.x = places[index][0] * stretch.x;
      node.y = places[index][1] * stretch.y;
    });
    const middle = {
      x: ((left + right) / 2) * stretch.x + (after - before) / 2 / scale,
      y: ((top + bottom) / 2) * stretch.y + (below - above) / 2 / scale,
    };
    stage.dataset.view = [middle.x, middle.y, scale, stretch.x, stretch.y].join(" ");
    network.moveTo({ position: middle, scale, animation: false });
    dress();
  };

  let waiting = 0;
  const soon = (task) => { clearTimeout(waiting); waiting = setTimeout(task, 80); };
  network.on("zoom", () => soon(dress));
  network.on("dragEnd", ({ nodes: moved }) => {
    const now = network.getPositions(moved);
    for (const node of data.nodes) Object.assign(node, now[node.id]);
    dress();
  });
  network.on("click", ({ nodes: [node], edges: [edge] }) => {
    if (node !== undefined) tellNode(nodes.get(node));
    else if (edge !== undefined) tellEdge(edges.get(edge), names);
  });
  // The wheel scrolls the page until the picture has been chosen; then it zooms.
  stage.addEventListener("pointerdown", () => network.setOptions({ interaction: { zoomView: true } }));
  stage.addEventListener("pointerleave", () => network.setOptions({ interaction: { zoomView: false } }));
  document.querySelector(".zoom")?.addEventListener("click", (event) => {
    const way = event.target.closest("button")?.dataset.zoom;
    if (way === "fit") fit();
    else if (way) {
      network.moveTo({ scale: network.getScale() * (way === "in" ? 1.3 : 1 / 1.3) });
      dress();
    }
  });
  new ResizeObserver(() => soon(fit)).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);
  fit();
  network.once("afterDrawing", () => { stage.dataset.drawn = String(data.nodes.length); });
  network.redraw();
};

if (data.nodes.length) draw();
else stage.replaceChildren(element("p", "There is nothing to draw.", { class: "quiet" }));
