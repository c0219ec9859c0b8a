// The blast-radius workbench and the replay: names are suggested while one types, the number of relations becomes a
// slider, what is switched is asked at once, and what takes long says so. Without script all of it is forms and links.

import { element } from "./shared/dom";
import { suggest } from "./shared/suggest";

/** Make a slider of the number of relations; at its end all are followed, and the address does not name a number. */
const slide = (box: HTMLInputElement): void => {
  const deepest = Number(box.dataset.deepest);
  if (!(deepest > 1)) return;
  const all = Math.max(deepest, Number(box.value) || 0) + 1;
  const told = element("output", undefined, { class: "depth" });
  const show = (): void => {
    told.textContent = Number(box.value) >= all ? "all" : box.value;
    box.setAttribute("aria-valuetext", told.textContent);
  };
  const before = box.value || String(all);
  box.type = "range";
  box.max = String(all);
  box.value = box.defaultValue = before; // to which a form goes back
  const both = element("span", undefined, { class: "slides" });
  box.replaceWith(both);
  both.append(box, told);
  box.addEventListener("input", show);
  box.form?.addEventListener("reset", () => setTimeout(show));
  box.form?.addEventListener("formdata", (event) => {
    if (Number(box.value) >= all) event.formData.delete(box.name);
  });
  show();
};

/** Say that an answer is on its way, to the eye and to the ear. */
const said = element("p", "", { class: "unseen", role: "status" });
const waits = (trigger: Element | null): void => {
  trigger?.classList.add("waiting");
  document.getElementById("main")?.setAttribute("aria-busy", "true");
  said.textContent = "Working on it";
};

document.body.append(said);
document.querySelectorAll<HTMLInputElement>("input[data-suggest]").forEach(suggest);
document.querySelectorAll<HTMLInputElement>("input[data-deepest]").forEach(slide);
document.querySelectorAll<HTMLAnchorElement>(".parts a, .plans a.button, .before-after a.button").forEach((link) =>
  link.addEventListener("click", (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) waits(link);
  }));
document.querySelectorAll<HTMLFormElement>("main form").forEach((form) =>
  form.addEventListener("submit", (event) => waits((event as SubmitEvent).submitter)));
document.querySelectorAll<HTMLInputElement>("input[data-go]").forEach((slider) => {
  let waiting = 0;
  const go = (): void => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => slider.form?.requestSubmit(), 350);
  };
  slider.addEventListener("change", go);
  slider.focus({ preventScroll: true });
  if (!/[?&]step=/.test(location.search)) slider.blur();
});

// What takes long is left for later: the part of the page that says where more of it is, is asked for and put in its
// place. It is a page of ours, as it would be if its link were followed; without script the link is.
const fill = async (part: HTMLElement): Promise<void> => {
  const { more = "" } = part.dataset;
  const told = part.querySelector('[role="status"]');
  part.setAttribute("aria-busy", "true");
  told?.querySelector("a")?.classList.add("waiting");
  try {
    const answer = await fetch(new URL(more, location.origin), { headers: { Accept: "text/html" } });
    const title = part.getAttribute("aria-labelledby");
    const page = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    const whole = page?.querySelector(`section[aria-labelledby="${title}"]`);
    if (!whole) return;
    const now = whole.querySelector('[role="status"]')?.textContent ?? "";
    part.replaceWith(document.adoptNode(whole));
    said.textContent = now;
  } finally {
    part.removeAttribute("aria-busy");
    told?.querySelector("a")?.classList.remove("waiting");
  }
};
document.querySelectorAll<HTMLElement>("section[data-more]").forEach((part) => void fill(part));

// Back to a page that the browser kept: nothing is on its way any more.
window.addEventListener("pageshow", () => {
  document.getElementById("main")?.removeAttribute("aria-busy");
  document.querySelectorAll(".waiting").forEach((one) => one.classList.remove("waiting"));
  said.textContent = "";
});
