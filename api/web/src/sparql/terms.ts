// IRIs as people write and follow them.

import { decoded } from "../shared/encoded";

export interface Carried {
  readonly prefixes: Readonly<Record<string, string>>;
  readonly terms: readonly string[];
  readonly id: string;
  readonly ontology: string;
}

/** Shorten an IRI by a prefix of ours, where what is left is a plain name. */
export const shortened = (iri: string, { prefixes }: Carried): string => {
  let best = "";
  for (const [name, start] of Object.entries(prefixes)) {
    if (iri.startsWith(start) && start.length > (prefixes[best]?.length ?? 0)) best = name;
  }
  const rest = best ? iri.slice(prefixes[best]!.length) : "";
  return best && /^[\w-][\w.-]*$/.test(rest) && !rest.endsWith(".") ? `${best}:${rest}` : iri;
};

/** Give where an IRI is read: a page of ours, or the web; nowhere for any other scheme. */
export const followed = (iri: string, { id, ontology }: Carried): string => {
  if (iri.startsWith(`${id}component/`)) return `/explore/component?iri=${encodeURIComponent(iri)}`;
  if (iri.startsWith(id)) return `/id/${iri.slice(id.length).split("/").map((part) => encodeURIComponent(decoded(part) ?? part)).join("/")}`;
  if (iri.startsWith(ontology)) return `/ontology#${iri.slice(ontology.length)}`;
  return /^https?:\/\//.test(iri) ? iri : "";
};
