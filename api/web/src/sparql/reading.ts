// A long answer, read as it comes: rows are taken out of the text a slice at a time, so that the page is never busy for
// long. What is not a row is read when all of it is there.

import { turns } from "../shared/turns";
import type { Term } from "./answer";

export type Row = Readonly<Record<string, Term>>;

const SLICE = 65_536; // characters that are looked at in one go
const ROWS = 4; // how deep objects lie that are rows: in the answer, its results, their bindings

/** Give the text of an answer in slices, with time for the page between them. */
export async function* slices(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  const pass = turns(signal);
  for (let done = false; !done;) {
    const read = await reader.read();
    done = read.done;
    const text = read.value ? decoder.decode(read.value as Uint8Array, { stream: true }) : decoder.decode();
    for (let at = 0; at < text.length; at += SLICE) {
      yield text.slice(at, at + SLICE);
      await pass();
    }
  }
}

/** Finds where rows begin and end in a text that comes in slices. */
export class Scanner {
  readonly rows: Row[] = [];
  private frame = "";
  private kept = ""; // of a row that has not ended
  private depth = 0;
  private quoted = false;
  private escaped = false;
  private following = false; // a comma that comes now separates rows

  /** Take the next slice. */
  take(slice: string): void {
    let begin = this.kept ? 0 : -1; // of the rows of this slice
    let end = 0; // of the last of them that is whole
    let plain = 0; // of what is no row
    for (let at = 0; at < slice.length; at += 1) {
      if (this.quoted) {
        at = this.closed(slice, at);
        continue;
      }
      const sign = slice.charCodeAt(at);
      if (sign === 0x22) this.quoted = true;
      else if (sign === 0x7b || sign === 0x5b) {
        this.depth += 1;
        this.following = false;
        if (sign === 0x7b && this.depth === ROWS && begin < 0) {
          this.frame += slice.slice(plain, at);
          begin = at;
        }
      } else if (sign === 0x7d || sign === 0x5d) {
        this.following = sign === 0x7d && this.depth === ROWS;
        if (this.following) end = at + 1;
        else if (this.depth === ROWS - 1 && begin >= 0) {
          this.parsed(slice.slice(begin, end));
          [begin, plain] = [-1, at];
        }
        this.depth -= 1;
      } else if (sign === 0x2c && this.following && begin < 0) plain = at + 1; // between rows of two slices
    }
    if (begin < 0) {
      this.frame += slice.slice(plain);
      return;
    }
    if (this.depth < ROWS) {
      this.parsed(slice.slice(begin, end));
      this.kept = "";
      return;
    }
    if (end > begin) {
      this.parsed(slice.slice(begin, end));
      this.kept = slice.slice(end).replace(/^[\s,]+/, "");
    } else this.kept += slice.slice(begin);
  }

  /** Whether the answer has come to its end. */
  get whole(): boolean {
    return this.depth === 0 && this.frame !== "";
  }

  /** Read what is not a row. */
  rest(): unknown {
    return JSON.parse(this.frame);
  }

  /** Go to where a text in quotes ends: give that place, or the last of the slice. */
  private closed(slice: string, from: number): number {
    for (let at = from; at < slice.length; at += 1) {
      if (this.escaped) this.escaped = false;
      else {
        const sign = slice.charCodeAt(at);
        if (sign === 0x5c) this.escaped = true;
        else if (sign === 0x22) {
          this.quoted = false;
          return at;
        }
      }
    }
    return slice.length;
  }

  private parsed(text: string): void {
    for (const row of JSON.parse(`[${this.kept}${text}]`) as Row[]) this.rows.push(row);
    this.kept = "";
  }
}
