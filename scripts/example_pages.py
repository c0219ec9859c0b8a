"""Fill the pages under docs/examples with what their commands print: `python -m scripts.example_pages [PAGE...]`.

The commands stand in the pages. This loads the examples into a directory of its own, runs each command over it and
writes its output below it. The test in tests/documentation runs them again and compares.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aftershock import KnowledgeBase
from scripts.readme import ADDRESS, BLOCK, run, split

if TYPE_CHECKING:
    import re
    from collections.abc import MutableMapping

ROOT = Path(__file__).resolve().parent.parent
PAGES = tuple(sorted((ROOT / "docs" / "examples").glob("*.md")))


def prepare(environment: MutableMapping[str, str], data: Path) -> None:
    """Let commands find `aftershock` and the data.

    Parameters
    ----------
    environment
        The environment that commands are run with; it is changed.
    data
        The data directory.
    """
    environment["AFTERSHOCK_DATA"] = str(data)
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment.get('PATH', '')}"


def main() -> None:
    """Run the commands of every page, or of the given ones, and write the pages anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    shared = Path(os.environ.get("AFTERSHOCK_SHARED", ROOT.parent / "shared"))
    parser.add_argument("--page", type=Path, default=shared / "samples" / "modelslab.txt", help="an agent's page")
    parser.add_argument("pages", type=Path, nargs="*", default=PAGES)
    asked = parser.parse_args()

    def fill(block: re.Match[str]) -> str:
        command, _ = split(block[1])
        return f"```console\n$ {command}\n{run(command, ADDRESS)}\n```"

    with tempfile.TemporaryDirectory(prefix="aftershock-") as folder:
        data = Path(folder) / "data"
        with KnowledgeBase.open(data) as base:
            base.load_examples()
            base.ingest(asked.page)
        prepare(os.environ, data)
        for page in asked.pages:
            page.write_text(BLOCK.sub(fill, page.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
