"""Where the pages' own files are, and the vis-network that pyvis ships.

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

__all__ = ["STATIC", "TEMPLATES", "VIS_VERSION", "asset_names", "asset_text", "fingerprint", "vis_network"]

_HERE: Final = Path(__file__).resolve().parent

STATIC: Final = _HERE / "static"
"""Style sheet, scripts and icon of the pages."""

VIS_VERSION: Final = "9.1.2"
"""The vis-network that pyvis ships."""

TEMPLATES: Final = _HERE / "templates"
"""Jinja2 templates of the pages."""


def asset_names() -> frozenset[str]:
    """Give the names of the files in ``STATIC``; nothing else is ever served from there."""
    return frozenset(path.name for path in STATIC.iterdir() if path.is_file())


def asset_text(name: str) -> str:
    """Read one of the pages' own files.

    Parameters
    ----------
    name
        One of `asset_names`.

    Raises
    ------
    FileNotFoundError
        If there is no such file.
    """
    return (STATIC / name).read_text(encoding="utf-8")


def vis_network() -> Path:
    """Find vis-network's script in the installed pyvis package."""
    return Path(str(files("pyvis"))) / "lib" / f"vis-{VIS_VERSION}" / "vis-network.min.js"


@cache
def fingerprint() -> str:
    """Give 12 hexadecimal digits that change when a template or a file of the pages changes."""
    digest = hashlib.sha256()
    for path in sorted((*STATIC.iterdir(), *TEMPLATES.iterdir())):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
