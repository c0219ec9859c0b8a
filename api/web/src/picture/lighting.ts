// Lights ways in a picture: from its start to what is chosen, or from there to another component; puts them out, and
// keeps what is lit in the address. What a way needs that is not drawn is drawn first, as a step of growth.

import { element } from "../shared/dom";
import type { Drawing, DrawnNode } from "./data";
import type { Step } from "./grow";
import { tellWay, waysAt } from "./lit";
import { endsOf, litOf, missing, replayed, wayOf, written, type Ends, type Hop, type Lit, type Missing, type Way } from "./way";

interface Host {
  readonly data: Drawing;
  readonly details: Element;
  readonly said: Element;
  readonly name: (id: string) => string;
  readonly add: (more: Missing, step: Step) => void;
  readonly changed: () => void;
  readonly choose: (node: DrawnNode) => void;
  readonly tellHop: (hop: Hop) => void;
  readonly hidden: (lit: Lit) => number;
}

/** The way that the page itself lights, as its template writes it. */
interface Own {
  readonly way: number;
  readonly hops: readonly Hop[];
}

const own = (): Own | null => {
  const carried = document.getElementById("picture-lit");
  return carried ? (JSON.parse(carried.textContent ?? "") as Own) : null;
};

/** A step of growth that draws a way, as the address holds it. */
const stepOf = ({ from, to }: Ends): Step => ({ direction: "path", name: written({ from, to: "" }).slice(0, -1), iri: to });

export interface Lighting {
  /** What is lit now. */
  readonly lit: () => Lit | null;
  /** Give what can be lit at a component. */
  readonly offers: (node: DrawnNode) => HTMLElement;
  /** Draw a way that the address has drawn before, without lighting it. */
  readonly grow: (step: Step) => Promise<void>;
  /** Tell whether the end of a way is being chosen; then take it. */
  readonly picks: (node: DrawnNode | undefined) => boolean;
  readonly picking: () => boolean;
  /** Leave choosing, or put out what is lit; false where there was neither. */
  readonly escape: () => boolean;
  /** Put out what is lit and no longer drawn. */
  readonly check: () => void;
  /** Write what is lit into an address. */
  readonly into: (address: URL) => void;
  /** Light what the page and its address say, and nothing else. */
  readonly follow: () => Promise<void>;
  /** Tell of the way that is lit; false where none is. */
  readonly tells: () => boolean;
}

export const lighting = (host: Host): Lighting => {
  const { data, details, said } = host;
  const page = own();
  let lit: Lit | null = null;
  let from: DrawnNode | null = null; // of a way whose end is being chosen
  let asked = 0;
  let retell = (): void => undefined; // of the way that is lit

  /** Do something that tells something else; whoever's focus was in what was told is in the picture then. */
  const refocused = (task: () => void): void => {
    const inside = details.contains(document.activeElement);
    task();
    if (inside && !details.contains(document.activeElement)) document.querySelector<HTMLElement>("#picture [tabindex]")?.focus();
  };
  const put = (): void => refocused(() => {
    lit = null;
    host.changed();
    details.replaceChildren(element("p", "Choose a component to see it, or an arrow to see why it carries.", { class: "quiet" }));
    said.textContent = "the way is no longer lit";
  });
  const tell = (hops: readonly Hop[], why: string): void => tellWay(details, {
    hops, why, name: host.name, clear: put,
    chooseHop: (hop) => {
      host.tellHop(hop);
      const back = element("button", "← The way lit", { type: "button", class: "plain" });
      back.addEventListener("click", () => { host.changed(); tell(hops, why); details.querySelector<HTMLElement>("h3")?.focus(); });
      details.prepend(back);
      back.focus();
    },
  });
  const show = (hops: readonly Hop[], ends: Ends | null, why: string): void => {
    lit = litOf(hops, ends, data);
    from = null;
    host.changed();
    retell = () => tell(hops, why);
    retell();
  };
  const told = (problem: unknown): void => { said.textContent = problem instanceof Error ? problem.message : String(problem); };
  const draw = (way: Way, ends: Ends): boolean => {
    const more = missing(way, data);
    if (!more) return false;
    if (more.nodes.length || more.edges.length) host.add(more, stepOf(ends));
    return true;
  };
  const light = async (wanted: Ends): Promise<boolean> => {
    const turn = ++asked;
    said.textContent = "looking for the way …";
    try {
      const way = await wayOf(wanted, data);
      if (turn !== asked) return false;
      said.textContent = way.said;
      if (!way.hops.length) return false;
      const ends = { from: wanted.from, to: way.turned ? way.start : way.target };
      const before = data.nodes.length;
      if (!draw(way, ends)) {
        said.textContent = `${way.said} It does not fit into the picture. `;
        if (way.why) said.append(element("a", "A picture of it alone", { href: way.why }));
        return false;
      }
      show(way.hops, ends, way.why);
      const [drawn, gone] = [data.nodes.length - before, lit ? host.hidden(lit) : 0];
      said.textContent = `Lit: ${way.said}${drawn ? ` ${drawn} more drawn.` : ""}${gone ? ` ${gone} of it hidden by the legend.` : ""}`;
      return true;
    } catch (problem) {
      if (turn === asked) told(problem);
      return false;
    }
  };
  const lightAndGo = (ends: Ends): void => {
    void light(ends).then((done) => { if (done) details.querySelector<HTMLElement>("h3")?.focus(); });
  };
  const leave = (): void => {
    const node = from;
    from = null;
    refocused(() => { if (node) host.choose(node); });
    said.textContent = "no way chosen";
  };

  const escape = (): boolean => {
    if (from) leave();
    else if (lit) put();
    else return false;
    return true;
  };
  details.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && event.key === "Escape" && escape()) event.preventDefault();
  });

  return {
    lit: () => lit,
    picking: () => from !== null,
    offers: (node) => waysAt({
      node,
      nodes: data.nodes,
      light: (to) => lightAndGo({ from: "", to }),
      lightTo: replayed() ? null : (to) => lightAndGo({ from: node.id, to }),
      pick: () => { from = node; },
      leave,
    }),
    grow: async (step) => {
      try {
        const ends = endsOf(`${step.name}~${step.iri}`);
        if (ends) draw(await wayOf(ends, data), ends);
      } catch (problem) {
        told(problem);
      }
    },
    picks: (node) => {
      if (!from || !node) return false;
      const ends = { from: from.id, to: node.id };
      if (from.id === node.id) said.textContent = "choose another component";
      else lightAndGo(ends);
      return true;
    },
    escape,
    check: () => {
      if (lit && ![...lit.nodes.keys()].every((id) => data.nodes.some((node) => node.id === id))) put();
    },
    into: (address) => {
      const { searchParams } = address;
      if (lit?.ends) searchParams.set("lit", written(lit.ends));
      else searchParams.delete("lit");
      if (page && (!lit || lit.ends)) searchParams.set("way", "0"); // not the page's own any more
    },
    follow: async () => {
      const { searchParams } = new URL(location.href);
      let ends: Ends | null = null;
      try {
        ends = endsOf(searchParams.get("lit"));
      } catch (problem) {
        if (lit) put();
        told(problem);
        return;
      }
      if (ends) {
        if (!lit?.ends || written(lit.ends) !== written(ends)) await light(ends);
      } else if (page?.hops.length && searchParams.get("way") !== "0") {
        if (!lit || lit.ends) show(page.hops, null, "");
      } else if (lit) put();
    },
    tells: () => {
      if (lit) retell();
      return lit !== null;
    },
  };
};
