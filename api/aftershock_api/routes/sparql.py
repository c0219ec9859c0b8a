"""``/sparql``: the query half of the SPARQL 1.1 Protocol, and a page for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request, Response
from starlette.concurrency import run_in_threadpool

from aftershock.knowledge_base import KnowledgeBase
from aftershock_api.access import Configuration, Knowledge, wanted
from aftershock_api.bodies import charset, decoded, media_type, read_body, unsupported
from aftershock_api.explorer.sparql import answer_page, query_page
from aftershock_api.negotiation import Offer
from aftershock_api.problems import BAD_REQUEST, FORBIDDEN, TOO_LARGE, HttpProblem
from aftershock_api.settings import Settings

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


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the protocol brought it.

    Parameters
    ----------
    query
        Its text.
    default_graphs, named_graphs
        The data set that the request names; both ``None`` where it names none.
    """

    query: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


@router.get(
    "/sparql",
    summary="Query by GET",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={"parameters": [_parameter("query", "The query.", many=False), *_DATASET, _FORMAT]},
)
async def query_by_get(request: Request, knowledge: Knowledge, settings: Configuration) -> Response:
    """Answer a query; without one, a browser gets a page on which to write it."""
    pairs = tuple(request.query_params.multi_items())
    names = {name for name, _ in pairs}
    if not names & {"query", "update"} and wanted(request, (Offer("json", "application/json"), _HTML)) == _HTML:
        return query_page()
    return await run_in_threadpool(_answer, request, knowledge, settings, _asked(pairs))


@router.post(
    "/sparql",
    summary="Query by POST",
    response_class=Response,
    responses=_ANSWERS,
    openapi_extra={
        "parameters": [*_DATASET, _FORMAT],
        "requestBody": {
            "required": True,
            "content": {
                _QUERY: {"schema": {"type": "string"}},
                _FORM: {
                    "schema": {
                        "type": "object",
                        "required": ["query"],
                        "properties": {
                            "query": {"type": "string"},
                            "default-graph-uri": {"type": "array", "items": {"type": "string"}},
                            "named-graph-uri": {"type": "array", "items": {"type": "string"}},
                        },
                    }
                },
            },
        },
    },
)
async def query_by_post(request: Request, knowledge: Knowledge, settings: Configuration) -> Response:
    """Answer a query that comes as a form, or as the body itself."""
    given = media_type(request)
    if given == _UPDATE:
        raise _no_update()
    if given not in (_FORM, _QUERY):
        raise unsupported(given, _QUERY, _FORM)
    encoding = charset(request)
    limit = settings.query_bytes if given == _QUERY else 4 * settings.query_bytes + 16_384  # percent signs
    text = decoded(await read_body(request, limit, "the query"), encoding, "the query")
    pairs = tuple(request.query_params.multi_items())
    if given == _QUERY:
        if any(name in ("query", "update") for name, _ in pairs):
            raise HttpProblem(BAD_REQUEST, "the query is the body; there is none to give in the address too")
        pairs = (*pairs, ("query", text))
    else:
        pairs = (*pairs, *parse_qsl(text, keep_blank_values=True, encoding=encoding, max_num_fields=1000))
    return await run_in_threadpool(_answer, request, knowledge, settings, _asked(pairs))


def _asked(pairs: tuple[tuple[str, str], ...]) -> Asked:
    if any(name == "update" for name, _ in pairs):
        raise _no_update()
    texts = [value for name, value in pairs if name == "query"]
    if len(texts) != 1:
        count = "no query is" if not texts else f"{len(texts)} queries are"
        raise HttpProblem(BAD_REQUEST, f"{count} given; give one, as the parameter 'query'")
    default = tuple(_graph(value) for name, value in pairs if name == "default-graph-uri")
    named = tuple(_graph(value) for name, value in pairs if name == "named-graph-uri")
    return Asked(texts[0], default, named) if default or named else Asked(texts[0])


def _graph(iri: str) -> str:
    if ":" not in iri or any(character in '<>"{}|^`\\' or character <= " " for character in iri):
        raise HttpProblem(BAD_REQUEST, f"{iri!r} is not the IRI of a graph; give an absolute IRI")
    return iri


def _answer(request: Request, knowledge: KnowledgeBase, settings: Settings, asked: Asked) -> Response:
    size = len(asked.query.encode())
    if size > settings.query_bytes:
        limit = settings.query_bytes
        raise HttpProblem(TOO_LARGE, f"the query is {size:,} bytes long; {limit:,} is the limit", limit=limit)
    form = knowledge.query_form(asked.query)
    offer = wanted(request, _SOLUTIONS if form in ("select", "ask") else _GRAPHS)
    readable = {"select": "json", "ask": "json"}.get(form, "turtle")
    answer = knowledge.query(
        asked.query,
        format=readable if offer == _HTML else offer.name,
        default_graphs=asked.default_graphs,
        named_graphs=asked.named_graphs,
    )
    if offer == _HTML:
        return answer_page(asked.query, answer)
    return Response(answer.content, media_type=None, headers={"Content-Type": offer.content_type})


def _no_update() -> HttpProblem:
    return HttpProblem(
        FORBIDDEN, "this service answers queries only; to add knowledge, send a document to /documents with a token"
    )
