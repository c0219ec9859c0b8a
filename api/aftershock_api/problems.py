"""Every error as an RFC 9457 problem document: a stable type, one clear sentence, and what helps besides.

The kinds are few and kept; a kind's ``type`` is an IRI that never changes. What `aftershock.errors` raises is mapped
here and nowhere else. A traceback goes to the log, never to a client.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import ValidationError as PydanticError
from starlette.exceptions import HTTPException

from aftershock import errors

__all__ = [
    "BAD_REQUEST",
    "CONFLICT",
    "INTERNAL",
    "INVALID",
    "KINDS",
    "MISDIRECTED",
    "NOT_ACCEPTABLE",
    "NOT_FOUND",
    "PRECONDITION",
    "READ_ONLY",
    "SCOPE",
    "TOKEN",
    "TOO_LARGE",
    "UNSUPPORTED",
    "HttpProblem",
    "Kind",
    "Problem",
    "invalid",
    "problem_of",
    "respond",
]

_TYPES: Final = "https://w3id.org/aftershock/problem/"
_RETRY_SECONDS: Final = 1


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem: the last part of its type, its HTTP status, and its title."""

    slug: str
    status: int
    title: str


BAD_REQUEST = Kind("bad-request", 400, "The request is wrong")
TOKEN = Kind("token-required", 401, "A token is needed")
READ_ONLY = Kind("read-only", 403, "The service is read-only")
SCOPE = Kind("scope", 403, "The token is for less")
NOT_FOUND = Kind("not-found", 404, "There is nothing here")
METHOD = Kind("method-not-allowed", 405, "That method is not allowed here")
NOT_ACCEPTABLE = Kind("not-acceptable", 406, "No acceptable form")
CONFLICT = Kind("revision-passed", 412, "The store has moved on")
PRECONDITION = Kind("precondition-failed", 412, "The condition does not hold")
TOO_LARGE = Kind("too-large", 413, "Too large")
UNSUPPORTED = Kind("unsupported-media-type", 415, "That media type is not taken here")
MISDIRECTED = Kind("unknown-host", 421, "That name is not ours")
INVALID = Kind("invalid-request", 422, "A parameter is not valid")
INTERNAL = Kind("internal-error", 500, "Something broke")
UNAVAILABLE = Kind("unavailable", 503, "Not now")

_OF_ERRORS: Final[tuple[tuple[type[errors.AftershockError], Kind], ...]] = (  # the nearest class comes first
    (errors.UnknownNameError, Kind("unknown-name", 404, "Nothing goes by that name")),
    (errors.AmbiguousNameError, Kind("ambiguous-name", 400, "Several things go by that name")),
    (errors.UsageError, Kind("wrong-use", 400, "The request is wrong")),
    (errors.ForbiddenQueryError, Kind("query-forbidden", 400, "The query is not allowed")),
    (errors.EvaluationError, Kind("query-failed", 400, "The query cannot be carried out")),
    (errors.QueryError, Kind("query-syntax", 400, "The query does not parse")),
    (errors.DocumentError, Kind("document-refused", 422, "The document cannot be read")),
    (errors.ValidationError, Kind("shapes-violated", 422, "The document breaks the shapes")),
    (errors.RefusedInputError, Kind("refused", 422, "The input is not taken")),
    (errors.CancelledError, Kind("cancelled", 503, "Nobody waited for it")),
    (errors.DeadlineError, Kind("deadline", 503, "It took too long")),
    (errors.ResultTooLargeError, Kind("result-too-large", 503, "The answer is too large")),
    (errors.WorkerLostError, Kind("worker-lost", 503, "The worker died")),
    (errors.BusyError, Kind("busy", 503, "Too much is waiting")),
    (errors.LimitError, Kind("too-costly", 503, "It costs too much")),
    (errors.RevisionError, CONFLICT),
    (errors.PreconditionError, PRECONDITION),
    (errors.StoreError, Kind("store-unavailable", 503, "The store cannot be used")),
    (errors.ModelError, Kind("model-contradiction", 500, "The ontology contradicts itself")),
)

_OF_STATUS: Final = {
    kind.status: kind for kind in (BAD_REQUEST, NOT_FOUND, METHOD, NOT_ACCEPTABLE, TOO_LARGE, UNSUPPORTED, UNAVAILABLE)
}

KINDS: Final[tuple[Kind, ...]] = (
    BAD_REQUEST,
    TOKEN,
    READ_ONLY,
    SCOPE,
    NOT_FOUND,
    METHOD,
    NOT_ACCEPTABLE,
    TOO_LARGE,
    UNSUPPORTED,
    MISDIRECTED,
    INVALID,
    INTERNAL,
    UNAVAILABLE,
    *(kind for _, kind in _OF_ERRORS),
)
"""Every kind there is."""

