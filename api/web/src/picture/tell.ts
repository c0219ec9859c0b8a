// What is told beside the picture of what was chosen in it.

import { percent, told, words, type Links } from "../shared/dom";
import { scored } from "../shared/graver";
import type { DrawnEdge, DrawnNode } from "./data";
import { withWords } from "./said";

/** Give what a document is called, and its IRI, where the page holds that: a file that nobody serves does. */
const documentNamed = (iri: string): string => {
  const titles = JSON.parse(document.getElementById("picture-titles")?.textContent ?? "{}") as Readonly<Record<string, string>>;
  const title = Object.hasOwn(titles, iri) ? titles[iri] : undefined;
  return title ? `${title} (${iri})` : last(iri).slice(0, 12);
};

const last = (iri: string): string => iri.split(/[#/]/).pop() ?? iri;

/** Tell of a component. */
export const tellNode = (details: Element, node: DrawnNode, links: Links, more: readonly Node[] = []): void =>
  told(details, node.name, [
    ["Class", words(node.class)],
    ["Layer", node.layer ? `L${node.layer}` : "none"],
    ["Role", node.fresh ? `${node.role}, new since the event before` : node.role],
    ["Lost in", node.mode],
    ["AIVSS", scored(node)],
    ["Criticality", node.criticality ? words(node.criticality) : null],
    ["Depth", node.depth],
    ["Accountable", node.owner ?? "nobody named"],
    ["IRI", node.id],
  ], links, more);

/** Tell why an edge carries; where there is a service to ask, in the words of the documents. */
export const tellEdge = (details: Element, edge: DrawnEdge, from: string, to: string, served: boolean): void => {
  told(details, `${from} → ${to}`, [
    ["Relation", words(edge.relation)],
    ["Hands on the loss of", edge.modes.join(", ")],
    ["Carried by", edge.rule_label || (edge.rule ? words(edge.rule) : served ? null : "no rule")],
    ["Likelihood", edge.likelihood
      ? `${percent(edge.likelihood[0])} to ${percent(edge.likelihood[2])}, by default ${percent(edge.likelihood[1])}` : null],
    ["Whose number", edge.basis ? words(edge.basis) : null],
    ["Effect", edge.effect === "EnablesAttack" ? "somebody must still act" : words(edge.effect)],
    ["Certainty", words(edge.certainty)],
    ["Said by", served ? null : edge.documents.map(documentNamed).join("; ")],
  ]);
  if (served) void withWords(details, edge.from, edge.to, edge.relation, !edge.rule && edge.relation !== "unsaid");
};
