// The search box: "/" comes here, suggestions appear as one types. Without script it is a plain form.

const box = document.getElementById("search");

if (box) {
  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  list.hidden = true;
  box.parentElement.append(list);
  const said = document.createElement("span");
  said.className = "unseen";
  said.setAttribute("role", "status");
  box.form.append(said);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
  })) box.setAttribute(name, value);

  let chosen = -1;
  let asked = null;
  let waiting = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (index) => {
    const options = [...list.children];
    chosen = (index + options.length) % options.length;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    options[chosen].scrollIntoView({ block: "nearest" });
    box.setAttribute("aria-activedescendant", options[chosen].id);
  };

  // What comes back is data of strangers: text only, and addresses within this service only.
  const show = (found) => {
    const options = found.filter((hit) => hit.href.startsWith("/") && !hit.href.startsWith("//"));
    list.replaceChildren(...options.map((hit, place) => {
      const option = document.createElement("li");
      option.id = `suggestion-${place}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.href = hit.href;
      const label = document.createElement("span");
      label.textContent = hit.label;
      const kind = document.createElement("span");
      kind.className = "kind";
      kind.textContent = hit.kind;
      option.append(label, kind);
      return option;
    }));
    chosen = -1;
    said.textContent = options.length === 1 ? "1 suggestion" : `${options.length} suggestions`;
    if (!options.length) { close(); return; }
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
  };

  const ask = async () => {
    asked?.abort();
    const text = box.value.trim();
    if (text.length < 2) { close(); return; }
    asked = new AbortController();
    try {
      const answer = await fetch(`/explore/suggest?q=${encodeURIComponent(text)}`, { signal: asked.signal });
      if (answer.ok) show((await answer.json()).items);
    } catch (problem) {
      if (problem.name !== "AbortError") close();
    }
  };

  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(ask, 120);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
    else if (list.hidden) return;
    else if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen < 0 ? -1 : chosen - 1);
    else if (event.key === "Enter" && chosen >= 0) location.assign(list.children[chosen].dataset.href);
    else return;
    event.preventDefault();
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    event.preventDefault();
    if (option) location.assign(option.dataset.href);
  });
  box.addEventListener("blur", close);

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });
}
