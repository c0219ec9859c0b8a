// The picture as the service writes it (aftershock.explore.picture), and the part of vis-network that we use.

export interface DrawnNode {
  readonly id: string;
  readonly label: string;
  readonly name: string;
  readonly group: string;
  readonly shape: string;
  readonly size: number;
  x: number;
  y: number;
  readonly borderWidth: number;
  readonly shapeProperties: { readonly borderDashes: readonly number[] | false };
  readonly class: string;
  readonly owner: string | null; // what it is called
  readonly role: string;
  readonly mode: string | null;
  readonly depth: number;
  readonly fresh: boolean;
  readonly severity: readonly string[];
  readonly criticality: string | null;
  readonly layer: number | null;
}

export interface DrawnEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly dashes: readonly number[] | false;
  readonly smooth: { readonly enabled: boolean; readonly type: string; readonly roundness: number };
  readonly relation: string;
  readonly certainty: string;
  readonly rule: string | null;
  readonly rule_label: string | null;
  readonly effect: string | null;
  readonly likelihood: readonly [number, number, number] | null;
  readonly basis: string | null;
  readonly documents: readonly string[];
  readonly modes: readonly string[];
}

export interface Drawing {
  readonly title: string;
  readonly shown: number;
  readonly total: number;
  readonly relations: number; // between what is drawn, however many of them are
  readonly nodes: DrawnNode[];
  readonly edges: DrawnEdge[];
  readonly options: Record<string, unknown>;
}

interface DataSet {
  update(items: readonly object[]): void;
  remove(ids: readonly string[]): void;
}

interface Clicked {
  readonly nodes: readonly string[];
  readonly edges: readonly string[];
}

export interface Network {
  getScale(): number;
  getViewPosition(): { x: number; y: number };
  getPositions(ids: readonly string[]): Record<string, { x: number; y: number }>;
  moveTo(view: { position?: { x: number; y: number }; scale?: number; animation?: false }): void;
  setOptions(options: object): void;
  selectNodes(ids: readonly string[], highlightEdges?: boolean): void;
  setSelection(chosen: { nodes: readonly string[]; edges: readonly string[] }, how: { highlightEdges: boolean }): void;
  unselectAll(): void;
  redraw(): void;
  on(event: "click" | "dragEnd", task: (what: Clicked) => void): void;
  on(event: "zoom", task: () => void): void;
  on(event: "beforeDrawing" | "afterDrawing", task: (pen: CanvasRenderingContext2D) => void): void;
  once(event: "afterDrawing", task: () => void): void;
}

declare global {
  // The script of vis-network, loaded before ours.
  const vis: {
    readonly DataSet: new () => DataSet;
    readonly Network: new (stage: Element, data: { nodes: DataSet; edges: DataSet }, options: object) => Network;
  };
}
