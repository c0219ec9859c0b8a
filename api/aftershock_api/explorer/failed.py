"""Errors for people: a page instead of a problem document, where a browser asked for a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aftershock_api.explorer.render import render
from aftershock_api.explorer.sparql import refused_page
from aftershock_api.negotiation import Offer, choose

if TYPE_CHECKING:
    from fastapi import Request
    from fastapi.responses import HTMLResponse

    from aftershock_api.problems import Problem

__all__ = ["failed_page", "page_wanted"]

_PAGES: Final = ("/explore", "/id/", "/ontology")
_ALONE: Final = ("/", "/sparql", "/brief")
"""Paths below which there are no pages."""
_OFFERS: Final = (
    Offer("problem", "application/problem+json"),
    Offer("json", "application/json"),
    Offer("html", "text/html"),
)


@dataclass(frozen=True, slots=True)
class _Suggestion:
    label: str
    href: str


def page_wanted(request: Request) -> bool:
    """Say whether an error is better told as a page: a browser asks for a page that is meant for people.

    Parameters
    ----------
    request
        What was asked.
    """
    path = request.url.path
    if request.method != "GET" or not (path.startswith(_PAGES) or path in _ALONE):
        return False
    if request.query_params.get("format", "html") != "html":
        return False
    chosen = choose(",".join(request.headers.getlist("accept")) or None, _OFFERS)
    return chosen is not None and chosen.name == "html"


def failed_page(problem: Problem, request: Request) -> HTMLResponse:
    """Show what was wrong, and what is nearest to it.

    Parameters
    ----------
    problem
        What is told.
    request
        What was asked.
    """
    if request.url.path == "/sparql":
        shown = refused_page(request.query_params.get("query", ""), problem.detail, problem.status)
    else:
        names = problem.members.get("suggestions") or problem.members.get("candidates") or ()
        suggestions = tuple(_Suggestion(name, f"/explore?q={quote(name, safe='')}") for name in names)
        shown = render("error.html", status=problem.status, problem=problem, suggestions=suggestions)
    for name, value in {"Cache-Control": "no-store", **problem.headers}.items():
        shown.headers[name] = value
    return shown
