"""What routes are given: the knowledge base, the settings, and the form in which to answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import Depends, Request

from aftershock.knowledge_base import KnowledgeBase
from aftershock_api.negotiation import Offer, choose
from aftershock_api.problems import BAD_REQUEST, NOT_ACCEPTABLE, HttpProblem
from aftershock_api.settings import Settings

__all__ = ["JSON", "Configuration", "Knowledge", "json_wanted", "only", "wanted"]

JSON = Offer("json", "application/json")

_ALIASES: Final = {
    "rdf+xml": "rdfxml",
    "rdf": "rdfxml",
    "json-ld": "jsonld",
    "n3": "turtle",
    "ttl": "turtle",
    "nt": "ntriples",
    "srj": "json",
    "srx": "xml",
    "xml": "rdfxml",
    "json": "jsonld",
}
"""Names that clients know formats by; the last two where there is nothing that is just called so (SPARQLWrapper)."""


async def _knowledge(request: Request) -> KnowledgeBase:  # asynchronous, or FastAPI calls it in a thread
    held: KnowledgeBase = request.app.state.knowledge_base
    return held


async def _settings(request: Request) -> Settings:
    held: Settings = request.app.state.settings
    return held


def only(request: Request, name: str) -> str | None:
    """Give the one value of a query parameter; ``None`` where it is absent.

    Parameters
    ----------
    request
        What was asked.
    name
        Of the parameter.

    Raises
    ------
    HttpProblem
        400 if it is there more than once.
    """
    values = request.query_params.getlist(name)
    if len(values) > 1:
        raise HttpProblem(BAD_REQUEST, f"{name!r} is given {len(values)} times; give it once")
    return values[0] if values else None


def wanted(request: Request, offers: Sequence[Offer], *given: str | None) -> Offer:
    """Choose the form of an answer: by ``?format=`` where it is given, else by ``Accept``.

    Parameters
    ----------
    request
        What was asked.
    offers
        What there is, the dearest first.
    *given
        What a body names as its ``format``.

    Raises
    ------
    HttpProblem
        406 if nothing offered is acceptable, 400 if ``format`` names nothing that fits.
    """
    names = list(dict.fromkeys(offer.name for offer in offers))
    in_address = [one for one in dict.fromkeys(request.query_params.getlist("format")) if one]
    named = in_address or [one for one in dict.fromkeys(given) if one]
    if named:
        known = [offer for one in named for offer in _called(one, offers) or _called(_ALIASES.get(one, ""), offers)]
        if not known:
            raise HttpProblem(BAD_REQUEST, f"there is no format {named[0]!r} here; there is {', '.join(names)}")
        if len({offer.name for offer in known}) > 1:
            raise HttpProblem(BAD_REQUEST, f"'format' is given {len(named)} times; give it once")
        return known[0]
    accept = ",".join(request.headers.getlist("accept")) or None
    chosen = choose(accept, offers)
    if chosen is None:
        types = list(dict.fromkeys(offer.media_type for offer in offers))
        raise HttpProblem(
            NOT_ACCEPTABLE, f"this is to be had as {', '.join(types)}; {accept} is none of them", types=types
        )
    return chosen


def _called(name: str, offers: Sequence[Offer]) -> list[Offer]:
    return [offer for offer in offers if name in (offer.name, offer.media_type)]


async def json_wanted(request: Request) -> None:
    """Refuse a client that will not take JSON, where nothing else is offered.

    Parameters
    ----------
    request
        What was asked.
    """
    wanted(request, (JSON,))


Knowledge = Annotated[KnowledgeBase, Depends(_knowledge)]
"""The knowledge base that the service serves."""

Configuration = Annotated[Settings, Depends(_settings)]
"""The settings of the service."""
