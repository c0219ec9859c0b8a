"""Where a page of a list stands, for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock_api.paging import page_addresses

if TYPE_CHECKING:
    from starlette.datastructures import URL

__all__ = ["Pager", "pager"]


@dataclass(frozen=True, slots=True)
class Pager:
    """Which items are shown, counted from 1, of how many, and the addresses before and after (empty for none).

    Where the address asks for items past the end, ``back`` is that of the first page; empty otherwise.
    """

    first: int
    last: int
    total: int
    previous: str
    next: str
    back: str = ""


def pager(url: URL, offset: int, limit: int, shown: int, total: int, name: str = "offset") -> Pager:
    """Make the pager of a page.

    Parameters
    ----------
    url
        Of the page.
    offset, limit
        Where it starts, and how many it may hold.
    shown
        How many it holds.
    total
        How many there are.
    name
        Of what says in the address where a page starts.
    """
    addresses = page_addresses(url, offset, limit, total, name)
    if 0 < total <= offset:
        return Pager(offset + 1, offset, total, "", "", addresses["first"])
    return Pager(offset + 1, offset + shown, total, addresses.get("prev", ""), addresses.get("next", ""))
