// Links to what is shown, as files: they hold what the address says, as the page that was sent did.

/** Take these names over from the address into every link to a file. */
export const followed = (...names: readonly string[]): void => {
  const now = new URL(location.href).searchParams;
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a[data-file]")) {
    const there = new URL(link.href);
    for (const name of names) {
      there.searchParams.delete(name);
      for (const value of now.getAll(name)) there.searchParams.append(name, value);
    }
    link.href = there.href;
  }
};
