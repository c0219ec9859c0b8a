// The SPARQL page: an editor over the plain form, the answer in place as a table or a graph, and as files.

import "./sparql.css";

import { carried as carriedBy, element, found, thousands } from "./shared/dom";
import { breath } from "./shared/turns";
import { ask, Refused, type Answer } from "./sparql/answer";
import { graph } from "./sparql/graph";
import { table } from "./sparql/table";
import type { Carried } from "./sparql/terms";

const GRAPH = "#graph"; // ends the address of an answer that is shown as a graph
const LONGEST = 6_000; // characters of an address that every browser and proxy takes

const carried = carriedBy<Carried>("sparql-data");
const form = found("form.query", HTMLFormElement);
const box = found("#query", HTMLTextAreaElement);
const button = found("form.query button", HTMLButtonElement);
const section = found("#result", HTMLElement);
let asked: AbortController | null = null;

await breath(); // the editor is large: the page draws first, and breathes before it is made
const { editor } = await import("./sparql/editor");
await breath();
const place = element("div", undefined, { class: "editor" });
box.before(place);
form.classList.add("edited");
form.querySelector('label[for="query"]')?.removeAttribute("for");
found(".as", HTMLElement).hidden = true;
const written = editor(place, box.value, carried, () => void run());

const addressOf = (query: string, more: Record<string, string> = {}): string => `/sparql?${new URLSearchParams({ query, ...more })}`;

const FORMATS = {
  rows: [["CSV", "csv"], ["TSV", "tsv"], ["JSON", "json"], ["XML", "xml"]],
  truth: [["JSON", "json"]],
  statements: [["Turtle", "turtle"], ["N-Triples", "ntriples"], ["JSON-LD", "jsonld"]],
} as const;

const heading = (text: string): HTMLElement => element("h2", text, { id: "answer", tabindex: "-1" });

/** Show an answer; where the address keeps its query, it keeps whether it is shown as a graph too. */
const show = (query: string, answer: Answer, kept: boolean): void => {
  if (answer.form === "truth") {
    section.replaceChildren(heading(answer.value ? "Yes" : "No"));
    return;
  }
  const count = answer.rows.length;
  const what = answer.form === "rows" ? ["row", "rows"] : ["statement", "statements"];
  const view = element("div");
  const tabs = element("div", undefined, { class: "tabs" });
  const list = element("span", undefined, { role: "tablist", "aria-label": "The answer as" });
  let shown: "Table" | "Graph" = kept && location.hash === GRAPH ? "Graph" : "Table";
  const draw = { Table: () => table(view, answer, carried), Graph: () => void graph(view, answer, carried, () => shown === "Graph") };
  for (const name of ["Table", "Graph"] as const) {
    const tab = element("button", name, { type: "button", role: "tab", "aria-selected": String(name === shown) });
    tab.addEventListener("click", () => {
      for (const other of list.children) other.setAttribute("aria-selected", String(other === tab));
      shown = name;
      const address = new URL(location.href);
      address.hash = name === "Graph" ? GRAPH : "";
      if (kept && address.hash !== location.hash) history.pushState(null, "", address);
      draw[name]();
    });
    list.append(tab, " ");
  }
  const files = element("span", undefined, { class: "export" });
  if (addressOf(query).length <= LONGEST) {
    for (const [text, format] of FORMATS[answer.form]) {
      files.append(element("a", text, { href: addressOf(query, { format }), download: `answer.${format === "turtle" ? "ttl" : format === "ntriples" ? "nt" : format}` }), " ");
    }
  }
  tabs.append(list, files);
  section.replaceChildren(heading(`${thousands(count)} ${what[count === 1 ? 0 : 1]}`), tabs, view);
  if (count) draw[shown]();
  else view.replaceChildren(element("p", "Nothing matches.", { class: "empty" }));
};

const run = async (push = true): Promise<void> => {
  const query = written.getValue();
  asked?.abort();
  asked = new AbortController();
  const { signal } = asked;
  button.textContent = "Running …";
  section.setAttribute("aria-busy", "true");
  document.querySelector(".query ~ .banner.wrong")?.remove();
  const short = addressOf(query).length <= LONGEST;
  if (push && short) history.pushState(null, "", addressOf(query));
  try {
    show(query, await ask(query, signal), short || !push);
    if (push) section.querySelector("h2")?.scrollIntoView({ block: "nearest" });
  } catch (problem) {
    if (signal.aborted) return;
    const text = problem instanceof Refused ? problem.message : "The service does not answer.";
    section.replaceChildren(element("p", text, { class: "banner wrong", role: "alert" }));
  } finally {
    if (!signal.aborted) {
      button.textContent = "Run";
      section.removeAttribute("aria-busy");
    }
  }
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void run();
});

const taken = (address: URL): void => {
  const query = address.searchParams.get("query");
  if (query === null) {
    section.replaceChildren();
    return;
  }
  if (query !== written.getValue()) written.setValue(query);
  void run(false);
};

// A question of the catalogue is put into the editor and asked, without leaving the page.
found(".questions", HTMLElement).addEventListener("click", (event) => {
  const link = (event.target as Element).closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, "", link.href);
  taken(new URL(link.href));
  place.scrollIntoView({ block: "nearest" });
});

addEventListener("popstate", () => taken(new URL(location.href)));
await breath();
if (new URL(location.href).searchParams.has("query") && section.children.length && !section.querySelector(".banner")) taken(new URL(location.href));
