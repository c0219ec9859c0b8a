// What the service answered: solutions, a truth value, or a graph as N-Triples.

import { ordered } from "./order";
import { Scanner, slices, type Row } from "./reading";

export interface Term {
  readonly type: string;
  readonly value: string;
  readonly "xml:lang"?: string;
  readonly datatype?: string;
}

export interface Solutions {
  readonly form: "rows";
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export interface Truth {
  readonly form: "truth";
  readonly value: boolean;
}

export interface Statements {
  readonly form: "statements";
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

export type Answer = Solutions | Truth | Statements;

const TERM = /^(?:<([^>]*)>|(_:\S+)|"((?:[^"\\]|\\.)*)"(?:@([\w-]+)|\^\^<([^>]*)>)?)\s*/;
const ESCAPES: Readonly<Record<string, string>> = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" };
const unescaped = (text: string): string => text.replace(/\\(?:u([\dA-Fa-f]{4})|U([\dA-Fa-f]{8})|(.))/g, (_, short?: string, long?: string, one?: string) =>
  short ?? long ? String.fromCodePoint(parseInt((short ?? long)!, 16)) : ESCAPES[one!] ?? one!);

const statement = (line: string): Row | null => {
  let rest = line.trim();
  const terms: Term[] = [];
  while (terms.length < 3) {
    const found = TERM.exec(rest);
    if (!found) break;
    const [whole, iri, blank, literal, language, datatype] = found;
    rest = rest.slice(whole.length);
    if (iri !== undefined) terms.push({ type: "uri", value: unescaped(iri) });
    else if (blank !== undefined) terms.push({ type: "bnode", value: blank.slice(2) });
    else terms.push({ type: "literal", value: unescaped(literal ?? ""), ...(language ? { "xml:lang": language } : {}), ...(datatype ? { datatype } : {}) });
  }
  const [subject, property, value] = terms;
  return subject && property && value ? { subject, property, value } : null;
};

/** Read N-Triples, a line a statement, as they come. */
const statements = async (text: AsyncIterable<string>): Promise<Statements> => {
  const rows: Row[] = [];
  let kept = "";
  for await (const slice of text) {
    const lines = (kept + slice).split("\n");
    kept = lines.pop() ?? "";
    for (const line of lines) {
      const row = statement(line);
      if (row) rows.push(row);
    }
  }
  const last = statement(kept);
  if (last) rows.push(last);
  return { form: "statements", columns: ["subject", "property", "value"], rows };
};

/** Read SPARQL's results in JSON as they come. */
const results = async (text: AsyncIterable<string>, query: string): Promise<Solutions | Truth> => {
  const scanner = new Scanner();
  for await (const slice of text) scanner.take(slice);
  if (!scanner.whole) throw new Refused("The answer broke off before its end; ask again.");
  const given = scanner.rest() as { head: { vars?: string[] }; boolean?: boolean };
  if (given.boolean !== undefined) return { form: "truth", value: given.boolean };
  return { form: "rows", columns: ordered(given.head.vars ?? [], query), rows: scanner.rows };
};

export class Refused extends Error {}

/** Ask the service; what it says no to is thrown as `Refused`, in its own words. */
export const ask = async (query: string, signal: AbortSignal): Promise<Answer> => {
  const answer = await fetch("/sparql", {
    method: "POST",
    body: query,
    signal,
    headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json, application/n-triples" },
  });
  if (!answer.ok) {
    const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
    throw new Refused(problem.detail ?? problem.title ?? `the service answered ${answer.status}`);
  }
  if (!answer.body) throw new Refused("the service answered with nothing");
  const text = slices(answer.body, signal);
  return answer.headers.get("Content-Type")?.startsWith("application/n-triples") ? statements(text) : results(text, query);
};
