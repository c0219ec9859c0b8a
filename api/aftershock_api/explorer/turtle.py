"""Pages that are to be had as Turtle too: by ``Accept``, or by ``format=turtle`` in their address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from fastapi.responses import Response

from aftershock_api.negotiation import Offer, choose

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

__all__ = ["linked", "turtle", "turtle_wanted"]

_TURTLE: Final = Offer("turtle", "text/turtle")
_OFFERS: Final = (Offer("html", "text/html"), _TURTLE)


def turtle_wanted(request: Request) -> bool:
    """Tell whether a page is asked for as Turtle; who would take neither gets the page.

    Parameters
    ----------
    request
        What was asked.
    """
    named = request.query_params.get("format")
    if named:
        return named == _TURTLE.name
    return choose(",".join(request.headers.getlist("accept")) or None, _OFFERS) == _TURTLE


def turtle(content: bytes, name: str) -> Response:
    """Answer with Turtle.

    Parameters
    ----------
    content
        The document.
    name
        As what a browser shall save it, without its ending.
    """
    headers = {"Content-Disposition": f'inline; filename="{name}.ttl"'}
    return Response(content, media_type=_TURTLE.content_type, headers=headers)


def linked(page: HTMLResponse, request: Request) -> HTMLResponse:
    """Say in a page's ``Link`` header where it is to be had as Turtle.

    Parameters
    ----------
    page
        The page.
    request
        By which it was asked for.
    """
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in ("format", "offset")]
    address = f"{request.url.path}?{urlencode([*pairs, ('format', _TURTLE.name)])}"
    page.headers["Link"] = f'<{address}>; rel="alternate"; type="{_TURTLE.media_type}"'
    return page
