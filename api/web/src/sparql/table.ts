// An answer as a table: rows are made as one scrolls to them, and of many only those in sight are there. A term of strangers is text, and a link only to where a
// browser may go.

import { breakable, element } from "../shared/dom";
import type { Solutions, Statements, Term } from "./answer";
import type { Row } from "./reading";
import { followed, shortened, type Carried } from "./terms";

const SLICE = 200;
const MANY = 2_000; // rows above which each takes one line, so that one knows where it stands
const BEYOND = 30; // rows that are there above and below those in sight
const AT_ONCE = 10; // of these, how many are made before the page may do something else
const XSD = "http://www.w3.org/2001/XMLSchema#";

const cell = (term: Term | undefined, carried: Carried): HTMLElement => {
  const made = element("td");
  if (!term) return made;
  if (term.type === "uri") {
    const address = followed(term.value, carried);
    const text = shortened(term.value, carried);
    made.append(address
      ? breakable(element("a", undefined, { href: address, title: term.value, ...(address.startsWith("http") ? { rel: "noreferrer nofollow" } : {}) }), text)
      : breakable(element("span", undefined, { title: term.value }), text));
    return made;
  }
  made.append(term.type === "bnode" ? `_:${term.value}` : term.value);
  const note = term["xml:lang"] ?? (term.datatype && term.datatype !== `${XSD}string` ? shortened(term.datatype, carried) : "");
  if (note) made.append(" ", element("span", note, { class: "quiet" }));
  return made;
};

/** Keep only the rows in sight in a table, each of one line, and then, some at a time, those near them; what stands above and below is empty room. */
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
  let [first, last] = [0, 0]; // the rows that are there, without a gap
  let height = 30;
  let [waiting, later] = [false, 0];
  const drop = (from: number, to: number): void => {
    for (let place = from; place < to; place += 1) {
      there.get(place)?.remove();
      there.delete(place);
    }
  };
  const make = (from: number, to: number, before: Element): void => {
    const made = document.createDocumentFragment();
    for (let place = from; place < to; place += 1) {
      const line = lined(rows[place]!);
      line.setAttribute("aria-rowindex", String(place + 2));
      for (const one of line.children) one.setAttribute("title", one.textContent ?? "");
      there.set(place, line);
      made.append(line);
    }
    before.after(made);
  };
  /** Have the rows of a range, and none beyond another that holds it. */
  const put = (from: number, to: number, least: number, most: number): void => {
    const kept = [Math.max(first, least), Math.min(last, most)] as const;
    if (kept[0] >= kept[1] || to < kept[0] || from > kept[1]) {
      drop(first, last);
      [first, last] = [from, from];
    } else {
      drop(first, kept[0]);
      drop(kept[1], last);
      [first, last] = kept;
    }
    if (from < first) make(from, first, above);
    if (to > last) make(Math.max(last, from), to, there.get(last - 1) ?? above);
    [first, last] = [Math.min(first, from), Math.max(last, to)];
    above.style.height = `${first * height}px`;
    below.style.height = `${(rows.length - last) * height}px`;
  };
  const draw = (): void => {
    waiting = false;
    clearTimeout(later);
    const top = Math.min(Math.floor(scroll.scrollTop / height), rows.length);
    const seen = [Math.max(0, top - 1), Math.min(rows.length, top + Math.ceil(scroll.clientHeight / height) + 1)] as const;
    const [least, most] = [Math.max(0, seen[0] - BEYOND), Math.min(rows.length, seen[1] + BEYOND)];
    put(...seen, least, most);
    const more = (): void => {
      if (last < most) put(first, Math.min(most, last + AT_ONCE), least, most);
      else if (first > least) put(Math.max(least, first - AT_ONCE), last, least, most);
      if (last < most || first > least) later = window.setTimeout(more, 0);
    };
    later = window.setTimeout(more, 30);
  };
  scroll.addEventListener("scroll", () => {
    if (!waiting) requestAnimationFrame(draw);
    waiting = true;
  }, { passive: true });
  return () => {
    put(0, Math.min(rows.length, 20), 0, rows.length);
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
