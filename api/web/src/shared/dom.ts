// What every script does with a page. All that comes from data becomes text, never markup.

/** Make an element with text and attributes. */
export const element = <Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  text?: string | null,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Name] => {
  const made = document.createElement(name);
  if (text !== undefined && text !== null) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
};

/** Let a text break after marks that part an address, so that words stay whole; src/aftershock/explore/written.py does the same. */
export const breakable = <Made extends Element>(made: Made, text: string): Made => {
  made.replaceChildren(...text.split(/(?<=[/#?&=@])(?![/#?&=@])/).flatMap((piece, place) => (place ? [element("wbr"), piece] : [piece])));
  return made;
};

/** Find an element that the page has; its absence is a mistake of ours. */
export const found = <Kind extends Element>(selector: string, kind: new () => Kind): Kind => {
  const one = document.querySelector(selector);
  if (!(one instanceof kind)) throw new Error(`the page has no ${selector}`);
  return one;
};

/** Read the data that a page carries in a script element of its own. */
export const carried = <Data>(id: string): Data => JSON.parse(found(`#${id}`, HTMLScriptElement).textContent ?? "") as Data;

/** Give the words of a name: the last part of an IRI, in camel case or with hyphens. */
const WRITTEN: Readonly<Record<string, string>> = { mcp: "MCP", dataset: "data set" }; // as the ontology's labels have them
export const words = (name: string | null | undefined): string =>
  (name ?? "").split(/[#/]/).pop()!.replace(/([a-z])(?=[A-Z])|([A-Z])(?=[A-Z][a-z])/g, "$1$2 ").replace(/-/g, " ")
    .split(" ").map((word) => WRITTEN[word.toLowerCase()] ?? (word.length > 1 && word === word.toUpperCase() ? word : word.toLowerCase())).join(" ");

export const percent = (value: number): string => `${Number((value * 100).toPrecision(3))} %`;

export const thousands = (value: number): string => value.toLocaleString("en");

/** Ask the service; that it is not there at all is told in words, not in those of the browser. */
export const reached = async (address: string, how?: RequestInit): Promise<Response> => {
  try {
    return await fetch(address, how);
  } catch (problem) {
    throw problem instanceof TypeError ? new Error("The service does not answer.") : problem;
  }
};

/** Wait for something; where it takes its time, the place that it is for says so as long as it shows the same. */
export const awaited = async <Given>(place: Element, text: string, task: Promise<Given>): Promise<Given> => {
  const [first, note] = [place.firstElementChild, element("p", text, { class: "quiet" })];
  const late = setTimeout(() => { if (place.firstElementChild === first) place.append(note); }, 400);
  try {
    return await task;
  } finally {
    clearTimeout(late);
    note.remove();
  }
};

/** Say how many of something there are: 1 registry, 6 registries. */
export const counted = (count: number, one: string): string => {
  const many = /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : /(s|x|ch|sh)$/.test(one) ? `${one}es` : `${one}s`;
  return `${thousands(count)} ${count === 1 ? one : many}`;
};

export type Facts = readonly (readonly [term: string, value: string | number | null | undefined])[];
export type Links = readonly (readonly [text: string, address: string])[];

/** Show facts under a heading in the place for details; what is not known is left out. */
export const told = (details: Element, heading: string, facts: Facts, links: Links = [], more: readonly Node[] = []): void => {
  const list = element("dl");
  for (const [term, value] of facts) {
    if (value === null || value === undefined || value === "") continue;
    list.append(element("dt", term), breakable(element("dd"), String(value)));
  }
  const parts: Node[] = [element("h3", heading), list];
  if (links.length) {
    const line = element("p", undefined, { class: "actions" });
    for (const [text, href] of links) line.append(element("a", text, { href }));
    parts.push(line);
  }
  details.replaceChildren(...parts, ...more);
};

/** Hand a file over to be saved. */
export const save = (name: string, content: Blob): void => {
  const address = URL.createObjectURL(content);
  const link = element("a", "", { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
};

/** Do something a moment after the last time it was asked for. */
export const settled = (task: () => void, milliseconds = 80): (() => void) => {
  let waiting = 0;
  return () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(task, milliseconds);
  };
};
