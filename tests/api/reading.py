"""Reads pages of the service as a browser would that runs no script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborHTMLParser

if TYPE_CHECKING:
    import httpx

HTML = {"Accept": "text/html,*/*;q=0.8"}


def read(client: httpx.Client, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, headers=HTML).text)


def words(node: object) -> str:
    return re.sub(r"\s+", " ", node.text()).strip()  # type: ignore[attr-defined] # selectolax's node
