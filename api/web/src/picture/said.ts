// The words behind a relation: which documents say so, and how. Asked for when a relation is chosen; what comes back is
// data of strangers and becomes text, never markup. The template said.html tells the same on pages.

import { element, reached, percent } from "../shared/dom";

interface Quote {
  readonly before: string;
  readonly words: string;
  readonly after: string;
  readonly name: string;
  readonly threat: string;
  readonly layer: number;
  readonly certainty: string;
  readonly page: string;
}

interface Statement {
  readonly title: string;
  readonly file: string;
  readonly page: string;
  readonly illustrative: boolean;
  readonly dependent: string;
  readonly relation: string;
  readonly dependee: string;
  readonly statement: string;
  readonly place: string;
  readonly notes: readonly string[];
  readonly sources: readonly { readonly title: string; readonly page: string }[];
  readonly quotes: readonly Quote[];
}

interface Carried {
  readonly label: string;
  readonly page: string;
  readonly from_mode: string;
  readonly mode: string;
  readonly likelihood: readonly [number, number, number] | null;
  readonly basis: string;
  readonly acts: boolean;
  readonly evidence: string;
  readonly unsettled: readonly string[];
}

interface Words {
  readonly carried: readonly Carried[];
  readonly statements: readonly Statement[];
  readonly claims: readonly Quote[];
}

const quiet = (text: string): HTMLElement => element("span", text, { class: "quiet" });

/** Give a link, or the text alone where there is nothing that a browser may follow. */
const linked = (text: string, page: string): Node => {
  if (!/^(\/(?!\/)|https?:\/\/)/.test(page)) return document.createTextNode(text);
  return element("a", text, page.startsWith("/") ? { href: page } : { href: page, rel: "noreferrer nofollow" });
};

const quoted = (one: Quote): HTMLElement => {
  const [made, line, foot] = [element("blockquote"), element("p"), element("footer", undefined, { class: "quiet" })];
  line.append(one.before, element("mark", one.words), one.after);
  if (one.name) foot.append("the page of ", linked(one.name, one.page));
  else foot.append(linked("the document", one.page));
  foot.append([one.layer ? `, layer ${one.layer}` : "", one.threat ? `: ${one.threat}` : "", one.certainty ? `; ${one.certainty}` : ""].join(""));
  made.append(line, foot);
  return made;
};

const stated = (one: Statement): Node[] => {
  const line = element("p");
  line.append(linked(one.title, one.page));
  if (one.file && one.file !== one.title) line.append(" ", quiet(`(${one.file})`));
  if (one.illustrative) line.append(" ", quiet("which is illustrative"));
  if (one.dependee) line.append(` says: ${one.dependent} `, element("em", one.relation), ` ${one.dependee}.`);
  else line.append(` says nothing of what ${one.dependent} depends on.`);
  const kept = element("pre", undefined, { tabindex: "0" });
  kept.append(element("code", one.statement));
  const made: Node[] = [line];
  for (const note of one.notes) {
    const quote = element("blockquote");
    quote.append(element("p", note));
    made.push(quote);
  }
  made.push(...one.quotes.map(quoted), kept);
  if (one.place || one.sources.length) {
    const foot = element("p", undefined, { class: "quiet" });
    if (one.place) foot.append(linked("The statement", one.place));
    one.sources.forEach((source, at) => foot.append(at ? "; " : one.place ? ", after " : "After ", linked(source.title, source.page)));
    made.push(foot);
  }
  return made;
};

const SURE: Readonly<Record<string, string>> = { possible: "; not certain to carry", unknown: "; nobody says that it carries" };
const ruled = (one: Carried): HTMLElement => {
  const made = element("li");
  made.append(linked(one.label, one.page), `: the loss of ${one.from_mode} becomes the loss of ${one.mode}`);
  if (one.likelihood) made.append(`, likelihood ${percent(one.likelihood[0])} to ${percent(one.likelihood[2])}, by default ${percent(one.likelihood[1])}`);
  if (one.basis) made.append(" ", quiet(`(${one.basis})`));
  made.append([one.acts ? "; somebody must still act" : "", SURE[one.evidence] ?? "", one.unsettled.length ? `; not known, and would settle it: ${one.unsettled.join(", ")}` : ""].join(""));
  return made;
};

let last = ""; // what is told is told again whenever the picture changes beside it
let answered: Promise<Words> | null = null;
const asked = (question: string): Promise<Words> => {
  if (!answered || question !== last) {
    last = question;
    answered = reached(`/explore/said?${question}`).then(async (answer) => {
      if (!answer.ok) throw new Error(((await answer.json()) as { detail?: string }).detail ?? `the service answered ${answer.status}`);
      return (await answer.json()) as Words;
    });
    answered.catch(() => { answered = null; });
  }
  return answered;
};

/** Tell what documents say of a relation, from what falls first to what falls next; `relation` empty is whichever. */
const behind = async (dependee: string, dependent: string, relation: string, rules: boolean): Promise<Node[]> => {
  const told = await asked(String(new URLSearchParams({ dependent, dependee, relation })));
  const made: Node[] = [];
  if (rules && told.carried.length) {
    const list = element("ul");
    list.append(...told.carried.map(ruled));
    made.push(element("h4", "Carried by"), list);
  } else if (rules) made.push(element("h4", "Carried by"), element("p", "No rule carries over it alone."));
  made.push(element("h4", "In the words of the document"));
  for (const one of told.statements) made.push(...stated(one));
  if (!told.statements.length) made.push(element("p", "No current document says so: it is supposed, or computed from what others say."));
  if (told.claims.length) made.push(element("p", "Why what it comes from could be lost, as a page has it:"), ...told.claims.map(quoted));
  return made;
};

/** Put the words under what is told of a relation, and the rules where these are not told there yet. */
export const withWords = async (details: Element, dependee: string, dependent: string, relation: string, rules: boolean): Promise<void> => {
  const place = element("div", undefined, { class: "said" });
  place.append(quiet("Looking up what documents say …"));
  details.append(place);
  try {
    place.replaceChildren(...(await behind(dependee, dependent, relation, rules)));
  } catch (problem) {
    place.replaceChildren(element("p", problem instanceof Error ? problem.message : String(problem), { class: "quiet" }));
  }
};