_MEMBERS: Final = (
    "name",
    "suggestions",
    "candidates",
    "line",
    "column",
    "document",
    "field",
    "violations",
    "seconds",
    "expected",
    "revision",
    "graph",
    "retry_after",
)
"""Attributes of our errors that a problem document carries on."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem that is about to be told.

    Parameters
    ----------
    kind
        What kind it is.
    detail
        What was wrong here, and what to do: one sentence or two.
    members
        Further members of the document.
    headers
        Headers of the answer.
    """

    kind: Kind
    detail: str
    members: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """The HTTP status: that of the kind."""
        return self.kind.status

    @property
    def title(self) -> str:
        """The kind in words."""
        return self.kind.title


class HttpProblem(Exception):  # noqa: N818 -- it carries a problem; the errors of the product are in aftershock.errors
    """Raised by a route to answer with a problem.

    Parameters
    ----------
    kind
        What kind it is.
    detail
        What was wrong, and what to do.
    headers
        Headers of the answer.
    **members
        Further members of the document.
    """

    def __init__(self, kind: Kind, detail: str, headers: Mapping[str, str] | None = None, **members: Any) -> None:
        self.problem = Problem(kind, detail, members, dict(headers or {}))
        super().__init__(detail)


def problem_of(error: Exception) -> Problem:
    """Give the problem that an error is.

    Parameters
    ----------
    error
        Ours, the framework's, or one that nobody expected: of that one nothing is told but that it happened.

    Examples
    --------
    >>> found = problem_of(errors.UnknownNameError("component", "regstry", ["registry"]))
    >>> found.status, found.kind.slug, found.members["suggestions"]
    (404, 'unknown-name', ['registry'])
    >>> problem_of(ZeroDivisionError("secret")).detail
    'an error that nobody expected; the log of the service has it'
    """
    if isinstance(error, HttpProblem):
        return error.problem
    if isinstance(error, errors.AftershockError):
        return _of_ours(error)
    if isinstance(error, RequestValidationError | PydanticError):
        return invalid(error.errors())
    if isinstance(error, HTTPException):
        kind = _OF_STATUS.get(error.status_code, Kind("http-error", error.status_code, "The request is wrong"))
        return Problem(kind, str(error.detail), {}, dict(error.headers or {}))
    return Problem(INTERNAL, "an error that nobody expected; the log of the service has it")


def invalid(found: Sequence[Any]) -> Problem:
    """Tell which parameters are not valid, and why.

    Parameters
    ----------
    found
        The validator's list of errors.
    """
    told = [{"parameter": _place(item["loc"]), "message": _message(item)} for item in found]
    sentence = "; ".join(
        f"{item['parameter']}: {item['message']}" if item["parameter"] else item["message"] for item in told[:3]
    )
    more = f"; and {len(told) - 3} more" if len(told) > 3 else ""
    return Problem(INVALID, sentence + more, {"errors": told})


def respond(problem: Problem, request: Request) -> JSONResponse:
    """Write a problem as its document.

    Parameters
    ----------
    problem
        What to tell.
    request
        What was asked.
    """
    content = {
        "type": _TYPES + problem.kind.slug,
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
        "instance": request.url.path,
        **problem.members,
    }
    headers = {"Cache-Control": "no-store", **problem.headers}
    return JSONResponse(content, problem.status, headers, media_type="application/problem+json")


def _of_ours(error: errors.AftershockError) -> Problem:
    kind = next((kind for cls, kind in _OF_ERRORS if isinstance(error, cls)), INTERNAL)
    if isinstance(error, errors.ForbiddenQueryError) and error.too_large:
        kind = Kind("query-too-large", TOO_LARGE.status, "The query is too large")
    members = {}
    for name in _MEMBERS:
        value = getattr(error, name, None)
        if value is not None and value not in ("", ()):
            members[name] = list(value) if isinstance(value, tuple) else value
    headers = {"Retry-After": str(members.get("retry_after", _RETRY_SECONDS))} if kind.status == 503 else {}
    return Problem(kind, str(error), members, headers)


def _place(location: Sequence[Any]) -> str:
    return ".".join(str(part) for part in location if part not in ("query", "body", "path"))


def _message(item: Mapping[str, Any]) -> str:
    if item["type"] == "extra_forbidden":
        return "there is no such parameter"
    if item["type"] == "missing":
        return "it is needed"
    text = str(item["msg"])
    return text[0].lower() + text[1:]
