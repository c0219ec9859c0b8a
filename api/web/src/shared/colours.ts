// The colours of the style sheet, for what is drawn on a canvas.

const NAMES = [
  "ink", "muted", "line", "card", "paper", "sunk", "accent", "affected", "possible", "unknown", "affected-soft",
  "possible-soft", "unknown-soft",
] as const;

export type Paint = Readonly<Record<(typeof NAMES)[number], string>>;

/** Read the colours as they are now. */
export const colours = (): Paint => {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Paint;
};

/** Call back whenever light becomes dark or dark light, or the page goes to paper, which is light. */
export const onScheme = (task: () => void): void => {
  for (const media of ["(prefers-color-scheme: dark)", "print"]) matchMedia(media).addEventListener("change", task);
};
