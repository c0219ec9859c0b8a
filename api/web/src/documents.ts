// Drop a file, see what it would change, ingest it. The token stays in its field; nothing is stored.

import { counted, element, reached, found, thousands } from "./shared/dom";
import { decoded } from "./shared/encoded";

interface Finding { readonly severity: string; readonly message: string; readonly line: number | null }
interface Report {
  readonly format: string;
  readonly outcome: string;
  readonly quads: number;
  readonly graphs: readonly string[];
  readonly agents: readonly string[];
  readonly findings: readonly Finding[];
}

const SHOWN = 100;
const form = document.getElementById("drop");

if (form instanceof HTMLFormElement) {
  const file = found("#file", HTMLInputElement);
  const token = found("#token", HTMLInputElement);
  const show = found("#preview", HTMLButtonElement);
  const ingest = found("#ingest", HTMLButtonElement);
  const told = found("#dropped", HTMLElement);
  const largest = Number(form.dataset.largest);

  const say = (text: string, kind = "note"): void => told.replaceChildren(element("p", text, { class: kind }));

  let asked = new AbortController(); // of what is on its way
  let shown: File | null = null; // whose preview is on the page: nothing else is ingested

  const send = async (path: string, chosen: File, signal: AbortSignal): Promise<unknown> => {
    const answer = await reached(`${path}?name=${encodeURIComponent(chosen.name)}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token.value.trim()}`, "Content-Type": "application/octet-stream" },
      body: chosen,
      signal,
    });
    const body = (await answer.json()) as { detail?: string };
    signal.throwIfAborted();
    if (!answer.ok) throw new Error(body.detail ?? `the service answered ${answer.status}`);
    return body;
  };

  const list = (report: Report): Node[] => {
    const parts: Node[] = [];
    if (report.agents.length) {
      const line = element("p", "About ");
      report.agents.forEach((iri, at) => {
        const slug = /\/id\/agent\/([^/?#]+)$/.exec(iri)?.[1];
        line.append(at ? ", " : "", slug ? element("a", decoded(slug) ?? slug, { href: `/explore/agent/${slug}` }) : iri);
      });
      parts.push(line);
    }
    if (report.findings.length) {
      const items = element("ul", undefined, { class: "found" });
      for (const one of report.findings) {
        items.append(element("li", `${one.severity}: ${one.line ? `line ${one.line}: ` : ""}${one.message}`));
      }
      parts.push(element("h3", `${report.findings.length} noticed`), items);
    }
    return parts;
  };

  const preview = (report: Report, nquads: string): void => {
    const outcome = { added: "It is new", revised: "It takes the place of an older edition", unchanged: "It is known already" };
    const head = outcome[report.outcome as keyof typeof outcome] ?? report.outcome;
    const lines = nquads.split("\n").filter(Boolean);
    const graphs = report.graphs.length === 1 ? "1 graph" : `${report.graphs.length} graphs`;
    const details = element("details");
    details.append(
      element("summary", `${thousands(Math.min(SHOWN, lines.length))} of ${counted(lines.length, "quad")}`),
      element("pre", lines.slice(0, SHOWN).join("\n"), { tabindex: "0" }),
    );
    told.replaceChildren(
      element("p", `${head}. Read as ${report.format}: ${counted(report.quads, "quad")} in ${graphs}.`, { class: "banner" }),
      ...list(report),
      ...(lines.length ? [details] : []),
    );
  };

  const chosen = (): File | null => {
    const one = file.files?.[0] ?? null;
    if (!one) say("Choose a file first.", "banner wrong");
    else if (one.size > largest) say(`The file has ${thousands(one.size)} bytes; at most ${thousands(largest)} are taken.`, "banner wrong");
    else if (!token.value.trim()) say("Give the token for writing; the operator of the service has it.", "banner wrong");
    else return one;
    return null;
  };

  /** Do what is asked in place of what was asked before, of which nothing is told any more. */
  const run = async (task: (one: File, signal: AbortSignal) => Promise<void>): Promise<void> => {
    asked.abort();
    const one = chosen();
    if (!one) return;
    const mine = asked = new AbortController();
    form.setAttribute("aria-busy", "true");
    say("Reading …");
    try {
      await task(one, mine.signal);
    } catch (problem) {
      if (!mine.signal.aborted) say(problem instanceof Error ? problem.message : String(problem), "banner wrong");
    } finally {
      if (asked === mine) form.removeAttribute("aria-busy");
    }
  };
  /** Let nothing else be chosen or asked, or let it again: what is being ingested is told of to its end. */
  const hold = (held: boolean): void => { file.disabled = show.disabled = held; };
  const offer = (one: File | null): void => {
    shown = one;
    ingest.disabled = !one;
  };

  file.addEventListener("change", () => {
    asked.abort();
    offer(null);
    if (!file.files?.[0]) {
      say("No file is chosen.");
      return;
    }
    say(`${file.files[0].name}, ${thousands(file.files[0].size)} bytes.`);
    if (token.value.trim()) form.requestSubmit(); // what it would change is shown at once, where it may be asked
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (show.disabled) return;
    offer(null);
    void run(async (one, signal) => {
      const answer = (await send("/documents/preview", one, signal)) as { report: Report; nquads: string };
      preview(answer.report, answer.nquads);
      offer(answer.report.outcome === "unchanged" ? null : one);
    });
  });
  ingest.addEventListener("click", () => void run(async (one, signal) => {
    if (one !== shown) throw new Error("Let it be shown first what this file would change.");
    offer(null);
    hold(true);
    let report: Report;
    try {
      report = (await send("/documents", one, signal)) as Report;
    } catch (problem) {
      offer(one); // it can be tried again
      throw problem;
    } finally {
      hold(false);
    }
    const done = element("p", `${report.outcome}: ${counted(report.quads, "quad")}. `, { class: "banner" });
    done.append(element("a", "Show the list anew", { href: "/explore/documents" }));
    told.replaceChildren(done, ...list(report));
  }));
  for (const name of ["dragenter", "dragover"]) {
    form.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    const dropped = event.dataTransfer?.files;
    if (!dropped?.length || file.disabled) return;
    file.files = dropped;
    file.dispatchEvent(new Event("change"));
  });
}
