"""The whole graph as the explorer draws it, beside plain pyvis on the same graph: build, page, first picture.

Both draw offline in Debian's Chromium with software rendering. What plain pyvis asks a content network for is refused.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from playwright.sync_api import TimeoutError as SlowError
from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Route

__all__ = ["main"]

CHROMIUM: Final = "/usr/bin/chromium"
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
INKED: Final = """() => {
  const drawn = document.querySelector("#mynetwork canvas");
  if (!drawn || document.querySelector("#loadingBar")?.style.display === "block") return false;
  const copy = Object.assign(document.createElement("canvas"), { width: drawn.width, height: drawn.height });
  const pen = copy.getContext("2d");
  pen.drawImage(drawn, 0, 0);
  return pen.getImageData(0, 0, copy.width, copy.height).data.some((part) => part > 0);
}"""
LONG: Final = """window.long = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => window.long.push(one.duration)))
  .observe({ type: "longtask", buffered: true });"""
SKOS: Final = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Cost:
    """What a picture costs.

    Parameters
    ----------
    build
        Seconds until its data is there, places included; the first time.
    size
        Bytes of the page and its data.
    drawn
        Seconds from opening it to the first picture; ``None`` where there was none in a minute.
    frozen
        The longest time for which the page did nothing else, in milliseconds; ``None`` where there was no picture.
    """

    build: float
    size: int
    drawn: float | None
    frozen: float | None


def graph(size: int, seed: int = 1) -> list[tuple[int, int]]:
    """Draw a graph in which some are relied on by many: each node relies on one or two that were there before."""
    rng = random.Random(seed)
    ends = [0]
    edges = []
    for node in range(1, size):
        for other in {rng.choice(ends) for _ in range(rng.choice((1, 1, 2)))}:
            edges.append((other, node))
            ends.append(other)
        ends.append(node)
    return edges


@contextmanager
def served(size: int, edges: list[tuple[int, int]]) -> Iterator[str]:
    """Serve the graph as an estate of packages on a free port, from a directory that is removed afterwards."""
    command = [sys.executable, "-c", "from aftershock.cli import main; main()", "--data"]
    with tempfile.TemporaryDirectory(prefix="aftershock-") as data:
        lines = ["@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://example.org/> .", SKOS]
        lines += [f'x:n{node} a aft:Package ; skos:prefLabel "n{node}"@en .' for node in range(size)]
        lines += [f"x:n{other} aft:dependsOn x:n{one} ." for one, other in edges]
        document = Path(data) / "estate.ttl"
        document.write_text("\n".join(lines), encoding="utf-8")
        subprocess.run(
            [*command, data, "ingest", str(document)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        server = subprocess.Popen(
            [*command, data, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )
        try:
            assert server.stdout is not None
            yield server.stdout.readline().strip()
        finally:
            server.terminate()
            server.wait(30)


def ours(browser: Browser, size: int, edges: list[tuple[int, int]]) -> Cost:
    """Measure the explorer's page of the whole graph."""
    with served(size, edges) as address:
        context = browser.new_context()
        context.request.get(f"{address}/components?limit=1").dispose()  # the projection, which every page shares
        started = time.perf_counter()
        data = context.request.get(f"{address}/explore/graph/data", timeout=PATIENCE * 1000)
        build = time.perf_counter() - started
        size_of = len(data.body()) + len(context.request.get(f"{address}/explore/graph").body())
        page = context.new_page()
        page.add_init_script(LONG)
        started = time.perf_counter()
        page.goto(f"{address}/explore/graph", wait_until="commit")
        page.locator("#stage[data-drawn]").wait_for(timeout=PATIENCE * 1000)
        drawn = time.perf_counter() - started
        page.wait_for_timeout(500)
        frozen = max([0.0, *page.evaluate("window.long")])
        context.close()
    return Cost(build, size_of, drawn, frozen)


def plain(browser: Browser, size: int, edges: list[tuple[int, int]]) -> Cost:
    """Measure pyvis as its documentation uses it, with its libraries in the page."""
    from pyvis.network import Network

    started = time.perf_counter()
    network = Network(directed=True, cdn_resources="in_line")
    for node in range(size):
        network.add_node(node, label=f"n{node}")
    for one, other in edges:
        network.add_edge(one, other)
    text = network.generate_html(notebook=False)
    build = time.perf_counter() - started

    def refused(route: Route) -> None:
        if route.request.url.startswith("file:"):
            route.continue_()
        else:
            route.abort()

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "pyvis.html"
        place.write_text(text, encoding="utf-8")
        context = browser.new_context()
        context.route("**/*", refused)
        page = context.new_page()
        page.add_init_script(LONG)
        started = time.perf_counter()
        page.goto(place.as_uri(), wait_until="commit")
        try:
            page.wait_for_function(INKED, timeout=PATIENCE * 1000)
            drawn = time.perf_counter() - started
            frozen = max([0.0, *page.evaluate("window.long")])
        except SlowError:
            drawn, frozen = None, None
        context.close()
    return Cost(build, len(text.encode()), drawn, frozen)


def main() -> None:
    """Print a table: each measure of ours, of plain pyvis, and how many times less ours is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, nargs="+", default=[200, 1_000, 4_000], help="nodes")
    asked = parser.parse_args()
    print(f"{'nodes':>7} {'edges':>7}  {'':22}{'ours':>12}{'pyvis':>12}{'pyvis / ours':>14}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for size in asked.size:
            edges = graph(size)
            own, other = ours(browser, size, edges), plain(browser, size, edges)
            show = [
                ("data and places, s", own.build, other.build),
                ("page and data, kB", own.size / 1000, other.size / 1000),
                ("opened to drawn, s", own.drawn or PATIENCE, other.drawn),
                ("longest freeze, ms", own.frozen or 0.0, other.frozen),
            ]
            for what, one, two in show:
                shown = f"none in {PATIENCE:.0f}" if two is None else f"{two:,.2f}"
                ratio = "" if two is None else f"{two / max(one, 0.001):,.1f}"
                print(f"{size:>7,} {len(edges):>7,}  {what:22}{one:>12,.2f}{shown:>12}{ratio:>14}")
        browser.close()


if __name__ == "__main__":
    main()
