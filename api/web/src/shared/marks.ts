// A mark for each mode whose loss a relation hands on: repeated along the line, they tell modes apart without colour.

import { svg } from "./shapes";

export const MODES = ["control", "integrity", "confidentiality", "availability"] as const;
export type Mode = (typeof MODES)[number];

/** The outline of a mark about the origin, of radius 1, the line along the first axis; a cross is drawn, not filled. */
const OUTLINES: Readonly<Record<Mode, string>> = {
  control: "M-1 0 0-1 1 0 0 1Z",
  integrity: "M-.35-1.1H.35V1.1H-.35Z",
  confidentiality: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  availability: "M-.8-.8.8.8M-.8.8.8-.8",
};

export const SIZE = 4; // pixels from the middle of a mark to its end
const APART = 64; // pixels between marks

export const marked = (modes: readonly string[]): Mode[] => MODES.filter((mode) => modes.includes(mode));

/** Where marks stand on a line so long: each mode once at least where there is room, the middle of the line first. */
export const places = (length: number, modes: readonly Mode[]): readonly (readonly [share: number, mode: Mode])[] => {
  if (!modes.length || length < 6 * SIZE) return [];
  const most = Math.floor((length - 4 * SIZE) / (4 * SIZE));
  const count = Math.max(1, Math.min(most, Math.max(modes.length, Math.floor(length / APART))));
  return Array.from({ length: count }, (_, at) => [(at + 1) / (count + 1), modes[at % modes.length]!] as const);
};

interface Ink {
  readonly ink: string;
  readonly ground: string;
}

/** Draw a mark on a canvas. */
export const stamp = (pen: CanvasRenderingContext2D, mode: Mode, x: number, y: number, angle: number, size: number, { ink, ground }: Ink): void => {
  const shape = new Path2D(OUTLINES[mode]);
  pen.save();
  pen.translate(x, y);
  pen.rotate(angle);
  pen.scale(size, size);
  pen.setLineDash([]);
  pen.strokeStyle = ground;
  pen.lineWidth = mode === "availability" ? 1.1 : 0.7;
  pen.stroke(shape);
  pen.strokeStyle = ink;
  pen.fillStyle = mode === "confidentiality" ? ground : ink;
  pen.lineWidth = 0.45;
  if (mode !== "availability") pen.fill(shape);
  if (mode === "confidentiality" || mode === "availability") pen.stroke(shape);
  pen.restore();
};

/** Make a mark as lines. */
export const mark = (mode: Mode, x: number, y: number, degrees: number, size: number, { ink, ground }: Ink): SVGElement => {
  const turned = `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${degrees.toFixed(1)}) scale(${size})`;
  const d = OUTLINES[mode];
  const fill = mode === "availability" ? "none" : mode === "confidentiality" ? ground : ink;
  const drawn = mode === "confidentiality" || mode === "availability";
  return svg("g", { transform: turned, class: `mark-${mode}` },
    svg("path", { d, fill: "none", stroke: ground, "stroke-width": 1.1 }),
    svg("path", { d, fill, stroke: drawn ? ink : "none", "stroke-width": 0.45 }));
};

/** A piece of line with its marks, for a legend. */
export const sample = (mode: Mode): SVGElement =>
  svg("svg", { class: "line marks", viewBox: "0 0 34 12", width: 34, height: 12, "aria-hidden": "true" }, svg("path", { d: "M1 6h32" }),
    ...[10, 24].map((x) => svg("path", { class: `mark ${mode}`, transform: `translate(${x} 6) scale(${SIZE})`, d: OUTLINES[mode] })));

const STEP = 150; // pixels for each entry of a legend in a file

/** Give the height of a legend in a file so wide. */
export const keyHeight = (width: number): number => 22 * Math.ceil(MODES.length / Math.max(1, Math.floor((width - 20) / STEP))) + 10;

/** Where the entries of a legend stand below a picture. */
const keyed = (left: number, top: number, width: number): (readonly [mode: Mode, x: number, y: number])[] => {
  const across = Math.max(1, Math.floor((width - 20) / STEP));
  return MODES.map((mode, at) => [mode, left + 12 + (at % across) * STEP, top + 16 + Math.floor(at / across) * 22] as const);
};

/** Write the legend of marks below a picture of lines. */
export const key = (left: number, top: number, width: number, paint: { ink: string; muted: string; paper: string }): SVGElement =>
  svg("g", { class: "key" }, ...keyed(left, top, width).flatMap(([mode, x, y]) => [
    svg("line", { x1: x, y1: y, x2: x + 34, y2: y, stroke: paint.muted, "stroke-width": 1.3 }),
    mark(mode, x + 17, y, 0, SIZE, { ink: paint.muted, ground: paint.paper }),
    svg("text", { x: x + 40, y: y + 4, fill: paint.ink, "font-size": 12 }, mode),
  ]));

/** Draw the legend of marks below a picture of dots. */
export const stampKey = (pen: CanvasRenderingContext2D, top: number, width: number, paint: { ink: string; muted: string; paper: string }): void => {
  pen.font = "12px sans-serif";
  for (const [mode, x, y] of keyed(0, top, width)) {
    pen.strokeStyle = paint.muted;
    pen.lineWidth = 1.3;
    pen.setLineDash([]);
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + 34, y);
    pen.stroke();
    stamp(pen, mode, x + 17, y, 0, SIZE, { ink: paint.muted, ground: paint.paper });
    pen.fillStyle = paint.ink;
    pen.fillText(mode, x + 40, y + 4);
  }
};
