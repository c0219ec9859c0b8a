// Starts Swagger UI on our own contract; it asks nobody else for anything.

interface System {
  React: { createElement(what: unknown, properties: Record<string, unknown>): unknown };
}

declare global {
  interface Window {
    SwaggerUIBundle(options: Record<string, unknown>): void;
  }
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const paper = window.matchMedia("print"); // which is light, whatever the screen is
const follow = (): void => { document.documentElement.classList.toggle("dark-mode", dark.matches && !paper.matches); };
for (const media of [dark, paper]) media.addEventListener("change", follow);
addEventListener("beforeprint", () => { document.documentElement.classList.remove("dark-mode"); });
addEventListener("afterprint", follow);
follow();

/** A link within a button is reached by nobody: an operation's path is told by the button that opens it. */
const unlinked = {
  wrapComponents: {
    DeepLink: (original: unknown, system: System) => (properties: Record<string, unknown>) =>
      system.React.createElement(original, { ...properties, enabled: false }),
  },
};

/** Headings follow each other, and what stands beside the main part has a name. */
const mend = (): void => {
  document.querySelectorAll("h3.opblock-tag, .models > h4").forEach((one) => { one.setAttribute("aria-level", "2"); });
  const about = document.querySelector(".information-container");
  about?.setAttribute("role", "region");
  about?.setAttribute("aria-label", "About this service");
};
new MutationObserver(mend).observe(document.body, { childList: true, subtree: true });

window.SwaggerUIBundle({
  plugins: [unlinked],
  url: "/openapi.json",
  dom_id: "#swagger",
  deepLinking: true,
  validatorUrl: null,
  syntaxHighlight: false,
  defaultModelsExpandDepth: 0,
});

export {};
