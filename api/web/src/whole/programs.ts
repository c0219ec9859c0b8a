// How WebGL draws: one program for all shapes of nodes, one for whole, dashed and dotted lines with their
// marks. Kinds, illustrations, groups, certainties and modes differ by shape and pattern, not by colour alone.

import {
  createEdgeArrowHeadProgram, createEdgeCompoundProgram, EdgeProgram, NodeProgram, type ProgramInfo,
} from "sigma/rendering";
import type { EdgeDisplayData, NodeDisplayData, RenderParams } from "sigma/types";
import { floatColor } from "sigma/utils";

import { MODES, SIZE, type Mode } from "../shared/marks";
import { KINDS, type Kind } from "../shared/shapes";
import type { Line } from "./data";

const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;

/** A node as its program reads it: `fill` is solid for a component, hollow for an illustration, soft for a group. */
export interface Drawn extends NodeDisplayData {
  kind?: Kind;
  fill?: "solid" | "hollow" | "soft";
}

export interface Arc extends EdgeDisplayData {
  line?: Line;
  marks?: readonly Mode[];
}

const FILLS = { solid: 0, hollow: 1, soft: 2 } as const;
const LINES = { whole: 0, dashed: 1, dotted: 2 } as const;

/** Marks as one number: how many modes, then which, two bits each. */
const marksOf = (modes: readonly Mode[]): number =>
  modes.reduce((sum, mode, at) => sum + MODES.indexOf(mode) * 4 ** at * 8, modes.length);

const NODE_VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_look;
attribute float a_angle;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_place;
varying float v_edge;
varying float v_look;
const float bias = 255.0 / 254.0;
void main() {
  float size = a_size * u_correctionRatio / u_sizeRatio * 4.0;
  vec2 away = size * vec2(cos(a_angle), sin(a_angle));
  gl_Position = vec4((u_matrix * vec3(a_position + away, 1)).xy, 0, 1);
  v_place = away / (size / 2.0);
  v_edge = u_correctionRatio / (size / 2.0);
  v_look = a_look;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  v_color.rgb *= a_color.a; // sigma blends colours that are multiplied already
  #endif
  v_color.a *= bias;
}`;

// The shapes as distances from their outline: negative inside. The order is that of KINDS.
const NODE_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_place;
varying float v_edge;
varying float v_look;
const float PI = 3.14159265;
float polygon(vec2 p, float corners, float turn) {
  float angle = atan(p.x, p.y) + turn;
  float part = 2.0 * PI / corners;
  return cos(floor(0.5 + angle / part) * part - angle) * length(p) - cos(PI / corners);
}
// Five points, by folding the plane onto half of one (I. Quilez, "2D distance functions").
float star(vec2 p) {
  const vec2 one = vec2(0.809016994, -0.587785252);
  const vec2 other = vec2(-0.809016994, -0.587785252);
  p.x = abs(p.x);
  p -= 2.0 * max(dot(one, p), 0.0) * one;
  p -= 2.0 * max(dot(other, p), 0.0) * other;
  p.x = abs(p.x);
  p.y -= 1.0;
  vec2 side = 0.42 * vec2(0.587785252, 0.809016994) - vec2(0.0, 1.0);
  float along = clamp(dot(p, side) / dot(side, side), 0.0, 1.0);
  return length(p - side * along) * sign(p.y * side.x - p.x * side.y);
}
float outline(vec2 p, float shape) {
  if (shape < 0.5) return polygon(p, 6.0, 0.0);
  if (shape < 1.5) return polygon(p, 3.0, PI);
  if (shape < 2.5) return length(p) - 1.0;
  if (shape < 3.5) return polygon(p, 4.0, 0.0);
  if (shape < 4.5) return polygon(p, 4.0, PI / 4.0);
  if (shape < 5.5) return polygon(p, 3.0, 0.0);
  if (shape < 6.5) return star(p);
  return polygon(p, 5.0, PI);
}
void main() {
  float fill = floor(v_look / 8.0 + 0.01);
  float away = outline(v_place, v_look - fill * 8.0);
  float rim = max(0.22, 2.0 * v_edge);
  #ifdef PICKING_MODE
  gl_FragColor = away > 0.0 ? vec4(0.0) : v_color;
  #else
  float covered = 1.0 - smoothstep(-v_edge, v_edge, away);
  float deep = step(rim, -away);
  if (fill > 1.5) covered *= mix(1.0, 0.35, deep);
  else if (fill > 0.5) covered *= mix(1.0, 0.0, deep);
  gl_FragColor = v_color * covered;
  #endif
}`;

