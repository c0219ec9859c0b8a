// The columns of `SELECT *`: the service gives them in an order of its own, here they stand as the query names them first.

const SKIPPED = /<[^<>"{}|^`\\\s]*>|"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|#.*/g;

/** Give columns in the order of a query; a SELECT that names its columns has them in its own order already. */
export const ordered = (columns: readonly string[], query: string): readonly string[] => {
  const text = query.replace(SKIPPED, " ");
  if (!/^[^{]*\bselect\s+(?:(?:distinct|reduced)\s+)?\*/i.test(text)) return columns;
  const named = [...new Set([...text.matchAll(/[?$]([\p{L}\p{N}_]+)/gu)].map(([, name]) => name!))];
  const place = (name: string): number => { const at = named.indexOf(name); return at < 0 ? named.length : at; };
  return [...columns].sort((one, other) => place(one) - place(other));
};
