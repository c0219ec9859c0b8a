"""Pages of a list: ``Link`` headers as RFC 8288 has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.datastructures import URL

__all__ = ["link_header", "page_addresses"]


def page_addresses(url: URL, offset: int, limit: int, total: int, name: str = "offset") -> dict[str, str]:
    """Give the addresses of the pages before and after this one, and of the first, within the service.

    Parameters
    ----------
    url
        Of this page.
    offset, limit
        Where it starts, and how many it may hold; a limit of 0 is a summary and has no pages.
    total
        How many there are in all.
    name
        Of what says in the address where a page starts.

    Examples
    --------
    >>> from starlette.datastructures import URL
    >>> page_addresses(URL("http://a.example/threats?search=x&offset=10"), 10, 10, 25)
    {'first': '/threats?search=x&offset=0', 'prev': '/threats?search=x&offset=0', 'next': '/threats?search=x&offset=20'}
    """
    if limit == 0:
        return {}
    starts = {}
    if offset > 0:
        starts = {"first": 0, "prev": max(0, offset - limit)}
    if offset + limit < total:
        starts["next"] = offset + limit
    return {which: _at(url, start, name) for which, start in starts.items()}


def link_header(url: URL, offset: int, limit: int, total: int) -> dict[str, str]:
    """Give the ``Link`` header of a page, as headers; none where there is but one page.

    Parameters
    ----------
    url, offset, limit, total
        As in `page_addresses`.
    """
    links = page_addresses(url, offset, limit, total)
    return {"Link": ", ".join(f'<{address}>; rel="{name}"' for name, address in links.items())} if links else {}


def _at(url: URL, offset: int, name: str) -> str:
    there = url.include_query_params(**{name: offset})
    return f"{there.path}?{there.query}"