export class ShapeProgram extends NodeProgram {
  getDefinition() {
    return {
      VERTICES: 3,
      VERTEX_SHADER_SOURCE: NODE_VERTEX,
      FRAGMENT_SHADER_SOURCE: NODE_FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT as 5126 },
        { name: "a_size", size: 1, type: FLOAT as 5126 },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE as 5121, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE as 5121, normalized: true },
        { name: "a_look", size: 1, type: FLOAT as 5126 },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_angle", size: 1, type: FLOAT as 5126 }],
      CONSTANT_DATA: [[0], [(2 * Math.PI) / 3], [(4 * Math.PI) / 3]],
    };
  }

  processVisibleItem(id: number, at: number, data: Drawn): void {
    const array = this.array;
    array[at++] = data.x;
    array[at++] = data.y;
    array[at++] = data.size;
    array[at++] = floatColor(data.color);
    array[at++] = id;
    array[at++] = KINDS.indexOf(data.kind ?? "other") + 8 * FILLS[data.fill ?? "solid"];
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniform1f(uniformLocations["u_correctionRatio"]!, params.correctionRatio);
    gl.uniform1f(uniformLocations["u_sizeRatio"]!, params.sizeRatio);
    gl.uniformMatrix3fv(uniformLocations["u_matrix"]!, false, params.matrix);
  }
}

const LINE_VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_normal;
attribute vec2 a_start;
attribute vec2 a_end;
attribute float a_pattern;
attribute float a_marks;
attribute float a_along;
attribute float a_side;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
uniform float u_minEdgeThickness;
uniform vec2 u_stage;
varying vec4 v_color;
varying float v_along;
varying float v_pattern;
varying float v_side;
varying float v_wide;
varying float v_half;
varying float v_length;
varying float v_marks;
const float bias = 255.0 / 254.0;
void main() {
  vec2 normal = a_normal * a_side;
  float wide = max(length(a_normal), u_minEdgeThickness * u_sizeRatio);
  vec2 place = mix(a_start, a_end, a_along);
  v_half = wide / u_sizeRatio + 1.0;
  wide += 0.5 * u_sizeRatio; // half a pixel on either side, to fade in
  if (a_marks > 0.5) wide = max(wide, ${(2.4 * SIZE + 2).toFixed(1)} * u_sizeRatio);
  vec2 aside = length(a_normal) > 0.0 ? normalize(normal) * wide * u_correctionRatio / u_sizeRatio : vec2(0.0);
  v_side = a_side;
  v_wide = wide / u_sizeRatio;
  gl_Position = vec4((u_matrix * vec3(place + aside, 1)).xy, 0, 1);
  v_length = length((u_matrix * vec3(a_end - a_start, 0)).xy * u_stage / 2.0);
  v_along = a_along * v_length;
  v_pattern = a_pattern;
  v_marks = a_marks;
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  v_color.rgb *= a_color.a; // sigma blends colours that are multiplied already
  #endif
  v_color.a *= bias;
}`;

// Marks stand apart by so many pixels, the middle of the line has one; their shapes are those of shared/marks.
const LINE_FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying float v_along;
varying float v_pattern;
varying float v_side;
varying float v_wide;
varying float v_half;
varying float v_length;
varying float v_marks;
const float APART = 64.0;
const float SIZE = ${SIZE.toFixed(1)};
float shape(vec2 p, float mode) {
  if (mode < 0.5) return abs(p.x) + abs(p.y) - SIZE;
  if (mode < 1.5) return max(abs(p.x) - 0.35 * SIZE, abs(p.y) - 1.1 * SIZE);
  if (mode < 2.5) return abs(length(p) - SIZE + 0.5) - 0.9;
  vec2 q = abs(p);
  return max(abs(q.x - q.y) * 0.7071 - 0.9, max(q.x, q.y) - 0.85 * SIZE);
}
void main(void) {
  float aside = v_side * v_wide; // in halves of a pixel, as sigma counts how wide a line is
  #ifndef PICKING_MODE
  float drawn = clamp(v_half - abs(aside), 0.0, 1.0);
  if (v_pattern > 1.5 && mod(v_along, 6.0) > 2.0) drawn = 0.0;
  if (v_pattern > 0.5 && v_pattern < 1.5 && mod(v_along, 13.0) > 8.0) drawn = 0.0;
  if (v_marks > 0.5 && v_length > 36.0) {
    float count = mod(v_marks + 0.5, 8.0) - 0.5;
    float from_middle = v_along - 0.5 * v_length;
    float step_ = max(min(APART, (v_length - 12.0) / count), 14.0);
    float place = floor(from_middle / step_ + 0.5);
    float which = mod(place, count);
    float mode = mod(floor(v_marks / 8.0 / pow(4.0, floor(which + 0.5)) + 0.01), 4.0);
    vec2 p = vec2(from_middle - place * step_, 0.5 * aside);
    float away = shape(p, mode);
    bool inside = abs(place * step_) < 0.5 * v_length - 6.0;
    if (inside && mode > 1.5 && mode < 2.5 && length(p) < SIZE - 1.0) drawn = 0.0;
    if (inside) drawn = max(drawn, clamp(0.5 - away, 0.0, 1.0));
  }
  if (drawn <= 0.0) discard;
  gl_FragColor = v_color * drawn;
  #else
  if (abs(aside) > v_half + 1.0) discard;
  gl_FragColor = v_color;
  #endif
}`;

class LineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: LINE_VERTEX,
      FRAGMENT_SHADER_SOURCE: LINE_FRAGMENT,
      METHOD: TRIANGLES as 4,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_correctionRatio", "u_minEdgeThickness", "u_stage"],
      ATTRIBUTES: [
        { name: "a_start", size: 2, type: FLOAT as 5126 },
        { name: "a_end", size: 2, type: FLOAT as 5126 },
        { name: "a_normal", size: 2, type: FLOAT as 5126 },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE as 5121, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE as 5121, normalized: true },
        { name: "a_pattern", size: 1, type: FLOAT as 5126 },
        { name: "a_marks", size: 1, type: FLOAT as 5126 },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_along", size: 1, type: FLOAT as 5126 }, { name: "a_side", size: 1, type: FLOAT as 5126 }],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
    };
  }

  processVisibleItem(id: number, at: number, source: NodeDisplayData, target: NodeDisplayData, data: Arc): void {
    const array = this.array;
    const [dx, dy] = [target.x - source.x, target.y - source.y];
    const length = Math.hypot(dx, dy);
    const wide = length ? (data.size || 1) / length : 0;
    array[at++] = source.x;
    array[at++] = source.y;
    array[at++] = target.x;
    array[at++] = target.y;
    array[at++] = -dy * wide;
    array[at++] = dx * wide;
    array[at++] = floatColor(data.color);
    array[at++] = id;
    array[at++] = LINES[data.line ?? "whole"];
    array[at++] = marksOf(data.marks ?? []);
  }

  setUniforms(params: RenderParams, { gl, uniformLocations }: ProgramInfo): void {
    gl.uniformMatrix3fv(uniformLocations["u_matrix"]!, false, params.matrix);
    gl.uniform1f(uniformLocations["u_sizeRatio"]!, params.sizeRatio);
    gl.uniform1f(uniformLocations["u_correctionRatio"]!, params.correctionRatio);
    gl.uniform1f(uniformLocations["u_minEdgeThickness"]!, params.minEdgeThickness);
    gl.uniform2f(uniformLocations["u_stage"]!, params.width, params.height);
  }
}

/** Lines with their heads. */
export const ArrowProgram = createEdgeCompoundProgram([
  LineProgram, createEdgeArrowHeadProgram({ extremity: "target", lengthToThicknessRatio: 5, widenessToThicknessRatio: 4 }),
]);
