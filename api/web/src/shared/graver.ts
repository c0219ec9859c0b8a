// How grave it would be: the bands that an agent's score lies in or may lie in, and how critical a component is.

export interface Graver {
  readonly severity: readonly string[];
  readonly criticality: string | null;
}

export const SEVERITIES = ["critical", "high", "medium", "low", "none"] as const;

/** Those that the ontology has, the gravest first; a document may have others. */
export const CRITICALITIES = ["MissionCritical", "Important", "Ordinary"] as const;

/** Tell whether every band that a score may lie in is hidden, or the criticality is. */
export const graverHidden = ({ severity, criticality }: Graver, hidden: ReadonlySet<string>): boolean =>
  (severity.length > 0 && severity.every((band) => hidden.has(`severity-${band}`)))
  || (criticality !== null && hidden.has(`criticality-${criticality}`));

/** Say in which bands a score lies, the mildest first. */
export const scored = ({ severity }: Graver): string | null => {
  const [worst, least] = [severity[0], severity[severity.length - 1]];
  return worst === least ? worst ?? null : `${least} to ${worst}`;
};
