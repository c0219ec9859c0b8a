// The SPARQL behind what a script shows, as the pages have it (macros.html).

import { element } from "./dom";

const FORMATS = [["csv", "CSV"], ["json", "JSON"], ["tsv", "TSV"]] as const;

/** Let the query behind what grew ask for the relations at these components too. */
export const asksAt = (place: Element, components: readonly string[]): void => {
  const named = [...new Set(components)].map((iri) => `<${iri}>`).join(" ");
  const was = place.querySelector("code")?.textContent ?? "";
  const query = was.replace(/VALUES \?it \{[^}]*\}/, () => `VALUES ?it { ${named} }`);
  if (query === was) return;
  const fresh = behind("this", query);
  (fresh as HTMLDetailsElement).open = place.querySelector("details")?.open ?? false;
  place.replaceChildren(fresh);
};

/** Fold a query away, with links that run it. */
export const behind = (part: string, query: string): HTMLElement => {
  const code = element("pre", undefined, { tabindex: "0" });
  code.append(element("code", query));
  const address = `/sparql?query=${encodeURIComponent(query)}`;
  const line = element("p", undefined, { class: "actions" });
  line.append(element("a", "Run it", { href: address }));
  for (const [format, title] of FORMATS) line.append(" ", element("a", title, { href: `${address}&format=${format}` }));
  const folded = element("details", undefined, { class: "sparql" });
  folded.append(element("summary", `The SPARQL behind ${part}`), code, line);
  return folded;
};
