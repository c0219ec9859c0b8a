// Starts Swagger UI on our own contract; it asks nobody else for anything.

declare global {
  interface Window {
    SwaggerUIBundle(options: Record<string, unknown>): void;
  }
}

const dark = window.matchMedia("(prefers-color-scheme: dark)");
const follow = (): void => { document.documentElement.classList.toggle("dark-mode", dark.matches); };
dark.addEventListener("change", follow);
follow();

window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger",
  deepLinking: true,
  validatorUrl: null,
  syntaxHighlight: false,
  defaultModelsExpandDepth: 0,
});

export {};
