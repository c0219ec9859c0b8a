// What a page's address has come to say since it was sent, its own links and forms say too: sorting a table or asking
// again loses nothing of the picture beside it.

const LINKS = ["hide", "expand", "chosen", "lit"] as const;
const FORMS = ["hide"] as const; // they may ask for another picture, which was grown nowhere

/** Let links and forms to this same page keep what they kept when it was sent, as it stands now. */
export const onward = (): void => {
  const sent = new URL(location.href).searchParams;
  const kept = (name: string, values: readonly unknown[]): boolean => values.join("\n") === sent.getAll(name).join("\n");
  const now = (name: string): string[] => new URL(location.href).searchParams.getAll(name);
  const written = new WeakMap<HTMLAnchorElement, string>();

  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || link.dataset.file !== undefined || link.getAttribute("href")?.startsWith("#")) return;
    const before = written.get(link) ?? link.href;
    const there = new URL(before, location.href);
    if (there.origin !== location.origin || there.pathname !== location.pathname) return;
    written.set(link, before);
    for (const name of LINKS) {
      if (!kept(name, there.searchParams.getAll(name))) continue;
      there.searchParams.delete(name);
      for (const value of now(name)) there.searchParams.append(name, value);
    }
    link.href = there.href;
  }, true);
  document.addEventListener("formdata", (event) => {
    if (!(event.target instanceof HTMLFormElement) || new URL(event.target.action).pathname !== location.pathname) return;
    for (const name of FORMS) {
      if (!kept(name, event.formData.getAll(name))) continue;
      event.formData.delete(name);
      for (const value of now(name)) event.formData.append(name, value);
    }
  });
};
