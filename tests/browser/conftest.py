"""Debian's Chromium, watched: what it asks outside, what its policy refuses, what opens a dialog."""

from __future__ import annotations

import os
import re
import shutil
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright
from tests.api.serving import opened_for_serving, serving

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

PAINTED = "new Promise((done) => requestAnimationFrame(() => setTimeout(done)))"


@dataclass(slots=True)
class Watched:
    """A browser window of one size and scheme, and what went wrong in it."""

    context: BrowserContext
    address: str
    outside: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

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


@pytest.fixture
def watch(browser: Browser) -> Iterator[Callable[..., Watched]]:
    """Open windows that refuse every request that leaves their origin, or let it hang, and write down what happens."""
    contexts = []

    def opened(
        address: str, *, width: int = 1280, height: int = 850, scheme: str = "light", outside: str = "refused"
    ) -> Watched:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type] # "light" or "dark"
            accept_downloads=True,
        )
        contexts.append(context)
        context.add_init_script(WATCH)
        watched = Watched(context, address)

        def answer(route: Route) -> None:
            watched.outside.append(route.request.url)
            if outside == "refused":
                route.abort()

        own = "|".join(map(re.escape, (address or "file:", "data:", "blob:")))
        context.route(re.compile(f"^(?!{own})"), answer)
        context.on("dialog", lambda dialog: (watched.dialogs.append(dialog.message), dialog.dismiss()))
        context.on("weberror", lambda error: watched.complaints.append(str(error.error)))
        context.on(
            "console",
            lambda message: (
                watched.complaints.append(message.text)
                if message.type in ("error", "warning") and RENDERER not in message.text
                else None
            ),
        )
        return watched

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def served_data(shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data directory with the worked example and the sample; made by one worker, copied by the others."""
    common = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    made, ready = common / "browser-data", common / "browser-data.ready"
    own = tmp_path_factory.mktemp("served") / "data"
    try:
        (common / "browser-data.making").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 120
        while not ready.exists():
            assert time.monotonic() < deadline, "the worker that makes the data has not ended"
            time.sleep(0.1)
    else:
        with opened_for_serving(made) as opened:
            opened.load_examples()
            opened.ingest(shared / "samples" / "modelslab.txt")
        ready.touch()
    shutil.copytree(made, own)
    return own


@pytest.fixture(scope="session")
def address(served_data: Path) -> Iterator[str]:
    """Where the worked example and the sample are served, and may be written to with the token."""
    with opened_for_serving(served_data) as opened, serving(opened, write_token=TOKEN) as there:
        yield there
