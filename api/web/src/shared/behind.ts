// The SPARQL behind what a script shows, as the pages have it (macros.html).

import { element, reached } from "./dom";

const FORMATS = [["csv", "CSV"], ["json", "JSON"], ["tsv", "TSV"]] as const;

const stateOf = ({ searchParams }: URL): string => JSON.stringify([searchParams.getAll("expand"), searchParams.get("hide")]);
let turn = 0;
let shownFor = stateOf(new URL(location.href));

/** Ask anew for the queries behind a picture, where they are for what it grew by or hid before. */
export const asksAt = async (place: HTMLElement): Promise<void> => {
  const [mine, now] = [++turn, new URL(location.href)];
  if (stateOf(now) === shownFor) return;
  const answer = await reached(`${place.dataset.grows}${now.search}`);
  if (!answer.ok || mine !== turn) return;
  const { behind: parts } = (await answer.json()) as { behind: readonly { part: string; query: string }[] };
  if (mine !== turn) return;
  shownFor = stateOf(now);
  const open = [...place.querySelectorAll("details")].map((one) => one.open);
  place.replaceChildren(...parts.map(({ part, query }, at) => {
    const made = behind(part, query);
    made.toggleAttribute("open", open[at] ?? false);
    return made;
  }));
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
