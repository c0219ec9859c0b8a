// Components are suggested under a field while one types; choosing one puts its IRI there, for a label may be that of several.

import { element } from "./dom";

interface Hit {
  readonly iri: string;
  readonly label: string;
  readonly kind: string;
}

/** Suggest components under a field. */
export const suggest = (box: HTMLInputElement): void => {
  const list = element("datalist", undefined, { id: `${box.id || box.name}-names` });
  box.after(list);
  box.setAttribute("list", list.id);
  let asked: AbortController | null = null;
  let waiting = 0;
  const ask = async (): Promise<void> => {
    asked?.abort();
    const text = box.value.trim();
    if (text.length < 2 || [...list.options].some((one) => one.value === text)) return;
    asked = new AbortController();
    try {
      const answer = await fetch(`/explore/suggest?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (!answer.ok) return;
      const { items } = (await answer.json()) as { items: readonly Hit[] };
      const named = items.filter((hit) => hit.kind === "component" || hit.kind === "agent");
      list.replaceChildren(...named.map((hit) => element("option", hit.label, { value: hit.iri, label: `${hit.label} (${hit.kind})` })));
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === "AbortError")) list.replaceChildren();
    }
  };
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(), 150);
  });
};
