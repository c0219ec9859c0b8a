"""What requests that write have in common: the revision they are meant for, the shapes, and what they are told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from fastapi.responses import JSONResponse

from aftershock.model.jsonable import as_json
from aftershock_api.access import only
from aftershock_api.problems import BAD_REQUEST, CONFLICT, PRECONDITION, HttpProblem

if TYPE_CHECKING:
    from fastapi import Request

    from aftershock.model.writes import Written

__all__ = [
    "PASSED",
    "VALIDATE",
    "WRITES",
    "expected_presence",
    "expected_revision",
    "told",
    "validating",
    "validation_wanted",
]

_TAG: Final = re.compile(r'"(\d{1,18})(?:-[^"]*)?"')

PASSED: Final[dict[str, Any]] = {
    "description": "The store has moved on since the revision that `If-Match` names, or a condition does not hold.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
"""The answer 412, for the contract."""

VALIDATE: Final[dict[str, Any]] = {
    "name": "validate",
    "in": "query",
    "description": "`true` holds the changed graphs against the shapes, and refuses the whole if they break them.",
    "schema": {"type": "boolean", "default": False},
}
"""The parameter, for the contract."""

WRITES: Final[dict[str, Any]] = {
    "security": [{"token": []}],
    "parameters": [
        VALIDATE,
        {
            "name": "If-Match",
            "in": "header",
            "description": "An ETag of the service: the write is done only if nothing has changed since.",
            "schema": {"type": "string"},
        },
    ],
}
"""What every request that writes takes, for the contract."""


def expected_revision(request: Request) -> int | None:
    """Read the revision that a write is meant for from ``If-Match``; ``None`` where any will do.

    Parameters
    ----------
    request
        What was asked.

    Raises
    ------
    HttpProblem
        412 if it can match nothing: the tag is not one of ours, or weak, or there are several revisions.
    """
    given = ",".join(request.headers.getlist("if-match")).strip()
    if not given or given == "*":
        return None
    found = {match[1] for part in given.split(",") if (match := _TAG.fullmatch(part.strip()))}
    if len(found) != 1:
        raise HttpProblem(
            CONFLICT, f"If-Match: {given[:200]} is no ETag of this service; send one that an answer of it had"
        )
    return int(found.pop())


def expected_presence(request: Request) -> bool | None:
    """Say whether what is written to must be there already: ``If-Match: *``, ``If-None-Match: *``; else ``None``.

    Parameters
    ----------
    request
        What was asked.

    Raises
    ------
    HttpProblem
        412 if ``If-None-Match`` says anything else: which tags a graph does not have, nobody needs to know to write it.
    """
    unless = ",".join(request.headers.getlist("if-none-match")).strip()
    if unless and unless != "*":
        raise HttpProblem(
            PRECONDITION, f"If-None-Match: {unless[:200]} is not looked at by writes; * is, or a tag in If-Match"
        )
    if unless:
        return False
    return True if ",".join(request.headers.getlist("if-match")).strip() == "*" else None


def validation_wanted(request: Request) -> bool:
    """Say whether the shapes are to be asked.

    Parameters
    ----------
    request
        What was asked.

    Raises
    ------
    HttpProblem
        400 if ``validate`` is neither true nor false.
    """
    return validating(only(request, "validate"))


def validating(given: str | None) -> bool:
    """Read whether the shapes are to be asked from what an address or a form says.

    Parameters
    ----------
    given
        The value of ``validate``; ``None`` where it is not there.

    Raises
    ------
    HttpProblem
        400 if it is neither true nor false.
    """
    if given is None or given.lower() in ("false", "0", "no"):
        return False
    if given.lower() in ("true", "1", "yes", ""):
        return True
    raise HttpProblem(BAD_REQUEST, f"'validate' is {given!r}; it is true or false")


def told(written: Written, status: int = 200, headers: dict[str, str] | None = None) -> JSONResponse:
    """Tell what a write did, with a tag that a next write may name in ``If-Match``.

    Parameters
    ----------
    written
        What it did.
    status
        Of the answer.
    headers
        Further ones.
    """
    content = as_json(written)
    return JSONResponse(
        content, status, {"ETag": f'"{written.revision}"', "Cache-Control": "no-store", **(headers or {})}
    )
