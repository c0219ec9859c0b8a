// An answer as a table: rows are made as one scrolls to them. A term of strangers is text, and a link only to where a
// browser may go.

import { element } from "../shared/dom";
import type { Solutions, Statements, Term } from "./answer";
import { followed, shortened, type Carried } from "./terms";

const SLICE = 200;
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
  let drawn = 0;
  const more = (): void => {
    const next = rows.slice(drawn, drawn + SLICE);
    drawn += next.length;
    body.append(...next.map((row) => {
      const line = element("tr");
      line.append(...columns.map((name) => cell(row[name], carried)));
      return line;
    }));
    end.textContent = drawn < rows.length ? `${drawn.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows; scroll for more` : "";
  };
  more();
  new IntersectionObserver((seen) => { if (seen.some((one) => one.isIntersecting) && drawn < rows.length) more(); }, { root: scroll, rootMargin: "400px" }).observe(end);
  place.replaceChildren(scroll);
};
