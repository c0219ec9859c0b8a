// What the picture shows, all of it in the address: so that it can be shared, and back undoes.

export interface Shown {
  readonly by: string;
  readonly opened: readonly string[];
  readonly hidden: ReadonlySet<string>;
  readonly chosen: string;
  readonly lit: string; // the ends of a way, as pictures of neighbourhoods write them
  readonly offset: number; // of the list of what is in the group opened last
}

/** Read the state from an address. */
export const read = (address: URL): Shown => ({
  by: address.searchParams.get("by") ?? "",
  opened: address.searchParams.getAll("open"),
  hidden: new Set((address.searchParams.get("hide") ?? "").split(",").filter(Boolean)),
  chosen: address.searchParams.get("at") ?? "",
  lit: address.searchParams.get("lit") ?? "",
  offset: Math.max(0, Number.parseInt(address.searchParams.get("offset") ?? "0", 10)) || 0,
});

/** Write the state as an address. */
export const written = (shown: Shown): string => {
  const asked = new URLSearchParams();
  if (shown.by) asked.set("by", shown.by);
  for (const key of shown.opened) asked.append("open", key);
  if (shown.hidden.size) asked.set("hide", [...shown.hidden].sort().join(","));
  if (shown.chosen) asked.set("at", shown.chosen);
  if (shown.lit) asked.set("lit", shown.lit);
  if (shown.offset) asked.set("offset", String(shown.offset));
  const query = asked.toString();
  return query ? `/explore/graph?${query}` : "/explore/graph";
};
