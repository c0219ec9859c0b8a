"""Where the pages' own files are: those that are written, those that are bundled, and the vis-network of pyvis.

Examples
--------
>>> sorted(asset_names())[:2]
['aftershock.css', 'docs.css']
>>> vis_network().name
'vis-network.min.js'
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from aftershock.errors import UsageError

__all__ = [
    "BUILT",
    "HOW_TO_BUILD",
    "STATIC",
    "TEMPLATES",
    "VIS_VERSION",
    "asset_file",
    "asset_names",
    "asset_text",
    "fingerprint",
    "is_built",
    "vis_network",
]

_HERE: Final = Path(__file__).resolve().parent

STATIC: Final = _HERE / "static"
"""Style sheets and icon of the pages."""

BUILT: Final = _HERE / "built"
"""Scripts of the pages, bundled from ``api/web``: a wheel holds them, a checkout builds them."""

HOW_TO_BUILD: Final = "make bundle"
"""What makes ``BUILT`` in a checkout."""

_SERVED: Final = frozenset((".css", ".js", ".svg"))

VIS_VERSION: Final = "9.1.2"
"""The vis-network that pyvis ships."""

TEMPLATES: Final = _HERE / "templates"
"""Jinja2 templates of the pages."""


def is_built() -> bool:
    """Tell whether the scripts were bundled; without them every page is read, but nothing moves."""
    return (BUILT / "search.js").is_file()


def asset_names() -> frozenset[str]:
    """Give the names of the pages' own files; nothing else is ever served from their folders."""
    return frozenset(path.name for path in _files())


def asset_file(name: str) -> Path:
    """Find one of the pages' own files.

    Parameters
    ----------
    name
        One of `asset_names`.

    Raises
    ------
    UsageError
        If there is no such file; the sentence says how the scripts are built.
    """
    for path in _files():
        if path.name == name:
            return path
    built = "" if is_built() else f"; the scripts of the pages are not built here, run: {HOW_TO_BUILD}"
    raise UsageError(f"the pages have no file {name!r}{built}")


def asset_text(name: str) -> str:
    """Read one of the pages' own files.

    Parameters
    ----------
    name
        One of `asset_names`.

    Raises
    ------
    UsageError
        If there is no such file.
    """
    return asset_file(name).read_text(encoding="utf-8")


def vis_network() -> Path:
    """Find vis-network's script in the installed pyvis package."""
    return Path(str(files("pyvis"))) / "lib" / f"vis-{VIS_VERSION}" / "vis-network.min.js"


@cache
def fingerprint() -> str:
    """Give 12 hexadecimal digits that change when a template or a file of the pages changes."""
    digest = hashlib.sha256()
    for path in (*_files(), *sorted(TEMPLATES.iterdir())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _files() -> tuple[Path, ...]:
    folders = (STATIC, BUILT) if BUILT.is_dir() else (STATIC,)
    return tuple(path for folder in folders for path in sorted(folder.iterdir()) if path.suffix in _SERVED)
