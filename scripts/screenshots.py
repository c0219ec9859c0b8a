"""Draw every page of the explorer, light and dark, wide and narrow, for somebody to look at: ``build/screenshots``.

Some are drawn after something was done: unfolded, chosen, typed; and with an error, or with nothing to show. The pages
are looked at whole. Besides, each is measured: nothing may be wider than the window, and no text may be cut.
"""

from __future__ import annotations

import argparse
import os
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import FloatRect, sync_playwright

from scripts.screenshot import CHROMIUM, FLAGS, ROOT, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

START: Final = "component=modelslab-registry"
PAGES: Final = {
    "landing": "/explore",
    "search": "/explore?q=registry",
    "radius-start": "/explore/radius",
    "radius": f"/explore/radius?{START}",
    "radius-filtered": f"/explore/radius?{START}&threat=registry-compromise&class=Application&evidence=affected",
    "radius-sorted": f"/explore/radius?{START}&sort=owner&order=desc&criticality=ungiven&hide=kind-agent",
    "radius-who": f"/explore/radius?{START}&show=who",
    "radius-now": f"/explore/radius?{START}&show=now",
    "radius-controls": f"/explore/radius?{START}&show=controls&with-mitigation=digest-pinning"
    "&with-mitigation=internal-mirror&protect=modelslab-console",
    "radius-open": f"/explore/radius?{START}&show=open",
    "brief": f"/brief?{START}&format=html",
    "why": f"/explore/why?{START}&target=modelslab-console",
    "starts": "/explore/starts?by=impact",
    "matrix-threats": "/explore/matrix",
    "matrix-agents": "/explore/matrix?rows=agents&heat=open",
    "agents": "/explore/agents?severity=high&sort=most",
    "agent": "/explore/agent/modelslab",
    "agent-catalogue": "/explore/agent/osv-mcp",
    "component": "/explore/component?iri=modelslab-registry",
    "components": "/explore/components?sort=dependents",
    "threats": "/explore/threats",
    "threat": "/explore/threat/registry-compromise",
    "mitigations": "/explore/mitigations",
    "mitigation": "/explore/mitigation/digest-pinning",
    "scenarios": "/explore/replay",
    "replay": "/explore/replay/litellm-2026",
    "replay-step": "/explore/replay/litellm-2026?step=4",
    "replay-supposed": "/explore/replay/litellm-2026?step=5&with-mitigation=digest-pinning",
    "documents": "/explore/documents",
    "linked-data": "/id/threat/registry-compromise",
    "ontology": "/ontology",
    "about-another": "/explore/about?iri=http%3A%2F%2Fwww.w3.org%2F2004%2F02%2Fskos%2Fcore%23prefLabel",
    "graph": "/explore/graph",
    "graph-types": "/explore/graph?by=type&open=Model",
    "graph-layers": "/explore/graph?by=layer&open=L4&at=group:L3",
    "sparql": "/sparql",
    "sparql-answer": "/sparql?query=SELECT%20%2A%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%2020",
    "docs": "/docs",
    "wrong": "/explore/agent/modelslap",
    "wrong-brief": "/brief?component=modelslab-registri&format=html",
    "wrong-query": "/sparql?query=SELECT",
    "none": "/explore/components?search=zzzz",
    "none-falls": "/explore/radius?component=quill-studio&class=Model",
    "none-found": "/explore?q=zzzzzz",
    "suggested": "/explore/threats",
    "radius-unfolded": f"/explore/radius?{START}&limit=3",
    "agent-unfolded": "/explore/agent/modelslab",
    "why-unfolded": f"/explore/why?{START}&target=larkfield-shop-assistant",
    "radius-window": f"/explore/radius?{START}&window=2026-03-01/2026-03-31&limit=3",
    "component-chosen": "/explore/component?iri=modelslab-registry",
    "graph-found": "/explore/graph",
    "sparql-graph": "/sparql?query=SELECT%20%2A%20%7B%3Fs%20%3Fp%20%3Fo%7D%20LIMIT%2020",
    "docs-unfolded": "/docs",
}
CUT: Final = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const style = getComputedStyle(one);
  return one.children.length === 0 && one.textContent.trim() && style.display !== "inline"
    && style.overflowX !== "auto" && style.overflowX !== "scroll" && !one.closest(".unseen, .scroll, svg, canvas")
    && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.textContent.trim().slice(0, 60))"""
UNFOLD: Final = "document.querySelectorAll('main details').forEach((one) => { one.open = true; })"


def do(page: Page, name: str) -> None:
    """Do what a page is drawn after: unfold, choose, type."""
    if name.endswith("-unfolded") and name != "docs-unfolded":
        page.evaluate(UNFOLD)
    elif name == "docs-unfolded":
        page.locator(".opblock").nth(4).locator("button").first.click()
        page.locator(".parameters").first.wait_for()
    elif name == "suggested":
        page.locator(".top input[type=search]").fill("model")
        page.locator("#suggestions li").first.wait_for()
    elif name == "component-chosen":
        page.locator("#picture [tabindex]").first.focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Enter")
        page.locator("#details h3").wait_for()
    elif name == "graph-found":
        page.locator("#whole-search").fill("ModelsLab model registry")
        page.keyboard.press("Enter")
        page.locator("#details h3").wait_for()
        page.wait_for_timeout(600)  # the camera moves there
    elif name == "sparql-graph":
        page.get_by_role("tab", name="Graph").click()
        page.locator(".answer-graph").wait_for()


def measure(page: Page, name: str, width: int) -> list[str]:
    """Say what does not fit a page's window."""
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = [f"{name}: {wide} px wide in a window of {width}"] if wide > width else []
    return found + [f"{name}: cut: {text!r}" for text in page.evaluate(CUT)]


