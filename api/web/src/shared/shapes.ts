// A shape for each kind of component: what tells kinds apart without colour.

export const KINDS = ["agent", "application", "model", "artifact", "service", "principal", "credential", "other"] as const;
export type Kind = (typeof KINDS)[number];

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  agent: "agent", application: "application", model: "model", artifact: "other artifact", service: "service",
  principal: "publisher, team", credential: "credential", other: "other",
};

type Point = readonly [x: number, y: number];

const ring = (corners: number, turn: number, radius: (corner: number) => number = () => 1): Point[] =>
  Array.from({ length: corners }, (_, corner) => {
    const angle = (corner * 2 * Math.PI) / corners + turn;
    return [radius(corner) * Math.sin(angle), -radius(corner) * Math.cos(angle)] as const;
  });

/** Corners in the unit circle, the way down the second axis; a model is a circle and has none. */
export const CORNERS: Readonly<Record<Kind, readonly Point[]>> = {
  agent: ring(6, Math.PI / 6),
  application: ring(3, 0),
  model: [],
  artifact: ring(4, Math.PI / 4),
  service: ring(4, 0),
  principal: ring(3, Math.PI),
  credential: ring(10, 0, (corner) => (corner % 2 ? 0.42 : 1)),
  other: ring(5, 0),
};

const SVG = "http://www.w3.org/2000/svg";

/** Make an element of SVG. */
export const svg = (name: string, attributes: Record<string, string | number>, ...inside: readonly (Node | string)[]): SVGElement => {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...inside);
  return made;
};

const short = (value: number): string => value.toFixed(1);

/** Make the symbol of a kind at a place. */
export const symbol = (kind: Kind, x: number, y: number, size: number, attributes: Record<string, string | number>): SVGElement => {
  const corners = CORNERS[kind];
  if (!corners.length) return svg("circle", { cx: short(x), cy: short(y), r: short(size), ...attributes });
  const points = corners.map(([dx, dy]) => `${short(x + dx * size)},${short(y + dy * size)}`).join(" ");
  return svg("polygon", { points, ...attributes });
};

/** Give a kind that we know for whatever comes. */
export const kindOf = (name: string): Kind => (KINDS as readonly string[]).includes(name) ? name as Kind : "other";
