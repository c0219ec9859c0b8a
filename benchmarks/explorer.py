"""The explorer in a browser: first page, neighbourhood, table of many rows; the whole graph beside plain pyvis.

Both draw offline in Debian's Chromium with software rendering. What plain pyvis asks a content network for is refused.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import numpy as np
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
PAINT: Final = """new Promise((done) => new PerformanceObserver((list) =>
  list.getEntriesByName("first-contentful-paint").forEach((one) => done(one.startTime)))
  .observe({ type: "paint", buffered: true }))"""
ROWS: Final = "SELECT ?one ?other { ?one a aft:Package . ?other a aft:Package } LIMIT 100000"
SCROLL: Final = """async () => {
  const scroll = document.querySelector("#result .scroll");
  const frames = [];
  let before = performance.now();
  for (let step = 1; step <= 120; step += 1) {
    scroll.scrollTop = (scroll.scrollHeight - scroll.clientHeight) * step / 120;
    await new Promise((done) => requestAnimationFrame(done));
    frames.push(performance.now() - before);
    before = performance.now();
  }
  scroll.scrollTop = scroll.scrollHeight;
  return frames;
}"""
SKOS: Final = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
PATIENCE: Final = 60.0
TRIES: Final = 4


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


def ours(browser: Browser, size: int, edges: list[tuple[int, int]], tries: int = 1) -> Cost:
    """Measure the explorer's page of the whole graph, the best of some tries."""
    with served(size, edges) as address:
        context = browser.new_context()
        context.request.get(f"{address}/components?limit=1").dispose()  # the projection, which every page shares
        started = time.perf_counter()
        data = context.request.get(f"{address}/explore/graph/data", timeout=PATIENCE * 1000)
        build = time.perf_counter() - started
        size_of = len(data.body()) + len(context.request.get(f"{address}/explore/graph").body())
        drawn, frozen = [], []
        for _ in range(tries):
            page = context.new_page()
            page.add_init_script(LONG)
            started = time.perf_counter()
            page.goto(f"{address}/explore/graph", wait_until="commit")
            page.locator("#stage[data-drawn]").wait_for(timeout=PATIENCE * 1000)
            drawn.append(time.perf_counter() - started)
            page.wait_for_timeout(500)
            frozen.append(max([0.0, *page.evaluate("window.long")]))
            page.close()
        context.close()
    return Cost(build, size_of, min(drawn), min(frozen))


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


@dataclass(frozen=True, slots=True)
class Pages:
    """What pages cost.

    Parameters
    ----------
    landing
        First contentful paint of the first page in milliseconds, for each of some loads with nothing cached.
    table
        Seconds from asking to the first rows of a table of 100,000.
    frames
        Milliseconds between the frames while it is scrolled from its first row to its last.
    frozen
        The longest time for which that page did nothing else, in milliseconds, the reading of the answer included.
    frozen_scrolling
        The same while it was scrolled.
    neighbours
        Seconds from a click on the name of a component with 600 neighbours until the 200 of its picture are drawn, for
        each of some clicks.
    """

    landing: tuple[float, ...]
    table: float
    frames: tuple[float, ...]
    frozen: float
    frozen_scrolling: float
    neighbours: tuple[float, ...]


def neighbours(browser: Browser) -> tuple[float, ...]:
    """Measure how soon a neighbourhood of 200 is drawn after the click that asks for it."""
    with served(601, [(0, node) for node in range(1, 601)]) as address:
        page = browser.new_context().new_page()
        found = []
        for _ in range(5):
            page.goto(f"{address}/explore/components?search=n0", wait_until="load")
            link = page.locator("main a", has_text="n0").first
            started = time.perf_counter()
            link.click()
            page.locator('#picture[data-drawn="200"]').wait_for(timeout=PATIENCE * 1000)
            found.append(time.perf_counter() - started)
        page.context.close()
    return tuple(found)


def placed(size: int) -> float:
    """Measure the layout of a graph, in seconds; it is computed once for a revision."""
    from aftershock.explore.arrange import arranged, communities

    source, target = np.array(graph(size)).T
    started = time.perf_counter()
    arranged(size, source, target, communities(size, source, target))
    return time.perf_counter() - started


def pages(browser: Browser, size: int = 400) -> Pages:
    """Measure the first page and a table of 100,000 rows, on an estate of some packages, and a neighbourhood."""
    with served(size, graph(size)) as address:
        landing = []
        for _ in range(5):
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{address}/explore", wait_until="load")
            landing.append(float(page.evaluate(PAINT)))
            context.close()
        context = browser.new_context()
        page = context.new_page()
        page.add_init_script(LONG)
        started = time.perf_counter()
        page.goto(f"{address}/sparql?{urlencode({'query': ROWS})}", wait_until="commit")
        page.locator("#answer", has_text="100,000 rows").wait_for(timeout=PATIENCE * 1000)
        page.locator("#result table.even tbody tr td a").first.wait_for(timeout=PATIENCE * 1000)
        table = time.perf_counter() - started
        page.wait_for_timeout(500)
        frozen = max([0.0, *page.evaluate("window.long")])
        page.evaluate("window.long = []")
        frames = page.evaluate(SCROLL)
        page.wait_for_timeout(200)
        last = page.locator('#result tr[aria-rowindex="100001"]')
        if not last.is_visible():
            raise SystemExit("the last of 100,000 rows is not there after scrolling to it")
        scrolling = max([0.0, *page.evaluate("window.long")])
        context.close()
    return Pages(tuple(landing), table, tuple(frames), frozen, scrolling, neighbours(browser))


def main() -> None:
    """Print a table: each measure of ours, of plain pyvis, and how many times less ours is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--size", type=int, nargs="*", default=[200, 1_000, 4_000], help="nodes; none for the pages alone"
    )
    parser.add_argument("--whole", type=int, default=50_000, help="nodes of a graph that opens grouped; 0 for none")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        cost = pages(browser)
        whole = ours(browser, asked.whole, graph(asked.whole), TRIES) if asked.whole else None
        browser.close()
    best, middle = min(cost.landing), statistics.median(cost.landing)
    print(f"landing, first contentful paint, ms: {best:.0f} at best, {middle:.0f} in the middle of {len(cost.landing)}")
    print(f"table of 100,000 rows: {cost.table:.2f} s until it is there, longest freeze {cost.frozen:.0f} ms;")
    print(
        f"  scrolled to its end in {len(cost.frames)} frames: {statistics.median(cost.frames):.0f} ms in the middle, "
        f"{max(cost.frames):.0f} ms at most, longest freeze {cost.frozen_scrolling:.0f} ms"
    )
    best, middle = min(cost.neighbours), statistics.median(cost.neighbours)
    print(
        f"neighbourhood of 200, from the click to the picture: {best:.2f} s at best, {middle:.2f} s in the middle of 5"
    )
    print(f"layout of 10,000 nodes: {placed(10_000):.1f} s")
    if whole is not None:
        drawn, frozen = whole.drawn or PATIENCE, whole.frozen or 0.0
        print(
            f"whole graph of {asked.whole:,}, in groups, at best of {TRIES}: drawn after {drawn:.2f} s, longest freeze"
        )
        print(f"  {frozen:.0f} ms; its data and places the first time {whole.build:.1f} s")
    if not asked.size:
        return
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
