// States of a picture as steps of the browser's history: back undoes what was done, one thing at a time.

interface Kept {
  readonly undoes: number; // how many of this picture's states lie before this one
}

const WALK = 700; // milliseconds within which choices are a walk, as by arrow keys
const SAME = 50; // milliseconds within which what changes is one thing
let last = { kind: "", at: 0 };

const asked = (address: URL): string => {
  const { searchParams } = new URL(address);
  searchParams.sort();
  return String(searchParams);
};

/** Tell how many steps back are this picture's own. */
export const undoes = (): number => (history.state as Kept | null)?.undoes ?? 0;

/** Take an address without a step back to what was before. */
export const stay = (address: URL): void => history.replaceState(history.state, "", address);

/** Go to an address, which back undoes. A walk from one choice to the next is undone at once. */
export const go = (address: URL, kind: string): void => {
  if (asked(address) === asked(new URL(location.href))) return;
  const now = performance.now();
  const joined = last.kind === kind && now - last.at < (kind === "chosen" ? WALK : SAME);
  last = { kind, at: now };
  if (joined) stay(address);
  else history.pushState({ undoes: undoes() + 1 } satisfies Kept, "", address);
};

/** Do something when one goes back or forth; what changes next is a step of its own. */
export const onReturn = (task: () => void): void => addEventListener("popstate", () => {
  last = { kind: "", at: 0 };
  task();
});
