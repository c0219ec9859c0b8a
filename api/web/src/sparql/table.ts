// An answer as a table: rows are made as one scrolls to them, and of many only those in sight are there. A term of strangers is text, and a link only to where a
// browser may go.

import { element } from "../shared/dom";
import type { Solutions, Statements, Term } from "./answer";
import { followed, shortened, type Carried } from "./terms";

const SLICE = 200;
const MANY = 2_000; // rows above which each takes one line, so that one knows where it stands
const BEYOND = 30; // rows that are there above and below those in sight
const XSD = "http://www.w3.org/2001/XMLSchema#";

const cell = (term: Term | undefined, carried: Carried): HTMLElement => {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri") {
    const address = followed(term.value, carried);
    const text = shortened(term.value, carried);
    made.append(address
      ? element("a", text, { href: address, title: term.value, ...(address.startsWith("http") ? { rel: "noreferrer nofollow" } : {}) })
      : element("span", text, { title: term.value }));
    return made;
  }
  made.append(term.type === "bnode" ? `_:${term.value}` : term.value);
  const note = term["xml:lang"] ?? (term.datatype && term.datatype !== `${XSD}string` ? shortened(term.datatype, carried) : "");
  if (note) made.append(" ", element("span", note, { class: "quiet" }));
  return made;
};

type Row = Readonly<Record<string, Term>>;

/** Keep only the rows in sight in a table, each of one line; what stands above and below them is empty room. */
const windowed = (scroll: HTMLElement, made: HTMLTableElement, body: HTMLElement, rows: readonly Row[], lined: (row: Row) => HTMLElement, wide: number): (() => void) => {
  made.classList.add("even");
  made.setAttribute("aria-rowcount", String(rows.length + 1));
  const room = (): HTMLElement => {
    const row = element("tr", undefined, { "aria-hidden": "true", class: "room" });
    row.append(element("td", undefined, { colspan: String(wide) }));
    return row;
  };
  const [above, below] = [room(), room()];
  body.append(above, below);
  const there = new Map<number, HTMLElement>();
  let height = 30;
  let waiting = false;
  const put = (first: number, last: number): void => {
    for (const [place, line] of there) {
      if (place >= first && place < last) continue;
      line.remove();
      there.delete(place);
    }
    let before: Element = above;
    for (let place = first; place < last; place += 1) {
      let line = there.get(place);
      if (!line) {
        line = lined(rows[place]!);
        line.setAttribute("aria-rowindex", String(place + 2));
        for (const one of line.children) one.setAttribute("title", one.textContent ?? "");
        there.set(place, line);
        before.after(line);
      }
      before = line;
    }
    above.style.height = `${first * height}px`;
    below.style.height = `${(rows.length - last) * height}px`;
  };
  const draw = (): void => {
    waiting = false;
    const first = Math.max(0, Math.floor(scroll.scrollTop / height) - BEYOND);
    put(first, Math.min(rows.length, first + Math.ceil(scroll.clientHeight / height) + 2 * BEYOND));
  };
  scroll.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  }, { passive: true });
  return () => {
    put(0, Math.min(rows.length, 20));
    height = there.get(1)?.getBoundingClientRect().height || height;
    draw();
  };
};

/** Draw rows into a place. */
export const table = (place: Element, { columns, rows }: Solutions | Statements, carried: Carried): void => {
  const body = element("tbody");
  const head = element("tr");
  head.append(...columns.map((name) => element("th", name, { scope: "col" })));
  const top = element("thead");
  top.append(head);
  const made = element("table", undefined, { class: "statements" });
  made.append(top, body);
  const scroll = element("div", undefined, { class: "scroll tall", tabindex: "0", role: "region", "aria-label": "Answer as a table" });
  const end = element("p", undefined, { class: "quiet" });
  scroll.append(made, end);
  const lined = (row: Row): HTMLElement => {
    const line = element("tr");
    line.append(...columns.map((name) => cell(row[name], carried)));
    return line;
  };
  if (rows.length > MANY) {
    const start = windowed(scroll, made, body, rows, lined, columns.length);
    place.replaceChildren(scroll);
    start();
    return;
  }
  let drawn = 0;
  const more = (): void => {
    const next = rows.slice(drawn, drawn + SLICE);
    drawn += next.length;
    body.append(...next.map(lined));
    end.textContent = drawn < rows.length ? `${drawn.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows; scroll for more` : "";
  };
  more();
  new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && drawn < rows.length) more(); }, { root: scroll, rootMargin: "400px" }).observe(end);
  place.replaceChildren(scroll);
};
