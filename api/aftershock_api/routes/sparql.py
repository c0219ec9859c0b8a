"""``/sparql`` and ``/update``: the SPARQL 1.1 Protocol, and a page for people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.iri import graph_name
from aftershock_api import schemas
from aftershock_api.access import Configuration, Knowledge, wanted
from aftershock_api.asking import attended
from aftershock_api.bodies import charset, decoded, media_type, read_body, sent_as_it_is, unsupported
from aftershock_api.explorer.sparql import answer_page, query_page
from aftershock_api.negotiation import Offer
from aftershock_api.problems import BAD_REQUEST, TOO_LARGE, UNSUPPORTED, HttpProblem
from aftershock_api.routes.description import DESCRIPTIONS, service_description
from aftershock_api.settings import Settings
from aftershock_api.tokens import may_write
from aftershock_api.writing import PASSED, VALIDATE, WRITES, expected_revision, told, validating, validation_wanted

__all__ = ["router"]

router = APIRouter(tags=["SPARQL"])

_HTML: Final = Offer("html", "text/html")

_SOLUTIONS: Final = (
    Offer("json", "application/sparql-results+json"),
    Offer("json", "application/json"),
    Offer("xml", "application/sparql-results+xml"),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
    _HTML,
    Offer("xml", "application/xml"),
    Offer("xml", "text/xml"),
)

_GRAPHS: Final = (
    Offer("turtle", "text/turtle"),
    Offer("ntriples", "application/n-triples"),
    Offer("jsonld", "application/ld+json"),
    Offer("rdfxml", "application/rdf+xml"),
    _HTML,
    Offer("jsonld", "application/json"),
    Offer("ntriples", "text/plain"),
)

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"

_PLAIN: Final = frozenset({"utf-8", "ascii"})

_BODIES: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {"type": "object", "properties": {"query": {"type": "string"}, "update": {"type": "string"}}}
            },
            _QUERY: {"schema": {"type": "string"}},
            _UPDATE: {"schema": {"type": "string"}},
        },
    }
}

_WRITTEN: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": schemas.Written, "description": "What it did; `ETag` is the revision."},
    412: PASSED,
}

_ANSWERS: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "Solutions (SELECT), a truth value (ASK) or a graph (CONSTRUCT, DESCRIBE), in the form wanted.",
        "content": {offer.media_type: {"schema": {"type": "string"}} for offer in (*_SOLUTIONS, *_GRAPHS)},
    }
}

_FORMAT: Final = {
    "name": "format",
    "in": "query",
    "description": "The form of the answer, instead of Accept.",
    "schema": {"type": "string", "enum": list(dict.fromkeys(offer.name for offer in (*_SOLUTIONS, *_GRAPHS)))},
}


def _parameter(name: str, description: str, *, many: bool) -> dict[str, Any]:
    plain = {"type": "string"}
    return {
        "name": name,
        "in": "query",
        "description": description,
        "schema": {"type": "array", "items": plain} if many else plain,
    }


_DATASET: Final = [
    _parameter("default-graph-uri", "A graph of the default graph; repeatable.", many=True),
    _parameter("named-graph-uri", "A named graph; repeatable.", many=True),
]

_USING: Final = [
    _parameter("using-graph-uri", "A graph of the default graph that WHERE asks; repeatable.", many=True),
    _parameter("using-named-graph-uri", "A named graph that WHERE asks; repeatable.", many=True),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query or an update as the protocol brought it.

    Parameters
    ----------
    text
        The query or update.
    updates
        Whether it is an update.
    default_graphs, named_graphs
        The data set that the request names; both empty where it names none.
    formats
        What a form names as the form of the answer.
    validates
        Whether a form asks for the shapes.
    """

    text: str
    updates: bool = False
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    validates: bool = False


@router.get(
    "/sparql",
    summary="Query by GET",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"parameters": [_parameter("query", "The query.", many=False), *_DATASET, _FORMAT]},
)
@router.get("/sparql/", include_in_schema=False)
async def query_by_get(request: Request, knowledge: Knowledge, settings: Configuration) -> Response:
    """Answer a query; without one, a browser gets a page on which to write it, others the service description."""
    pairs = tuple(request.query_params.multi_items())
    if not {name for name, _ in pairs} - {"format"}:
        offer = wanted(request, (*DESCRIPTIONS, _HTML))
        if offer == _HTML:
            return query_page()
        return await run_in_threadpool(service_description, request, knowledge, offer)
    if any(name == "update" for name, _ in pairs):
        raise HttpProblem(BAD_REQUEST, "an update is not sent by GET; send it by POST, as application/sparql-update")
    asked = _asked(pairs)
    return await attended(request, knowledge, lambda: _answer(request, knowledge, settings, asked))


@router.post(
    "/sparql",
    summary="Query or update by POST",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={
        **_BODIES,
        "parameters": [*_DATASET, *_USING, VALIDATE, _FORMAT],
    },
)
@router.post("/sparql/", include_in_schema=False)
async def query_by_post(request: Request, knowledge: Knowledge, settings: Configuration) -> Response:
    """Answer a query, or carry out an update (with a token): sent as a form, or as the body itself."""
    asked = await _posted(request, settings, (_QUERY, _UPDATE))
    if asked.updates:
        return await run_in_threadpool(_update, request, knowledge, settings, asked)
    return await attended(request, knowledge, lambda: _answer(request, knowledge, settings, asked))


