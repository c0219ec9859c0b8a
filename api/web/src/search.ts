// The search box: "/" comes here, suggestions appear as one types. Without script it is a plain form. Every page has
// this script: what holds for every form is begun here too.

import { onKept } from "./shared/asked";
import { onAsking } from "./shared/forms";
import { element } from "./shared/dom";

interface Hit {
  readonly label: string;
  readonly kind: string;
  readonly href: string;
}

const suggesting = (box: HTMLInputElement, place: Element): void => {
  const list = element("ul", undefined, { id: "suggestions", class: "suggestions", role: "listbox", "aria-label": "Suggestions" });
  list.hidden = true;
  place.append(list);
  const said = element("span", undefined, { class: "unseen", role: "status" });
  box.form?.append(said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) box.setAttribute(name, value);

  let chosen = -1;
  let asked: AbortController | null = null;
  let waiting = 0;
  const options = (): HTMLElement[] => [...list.children] as HTMLElement[];
  const follow = (option: HTMLElement | undefined): void => {
    if (option?.dataset.href) location.assign(option.dataset.href);
  };

  const close = (): void => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (index: number): void => {
    const all = options();
    chosen = (index + all.length) % all.length;
    all.forEach((option, at) => option.setAttribute("aria-selected", String(at === chosen)));
    const one = all[chosen];
    one?.scrollIntoView({ block: "nearest" });
    if (one) box.setAttribute("aria-activedescendant", one.id);
  };

  // What comes back is data of strangers: text only, and addresses within this service only.
  const show = (hits: readonly Hit[]): void => {
    const ours = hits.filter((hit) => hit.href.startsWith("/") && !hit.href.startsWith("//"));
    list.replaceChildren(...ours.map((hit, at) => {
      const option = element("li", undefined, { id: `suggestion-${at}`, role: "option", "aria-selected": "false" });
      option.dataset.href = hit.href;
      option.append(element("span", hit.label), element("span", hit.kind, { class: "kind" }));
      return option;
    }));
    chosen = -1;
    said.textContent = ours.length === 1 ? "1 suggestion" : `${ours.length} suggestions`;
    if (!ours.length) {
      close();
      return;
    }
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };

  const ask = async (): Promise<void> => {
    asked?.abort();
    const text = box.value.trim();
    if (text.length < 2) {
      close();
      return;
    }
    asked = new AbortController();
    try {
      const answer = await fetch(`/explore/suggest?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok) show(((await answer.json()) as { items: Hit[] }).items);
    } catch (problem) {
      if (!(problem instanceof DOMException && problem.name === "AbortError")) close();
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => void ask(), 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) follow(options()[chosen]);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    follow((event.target as Element).closest("li") ?? undefined);
  });
  box.addEventListener("blur", close);

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
};

onKept();
onAsking();
const box = document.getElementById("search");
if (box instanceof HTMLInputElement && box.parentElement) suggesting(box, box.parentElement);
