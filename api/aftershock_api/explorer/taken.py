"""What every road of the explorer refuses before it answers: what it does not take, entries of no legend.

A road whose question is one record has that refuse what it does not know; others are held here to the names they take.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final, get_args, get_origin

from fastapi import Request
from pydantic import BaseModel

from aftershock.explore.shown import hidden_by
from aftershock_api.access import Knowledge
from aftershock_api.problems import INVALID, HttpProblem

if TYPE_CHECKING:
    from fastapi.routing import APIRoute

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["hidden_in", "taken"]

_READ: Final[dict[str, tuple[str, ...]]] = {
    "/explore/graph": ("at", "lit"),
    "/explore/replay": ("format",),
    "/explore/about": ("format",),
}
"""By road: names that it, or its page's script, reads from the address itself."""


async def taken(request: Request, knowledge: Knowledge) -> None:
    """Hold an address to what its road takes.

    Parameters
    ----------
    request
        What was asked.
    knowledge
        Which modes of loss there are: a legend has them all.

    Raises
    ------
    HttpProblem
        422 if the road takes no parameter of a name; with the nearest, or all that it takes. So if it is given several
        values of what it takes one of: an answer to the last would look like one to all.
    UsageError
        If ``hide`` names what no legend has; with all that there are.
    """
    route: APIRoute = request.scope["route"]
    names = _names(route)
    if names is not None:
        for name in request.query_params:
            if name not in names:
                raise HttpProblem(INVALID, f"{name}: there is no such parameter; {_hint(name, names)}")
    for name in _once(route).intersection(request.query_params):
        given = dict.fromkeys(value for value in request.query_params.getlist(name) if value)
        if len(given) > 1:
            raise HttpProblem(INVALID, f"{name}: takes one value, and was given {' and '.join(map(repr, given))}")
    for hide in request.query_params.getlist("hide"):
        hidden_in(knowledge, hide)


def hidden_in(knowledge: KnowledgeBase, text: str) -> frozenset[str]:
    """Read what an address hides; the legend of the whole graph has the modes of documents too.

    Parameters
    ----------
    knowledge
        Of which graph.
    text
        Entries of the legend, commas between.
    """
    return hidden_by(text, [mode.name for mode in knowledge.projection.modes])


def _names(route: APIRoute) -> list[str] | None:
    """Give the names that a road takes; ``None`` where its record refuses others itself."""
    found = set(_READ.get(route.path, ()))
    for one in route.dependant.query_params:  # codespell:ignore dependant -- as the framework spells it
        record = one.field_info.annotation
        if isinstance(record, type) and issubclass(record, BaseModel):
            if record.model_config.get("extra") == "forbid":
                return None
            found.update(field.alias or name for name, field in record.model_fields.items())
        else:
            found.add(one.alias)
    return sorted(found)


def _once(route: APIRoute) -> set[str]:
    """Give the names of which a road takes one value."""
    found: set[str] = set()
    for one in route.dependant.query_params:  # codespell:ignore dependant -- as the framework spells it
        record = one.field_info.annotation
        fields = {one.alias: record}
        if isinstance(record, type) and issubclass(record, BaseModel):
            fields = {field.alias or name: field.annotation for name, field in record.model_fields.items()}
        found.update(name for name, kind in fields.items() if not _several(kind))
    return found


def _several(kind: Any) -> bool:
    return get_origin(kind) in (list, tuple) or any(map(_several, get_args(kind)))


def _hint(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, 1)
    return f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names)}" if names else "there are none"
