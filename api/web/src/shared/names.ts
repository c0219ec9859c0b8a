// Where names stand: beside their symbols, off other names and symbols. One that has no room is left out; the same
// picture always gives the same names. What is left out stands in the table, and is told when it is pointed at.

export type Box = readonly [left: number, top: number, right: number, bottom: number];

const apart = (one: Box, other: Box): boolean => one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];

/** Give ways to write a name, the longest first; how many are in a group is left whole. */
export const ways = (text: string): string[] => {
  const [, name, count] = /^(.*?)( \([\d,]+(?: of [\d,]+)?\))?$/s.exec(text) as unknown as [string, string, string | undefined];
  return [text, ...[18, 12].filter((most) => name.length > most).map((most) => `${name.slice(0, most - 1).trimEnd()}…${count ?? ""}`)];
};

/** The room of a symbol. */
export const around = ({ x, y, size }: Symbol): Box => [x - size, y - size, x + size, y + size];

export interface Symbol {
  readonly x: number;
  readonly y: number;
  readonly size: number; // from its middle to its end
}

export interface Written {
  readonly text: string;
  readonly box: Box;
}

/** Which sides of a symbol a name may stand at, in which order. */
export const BESIDE = ["right", "left", "below", "above"] as const;
export const UNDER = ["below", "above"] as const;

interface Room {
  readonly size: number; // of the letters, in pixels
  readonly within: readonly [left: number, right: number];
  readonly taken: Box[]; // what a name is added to when it has a place
  readonly measure: (text: string) => number;
  readonly sides: readonly (typeof BESIDE)[number][];
}

/** Find a place for a name, shortened if need be, and take it; none where there is none. */
export const placed = (name: string, at: Symbol, { size, within: [least, most], taken, measure, sides }: Room): Written | undefined => {
  const off = at.size + 3;
  for (const text of ways(name)) {
    const wide = measure(text);
    const middles = {
      right: [at.x + off, at.y], left: [at.x - off - wide, at.y],
      below: [at.x - wide / 2, at.y + off + size / 2], above: [at.x - wide / 2, at.y - off - size / 2],
    } as const;
    const box = sides.map((side) => middles[side]).map(([left, middle]): Box => [left, middle - size / 2, left + wide, middle + size / 2])
      .find((one) => one[0] >= least && one[2] <= most && taken.every((other) => apart(one, other)));
    if (!box) continue;
    taken.push(box);
    return { text, box };
  }
  return undefined;
};
