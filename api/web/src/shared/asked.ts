// Forms that ask for a page say what that page was asked. Where one goes back, it is the page's own answer that counts:
// their attribute autocomplete keeps the browser from filling in what was chosen last, and a page that it has kept whole
// is told here. What is typed while a page stays is nobody's business: nothing else calls this.

const ASKING = 'form[method="get"][autocomplete="off"]:not(#whole-controls)'; // which its script sets from the address

/** Let every form ask again what its page was asked, when the browser shows a page that it has kept. */
export const onKept = (): void => addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  for (const form of document.querySelectorAll<HTMLFormElement>(ASKING)) form.reset();
});
