// Forms that ask for a page, on every page alike.

const ASKING = 'main form[method="get"]';
const AT_ONCE = "form.switches, form.filters";

/** What a form has left empty stays out of the address. */
const leave = (form: HTMLFormElement): void => form.addEventListener("formdata", (event) => {
  const empty = [...event.formData].filter(([, value]) => value === "").map(([name]) => name);
  for (const name of new Set(empty)) {
    const kept = event.formData.getAll(name).filter((value) => value !== "");
    event.formData.delete(name);
    kept.forEach((value) => event.formData.append(name, value));
  }
});

/** Keep addresses short, and let switches and filters hold as soon as they are changed. */
export const onAsking = (): void => {
  document.querySelectorAll<HTMLFormElement>(ASKING).forEach(leave);
  document.querySelectorAll<HTMLFormElement>(AT_ONCE).forEach((form) =>
    form.addEventListener("change", () => form.requestSubmit()));
};