def pieces(page: Page, target: Path, part: int) -> int:
    """Draw all of a page, a long one in pieces (``name.png``, ``name-2.png``, ...), and say how many there are."""
    wide, high = page.evaluate("[innerWidth, document.documentElement.scrollHeight]")
    tops = range(0, high, part)
    for number, top in enumerate(tops, 1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        clip = FloatRect(x=0, y=top, width=wide, height=min(part, high - top))
        page.screenshot(path=path, full_page=True, clip=clip)
    return len(tops)


def main() -> None:
    """Draw the pages, or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("AFTERSHOCK_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--page", type=Path, default=shared / "samples" / "modelslab.txt", help="an agent's page")
    parser.add_argument("--into", type=Path, default=ROOT / "build" / "screenshots", help="the folder")
    parser.add_argument("--address", help="of a service that runs already")
    parser.add_argument("--width", type=int, action="append", help="widths; 1280 and 390 if left out")
    parser.add_argument("--scheme", action="append", choices=["light", "dark"], help="schemes; both if left out")
    parser.add_argument("--part", type=int, default=2600, help="a longer page is drawn in pieces of this many pixels")
    parser.add_argument("names", nargs="*", help=f"pages: {', '.join(PAGES)}")
    asked = parser.parse_args()
    asked.into.mkdir(parents=True, exist_ok=True)
    wrong, drawn = [], 0
    service = nullcontext(asked.address) if asked.address else served(asked.page)
    with service as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for width in asked.width or [1280, 390]:
            for scheme in asked.scheme or ["light", "dark"]:
                context = browser.new_context(viewport={"width": width, "height": 850}, color_scheme=scheme)
                for name in asked.names or PAGES:
                    page = context.new_page()
                    answer = page.goto(address + PAGES[name], wait_until="networkidle")
                    if answer is not None and answer.status >= 400 and not name.startswith("wrong"):
                        wrong.append(f"{name}: {answer.status}")
                    if page.locator("#picture").count():
                        page.locator("#picture[data-drawn]").wait_for()
                    if name.startswith("docs"):
                        page.locator(".opblock").first.wait_for()
                    if page.locator("#stage").count():
                        page.locator("#stage[data-drawn]").wait_for()
                    do(page, name)
                    wrong += measure(page, f"{name} {scheme}", width)
                    drawn += pieces(page, asked.into / f"{name}-{width}-{scheme}.png", asked.part)
                    page.close()
                context.close()
        browser.close()
    for complaint in wrong:
        print(complaint)
    print(f"{asked.into}: {len(asked.names or PAGES)} pages in {drawn} pictures, {len(wrong)} complaints")


if __name__ == "__main__":
    main()
