// The list beside the picture of what is in the group that was opened last, fifty at a time. The page brings it without
// any script; here it follows what is opened and closed. Labels are text, never markup.

import { behind } from "../shared/behind";
import { element, reached, thousands, words } from "../shared/dom";

interface Member {
  readonly iri: string;
  readonly label: string;
  readonly class: string;
  readonly evidence: string;
  readonly illustrative: boolean;
}

interface Members {
  readonly label: string;
  readonly rows: readonly Member[];
  readonly offset: number;
  readonly total: number;
  readonly sparql: string;
}

const PAGE = 50;

const entry = (one: Member): HTMLElement => {
  const item = element("li");
  const sure = one.evidence === "stated" || one.evidence === "assumed";
  const evidence = element("span", undefined, { class: "evidence" });
  evidence.append(one.evidence ? element("span", words(one.evidence), { class: `certainty ${sure ? "sure" : "doubt"}` }) : element("span", "no relation", { class: "quiet" }));
  if (one.illustrative) evidence.append(" ", element("span", "illustrative only", { class: "quiet" }));
  item.append(
    element("a", one.label, { href: `/explore/component?iri=${encodeURIComponent(one.iri)}` }), " ",
    element("span", words(one.class), { class: "kind" }), " ", evidence,
  );
  return item;
};

/** Take the list over from the page: give what shows the members of a group in it from one on, or with no group nothing; its pages are turned by `turn`. */
export const listing = (section: HTMLElement, beside: Element, turn: (offset: number) => void): ((by: string, key: string, hide: string, offset: number) => Promise<void>) => {
  beside.append(section);
  let shows = "";
  let turned = false; // by a button, which is gone then: its heading takes the focus
  let asked = new AbortController();

  const show = async (by: string, key: string, hide: string, offset: number, focused: boolean): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    section.setAttribute("aria-busy", "true");
    try {
      const answer = await reached(`/explore/graph/members?${new URLSearchParams({ by, group: key, ...(hide ? { hide } : {}), offset: String(offset) })}`, { signal });
      if (!answer.ok) throw new Error(((await answer.json()) as { detail?: string }).detail ?? `the service answered ${answer.status}`);
      const found = (await answer.json()) as Members;
      const last = found.offset + found.rows.length;
      const title = element("h2", `In ${found.label}`, { id: "members-title", tabindex: "-1" });
      const past = found.total > 0 && !found.rows.length;
      const said = element("p", past ? `That is past the end: there are ${thousands(found.total)}.` : found.total ? `${thousands(found.offset + 1)} to ${thousands(last)} of ${thousands(found.total)}${hide ? " that filters let through" : ""}, those with most relations first` : "Filters let nothing of it through.", { class: "shown", role: "status" });
      const list = element("ol", undefined, { class: "members", start: String(found.offset + 1) });
      list.append(...found.rows.map(entry));
      const pages = element("nav", undefined, { class: "pages", "aria-label": "Pages of the group" });
      const page = (text: string, to: number): void => {
        const button = element("button", text, { type: "button", class: "plain" });
        button.addEventListener("click", () => {
          turned = true;
          turn(to);
        });
        pages.append(button);
      };
      if (past) page("The first page", 0);
      else if (found.offset > 0) page("← Before", Math.max(0, found.offset - PAGE));
      if (last < found.total) page("After →", last);
      section.replaceChildren(title, said, list, ...(pages.childElementCount ? [pages] : []), behind("what is in it", found.sparql));
      section.hidden = false;
      if (focused) title.focus();
    } catch (problem) {
      if (signal.aborted) return;
      section.replaceChildren(element("p", problem instanceof Error ? problem.message : String(problem), { class: "banner wrong", role: "alert" }));
      section.hidden = false;
    } finally {
      if (!signal.aborted) section.removeAttribute("aria-busy");
    }
  };

  return async (by, key, hide, offset) => {
    const wanted = key && `${by} ${key} ${hide} ${offset}`;
    if (wanted === shows && Boolean(key) !== section.hidden) return;
    shows = wanted;
    const focused = turned;
    turned = false;
    if (key) await show(by, key, hide, offset, focused);
    else {
      asked.abort();
      section.hidden = true;
    }
  };
};
