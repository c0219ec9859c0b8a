// The editor: YASQE, with nothing looked up outside. Prefixes and terms are ours, carried by the page.

import Yasqe from "@zazuko/yasqe";
import "@zazuko/yasqe/build/yasqe.min.css";

import type { Carried } from "./terms";

export interface Editor {
  getValue(): string;
  setValue(text: string): void;
}

/** Declare the prefixes of ours that a query uses: the service needs no declaration, but the editor marks their absence. */
const declare = (made: Yasqe, text: string, { prefixes }: Carried): void => {
  const declared = made.getPrefixesFromQuery();
  const plain = text.replace(/<[^>]*>|"[^"]*"|#.*/g, " ");
  const missing = [...new Set([...plain.matchAll(/([a-z][\w-]*):/gi)].map(([, name]) => name!))].filter((name) => name in prefixes && !(name in declared));
  for (const name of missing.sort().reverse()) made.addPrefixes({ [name]: prefixes[name]! });
};

/** Put the editor in a place; `run` is called for Ctrl + Enter. */
export const editor = (place: HTMLElement, text: string, carried: Carried, run: () => void): Editor => {
  const prefixes = Object.entries(carried.prefixes).map(([name, start]) => `${name}: <${start}>`).sort();
  const isClass = (term: string): boolean => /^[A-Z]/.test(term.slice(term.search(/[#/][^#/]*$/) + 1));
  Yasqe.forkAutocompleter("prefixes", { name: "our-prefixes", bulk: true, persistenceId: null, get: () => prefixes });
  Yasqe.forkAutocompleter("property", { name: "our-properties", bulk: true, persistenceId: null, get: () => carried.terms.filter((term) => !isClass(term)) });
  Yasqe.forkAutocompleter("class", { name: "our-classes", bulk: true, persistenceId: null, get: () => carried.terms.filter(isClass) });
  const made = new Yasqe(place, {
    value: text,
    persistenceId: null,
    prefixCcApi: null,
    consumeShareLink: null,
    createShortLink: undefined,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    lineWrapping: true,
    viewportMargin: Infinity, // the page scrolls, not the editor in it
    autocompleters: ["variables", "our-prefixes", "our-properties", "our-classes"],
    extraKeys: {
      "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": () => made.autocomplete(), "Ctrl-/": () => made.commentLines(), "Shift-Ctrl-F": () => made.autoformat(),
      Tab: false, "Shift-Tab": false, // who came by the keyboard leaves by it
    },
  });
  declare(made, text, carried);
  made.getInputField().setAttribute("aria-label", "SPARQL query");
  return {
    getValue: () => made.getValue(),
    setValue: (value) => {
      made.setValue(value);
      declare(made, value, carried);
    },
  };
};
