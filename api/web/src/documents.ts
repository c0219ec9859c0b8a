// Drop a file, see what it would change, ingest it. The token stays in its field; nothing is stored.

import { element, found, thousands } from "./shared/dom";

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
  const ingest = found("#ingest", HTMLButtonElement);
  const told = found("#dropped", HTMLElement);
  const largest = Number(form.dataset.largest);

  const say = (text: string, kind = "note"): void => told.replaceChildren(element("p", text, { class: kind }));

  const send = async (path: string, chosen: File): Promise<unknown> => {
    const answer = await fetch(`${path}?name=${encodeURIComponent(chosen.name)}`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token.value.trim()}`, "Content-Type": "application/octet-stream" },
      body: chosen,
    });
    const body = (await answer.json()) as { detail?: string };
    if (!answer.ok) throw new Error(body.detail ?? `the service answered ${answer.status}`);
    return body;
  };

  const list = (report: Report): Node[] => {
    const parts: Node[] = [];
    if (report.agents.length) {
      const line = element("p", "About ");
      report.agents.forEach((iri, at) => {
        const slug = /\/id\/agent\/([^/?#]+)$/.exec(iri)?.[1];
        line.append(at ? ", " : "", slug ? element("a", decodeURIComponent(slug), { href: `/explore/agent/${slug}` }) : iri);
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
      element("summary", `${thousands(Math.min(SHOWN, lines.length))} of ${thousands(lines.length)} quads`),
      element("pre", lines.slice(0, SHOWN).join("\n"), { tabindex: "0" }),
    );
    told.replaceChildren(
      element("p", `${head}. Read as ${report.format}: ${thousands(report.quads)} quads in ${graphs}.`, { class: "banner" }),
      ...list(report),
      ...(lines.length ? [details] : []),
    );
    ingest.disabled = report.outcome === "unchanged";
  };

  const chosen = (): File | null => {
    const one = file.files?.[0] ?? null;
    if (!one) say("Choose a file first.", "banner wrong");
    else if (one.size > largest) say(`The file has ${thousands(one.size)} bytes; at most ${thousands(largest)} are taken.`, "banner wrong");
    else if (!token.value.trim()) say("Give the token for writing; the operator of the service has it.", "banner wrong");
    else return one;
    return null;
  };

  const run = async (task: (one: File) => Promise<void>): Promise<void> => {
    const one = chosen();
    if (!one) return;
    form.setAttribute("aria-busy", "true");
    say("Reading …");
    try {
      await task(one);
    } catch (problem) {
      say(problem instanceof Error ? problem.message : String(problem), "banner wrong");
    } finally {
      form.removeAttribute("aria-busy");
    }
  };

  file.addEventListener("change", () => {
    ingest.disabled = true;
    if (!file.files?.[0]) return;
    say(`${file.files[0].name}, ${thousands(file.files[0].size)} bytes.`);
    if (token.value.trim()) form.requestSubmit(); // what it would change is shown at once, where it may be asked
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void run(async (one) => {
      const answer = (await send("/documents/preview", one)) as { report: Report; nquads: string };
      preview(answer.report, answer.nquads);
    });
  });
  ingest.addEventListener("click", () => void run(async (one) => {
    const report = (await send("/documents", one)) as Report;
    ingest.disabled = true;
    const done = element("p", `${report.outcome}: ${thousands(report.quads)} quads. `, { class: "banner" });
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
    if (!dropped?.length) return;
    file.files = dropped;
    file.dispatchEvent(new Event("change"));
  });
}
