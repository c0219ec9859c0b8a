"""Debian's Chromium, watched: what it asks outside, what its policy refuses, what opens a dialog."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import sync_playwright
from tests.api.serving import example_data, opened_for_serving, serving
from tests.browser.hostile import LABELS, documents, estate, page

from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, Page, Route

CHROMIUM = Path("/usr/bin/chromium")
RENDERER = "GL Driver Message"
"""What Chromium's software renderer says of its own speed; no complaint about a page."""
TOKEN = "correct-horse-battery"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WATCH = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""

PATIENCE_S = 60.0
"""The deadline of what these pages look up: they are not tested for speed, and machines are busy."""
PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"
LONG = """window.long = [];
new PerformanceObserver((list) => list.getEntries().forEach((one) => window.long.push(one.duration)))
  .observe({ type: "longtask", buffered: true });"""
IDLE = "new Promise((done) => requestIdleCallback(() => requestIdleCallback(done)))"


@dataclass(slots=True)
class Watched:
    """A browser window of one size and scheme, and what went wrong in it."""

    context: BrowserContext
    address: str
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def look(self, outside: str) -> None:
        """Begin to write down what happens; requests that leave the origin are refused, or hang."""
        self.context.add_init_script(WATCH)

        def answer(route: Route) -> None:
            self.outside.append(route.request.url)
            if outside == "refused":
                route.abort()

        own = "|".join(map(re.escape, (self.address or "file:", "data:", "blob:")))
        self.context.route(re.compile(f"^(?!{own})"), answer)
        self.context.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on(
            "console",
            lambda message: (
                self.complaints.append(message.text)
                if message.type in ("error", "warning") and RENDERER not in message.text
                else None
            ),
        )

    def forget(self) -> None:
        """Forget what was written down."""
        for notes in (self.outside, self.dialogs, self.complaints):
            notes.clear()

    def open(self, path: str, page: Page | None = None) -> Page:
        """Open a page, in a tab of its own or in one that is there, and wait until it is loaded and painted.

        Its scripts are modules: what they ask for at once they have asked for when it is loaded, and what the policy
        refuses it has refused when the next picture is painted. A picture is waited for until it is drawn.
        """
        page = page or self.context.new_page()
        page.goto(path if "://" in path else self.address + path, wait_until="load")
        page.evaluate(PAINTED)
        picture = page.locator("#picture")
        if picture.count() and page.evaluate(
            "JSON.parse(document.getElementById('picture-data').textContent).nodes.length"
        ):
            page.locator("#picture[data-drawn]").wait_for(timeout=10_000)
        return page

    def assert_clean(self, page: Page) -> None:
        """Nothing ran, nothing was refused by the policy, nothing left the origin."""
        assert page.evaluate("window.ran") is None
        assert page.evaluate("window.violations") == []
        assert (self.outside, self.dialogs, self.complaints) == ([], [], [])


class Windows:
    """Opens windows, and keeps each for whoever asks for one of the same kind.

    Parameters
    ----------
    browser
        Which has them.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._kept: dict[tuple[object, ...], Watched] = {}
        self._own: list[BrowserContext] = []

    def give(
        self,
        address: str,
        *,
        width: int = 1280,
        height: int = 850,
        scheme: Literal["light", "dark"] = "light",
        outside: str = "refused",
        own: bool = False,
    ) -> Watched:
        """Give a window of a kind; one's own where its context is to be changed."""
        kind = (address, width, height, scheme, outside)
        if kind in self._kept and not own:
            return self._kept[kind]
        context = self._browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True
        )
        watched = Watched(context, address)
        if own:
            self._own.append(context)
        else:
            self._kept[kind] = watched
        watched.look(outside)
        return watched

    def tidy(self) -> None:
        """Close what a test has opened, and forget what was noted."""
        for context in self._own:
            context.close()
        self._own.clear()
        for watched in self._kept.values():
            for tab in watched.context.pages:
                tab.close()
            watched.context.clear_cookies()
            watched.forget()

    def close(self) -> None:
        """Close the windows."""
        self.tidy()
        for watched in self._kept.values():
            watched.context.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for each file; skips loudly where there is none, but never in CI.

    Playwright's loop runs in this thread until its browser is closed, and other files' tests may want one of their own.
    """
    if not CHROMIUM.exists():
        reason = f"no {CHROMIUM}; scripts/system-packages installs it where it may"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def windows(browser: Browser) -> Iterator[Windows]:
    """The windows of a file: one of each kind, however many tests look through it."""
    opened = Windows(browser)
    yield opened
    opened.close()


@pytest.fixture
def watch(windows: Windows) -> Iterator[Callable[..., Watched]]:
    """Give windows that refuse every request that leaves their origin, or let it hang, and write down what happens.

    Tests of a file share those of one kind, with what is kept of scripts and styles; tabs and notes are a test's own.
    """
    yield windows.give
    windows.tidy()


@pytest.fixture(scope="session")
def served_data(shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data directory with the worked example and the sample."""
    return example_data(shared, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def address(served_data: Path) -> Iterator[str]:
    """Where the worked example and the sample are served, and may be written to with the token."""
    with opened_for_serving(served_data, PATIENCE_S) as opened, serving(opened, write_token=TOKEN) as there:
        yield there


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, str]]:
    """Where hostile documents are served, and the slug of the hostile agent."""
    with opened_for_serving(tmp_path_factory.mktemp("hostile"), PATIENCE_S) as opened:
        for name, text in {f"<img src=x onerror=alert(1)>{LABELS[0]}.ttl": estate(), **documents()}.items():
            report = opened.ingest(Document(text.encode(), name))
            assert report.outcome == "added", report
        agent = opened.ingest(Document(page().encode(), "mallory.txt")).agents[0]
        with serving(opened, write_token=TOKEN) as there:
            yield there, agent.rpartition("/")[2]