@router.post(
    "/update",
    summary="Update",
    response_class=Response,
    responses=_WRITTEN,
    openapi_extra={**_BODIES, **WRITES, "parameters": [*_USING, *WRITES["parameters"]]},
)
async def update_by_post(request: Request, knowledge: Knowledge, settings: Configuration) -> Response:
    """Carry out an update: all of it, or nothing. It is on disk, and seen by every query, when it is answered."""
    asked = await _posted(request, settings, (_UPDATE,))
    if not asked.updates:
        raise HttpProblem(BAD_REQUEST, "updates are taken here, as the parameter 'update'; send queries to /sparql")
    return await run_in_threadpool(_update, request, knowledge, settings, asked)


async def _posted(request: Request, settings: Settings, direct: tuple[str, ...]) -> Asked:
    given = media_type(request)
    if given not in (_FORM, *direct):
        raise unsupported(given, *direct, _FORM)
    sent_as_it_is(request)
    encoding = charset(request)
    if given != _FORM and encoding not in _PLAIN:
        raise HttpProblem(
            UNSUPPORTED, f"a query or update sent as the body is in UTF-8, not {encoding}; a form may be in it"
        )
    if given == _UPDATE:
        may_write(request)  # before a long body is read
    most = settings.query_bytes if given == _QUERY else settings.update_bytes
    limit = 4 * max(most, settings.query_bytes) + 16_384 if given == _FORM else most  # percent signs
    what = {_QUERY: "the query", _UPDATE: "the update"}.get(given, "the form")
    text = decoded(await read_body(request, limit, what), encoding, what)
    pairs = tuple(request.query_params.multi_items())
    if given == _FORM:
        try:
            fields = parse_qsl(text, keep_blank_values=True, encoding=encoding, errors="strict", max_num_fields=1000)
        except ValueError as error:
            raise HttpProblem(BAD_REQUEST, f"the form cannot be read: {error}") from error
        return replace(
            _asked((*pairs, *fields)),
            formats=tuple(value for name, value in fields if name == "format"),
            validates=any(validating(value) for name, value in fields if name == "validate"),
        )
    if any(name in ("query", "update") for name, _ in pairs):
        raise HttpProblem(BAD_REQUEST, f"{what} is the body; there is none to give in the address too")
    return _asked((*pairs, ("query" if given == _QUERY else "update", text)))


def _asked(pairs: tuple[tuple[str, str], ...]) -> Asked:
    queries = [value for name, value in pairs if name == "query"]
    updates = [value for name, value in pairs if name == "update"]
    texts = [*queries, *updates]
    if len(texts) != 1:
        if queries and updates:
            raise HttpProblem(BAD_REQUEST, "a query and an update are given; give one of them, in a request of its own")
        what = "update" if updates else "query"
        many = "updates" if updates else "queries"
        count = f"no {what} is" if not texts else f"{len(texts)} {many} are"
        raise HttpProblem(BAD_REQUEST, f"{count} given; give one, as the parameter '{what}'")
    first, second = ("using-graph-uri", "using-named-graph-uri")
    others = ("default-graph-uri", "named-graph-uri")
    if queries:
        (first, second), others = others, (first, second)
    for name, _ in pairs:
        if name in others:
            what = "a query" if queries else "an update"
            raise HttpProblem(BAD_REQUEST, f"{name!r} does not go with {what}; {first!r} and {second!r} do")
    default = tuple(graph_name(value) for name, value in pairs if name == first)
    named = tuple(graph_name(value) for name, value in pairs if name == second)
    return Asked(texts[0], bool(updates), default, named)


def _answer(request: Request, knowledge: KnowledgeBase, settings: Settings, asked: Asked) -> Response:
    _check_size(asked.text, settings.query_bytes, "the query")
    form = knowledge.query_form(asked.text)
    offer = wanted(request, _SOLUTIONS if form in ("select", "ask") else _GRAPHS, *asked.formats)
    readable = {"select": "json", "ask": "json"}.get(form, "turtle")
    answer = knowledge.query(
        asked.text,
        format=readable if offer == _HTML else offer.name,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
    if offer == _HTML:
        return answer_page(asked.text, answer)
    return Response(answer.content, media_type=None, headers={"Content-Type": offer.content_type})


def _update(request: Request, knowledge: KnowledgeBase, settings: Settings, asked: Asked) -> Response:
    may_write(request)
    _check_size(asked.text, settings.update_bytes, "the update")
    written = knowledge.update(
        asked.text,
        using=asked.default_graphs,
        using_named=asked.named_graphs,
        expected=expected_revision(request),
        validate=asked.validates or validation_wanted(request),
    )
    return told(written)


def _check_size(text: str, limit: int, what: str) -> None:
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > limit:
        raise HttpProblem(TOO_LARGE, f"{what} is {size:,} bytes long; {limit:,} is the limit", limit=limit)
