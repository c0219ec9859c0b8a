"""Draw docs/images: serve the worked example from a directory of its own, and look at it with Debian's Chromium."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HEIGHT = 860
TALLER = {"explore-radius": 1560, "example-company": 1000, "example-gpu-cluster": 1000, "example-modelslab": 1000}
"""Pictures that show little unless their window is taller than others'."""
LARGEST = 400_000
PICTURES = {
    "explore-landing": "/explore",
    "explore-radius": "/explore/radius?component=modelslab-registry",
    "example-company": "/explore/radius?component=pkg:pypi/litellm@1.82.8&mode=integrity",
    "example-gpu-cluster": "/explore/radius?component=brae-notebook",
    "example-modelslab": "/explore/radius?component=modelslab-registry&threat=registry-compromise",
}


@contextmanager
def served(page: Path) -> Iterator[str]:
    """Serve the example and an agent's page on a free port, from a directory that is removed afterwards."""
    aftershock = "from aftershock.cli import main; main()"
    with tempfile.TemporaryDirectory(prefix="aftershock-") as data:
        command = [sys.executable, "-c", aftershock, "--data", data]
        subprocess.run([*command, "ingest", str(page)], check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen(
            [*command, "serve", "--port", "0", "--with-examples"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            if not address:
                raise SystemExit("the service did not start; run `aftershock serve` to see why")
            yield address
        finally:
            server.terminate()
            server.wait(30)


def main() -> None:
    """Draw every picture of the documentation, or the given paths into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("AFTERSHOCK_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--page", type=Path, default=shared / "samples" / "modelslab.txt", help="an agent's page")
    parser.add_argument("--into", type=Path, default=IMAGES, help="the folder")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--height", type=int, help=f"{HEIGHT}, but for those of the documentation that need more")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--whole", action="store_true", help="the whole page, not what fits the window")
    parser.add_argument("paths", nargs="*", metavar="NAME=PATH", help="other pages than those of the documentation")
    asked = parser.parse_args()
    pictures = dict(item.split("=", 1) for item in asked.paths) or PICTURES
    asked.into.mkdir(parents=True, exist_ok=True)
    with served(asked.page) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(color_scheme="dark" if asked.dark else "light")
        for name, path in pictures.items():
            page = context.new_page()
            page.set_viewport_size({"width": asked.width, "height": asked.height or TALLER.get(name, HEIGHT)})
            page.goto(address + path, wait_until="networkidle")
            if page.locator("#picture").count():
                page.locator("#picture[data-drawn]").wait_for()
            target = asked.into / f"{name}.png"
            page.screenshot(path=target, full_page=asked.whole)
            size = target.stat().st_size
            print(f"{target} {size:,} bytes")
            if asked.into == IMAGES and size > LARGEST:
                raise SystemExit(f"{target.name} is larger than {LARGEST:,} bytes; make the window smaller")
        browser.close()


if __name__ == "__main__":
    main()
