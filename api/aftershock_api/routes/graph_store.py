"""``/rdf-graph-store``: the SPARQL 1.1 Graph Store Protocol, with graphs named in the address or by the address."""

from __future__ import annotations

import uuid
from email.parser import BytesParser
from email.policy import HTTP
from string import punctuation
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Request, Response
from starlette.concurrency import run_in_threadpool

from aftershock.errors import UnknownNameError
from aftershock.model.iri import graph_name
from aftershock.model.writes import GraphPart
from aftershock_api import schemas
from aftershock_api.access import Configuration, Knowledge, only, wanted
from aftershock_api.bodies import charset, media_type, read_body, sent_as_it_is, unsupported
from aftershock_api.negotiation import Offer
from aftershock_api.pieces import relayed
from aftershock_api.problems import BAD_REQUEST, NOT_FOUND, UNSUPPORTED, HttpProblem
from aftershock_api.tokens import may_write
from aftershock_api.writing import (
    PASSED,
    VALIDATE,
    WRITES,
    expected_presence,
    expected_revision,
    told,
    validation_wanted,
)

__all__ = ["router"]

router = APIRouter(tags=["Graphs"])

_PLACE: Final = "/rdf-graph-store"
_DIRECT: Final = _PLACE + "/{path:path}"
_PARTS: Final = 20
_IN_HEADERS: Final = punctuation
"""What of an IRI a header takes as it is; the rest is encoded (RFC 3987, section 3.1)."""

_OFFERS: Final = (
    Offer("turtle", "text/turtle"),
    Offer("ntriples", "application/n-triples"),
    Offer("jsonld", "application/ld+json"),
    Offer("rdfxml", "application/rdf+xml"),
    Offer("jsonld", "application/json"),
    Offer("ntriples", "text/plain"),
)

_TAKEN: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/ld+json": "jsonld",
    "application/rdf+xml": "rdfxml",
    "application/x-turtle": "turtle",
    "application/json": "jsonld",
    "text/plain": "ntriples",
}

_CHARSETS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})
_UNCHANGED: Final = frozenset({"binary", "8bit", "7bit"})
"""Transfer encodings that leave bytes as they are; in forms, others are not to be used (RFC 7578, section 4.7)."""

_NAMED: Final[list[dict[str, Any]]] = [
    {"name": "graph", "in": "query", "description": "The IRI of the graph.", "schema": {"type": "string"}},
    {
        "name": "default",
        "in": "query",
        "description": "Instead of `graph`: the store's own default graph.",
        "allowEmptyValue": True,
        "schema": {"type": "string"},
    },
]

_READ: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The graph.",
        "content": {offer.media_type: {"schema": {"type": "string"}} for offer in _OFFERS},
    }
}
_WRITTEN: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": schemas.Written, "description": "It is done."},
    201: {"model": schemas.Written, "description": "A graph was made; `Location` is where it is."},
    412: PASSED,
}
_REMOVED: Final[dict[int | str, dict[str, Any]]] = {
    200: {"model": schemas.Written, "description": "It is gone."},
    412: PASSED,
}
_BODY: Final[dict[str, Any]] = {
    "requestBody": {
        "required": True,
        "content": {
            **{kind: {"schema": {"type": "string"}} for kind in _TAKEN},
            "multipart/form-data": {"schema": {"type": "object"}},
        },
    }
}
_UNLESS: Final[dict[str, Any]] = {
    "name": "If-None-Match",
    "in": "header",
    "description": "`*`: the write is done only if there is no such graph.",
    "schema": {"type": "string", "enum": ["*"]},
}
_WRITING: Final[dict[str, Any]] = {**_BODY, **WRITES, "parameters": [*_NAMED, *WRITES["parameters"], _UNLESS]}
_REMOVING: Final[dict[str, Any]] = {
    "security": WRITES["security"],
    "parameters": [*_NAMED, *(one for one in WRITES["parameters"] if one is not VALIDATE)],
}


def _graph(request: Request) -> str | None:
    """Name the graph that is meant; ``None`` is the default graph."""
    if request.url.path != _PLACE:
        if set(request.query_params) & {"graph", "default"}:
            raise HttpProblem(
                BAD_REQUEST, f"the address names the graph already; ask {_PLACE} with 'graph', or this without"
            )
        return graph_name(_address(request))
    graph, default = only(request, "graph"), only(request, "default")
    if (graph is None) == (default is None):
        raise HttpProblem(
            BAD_REQUEST, f"say which graph: {_PLACE}?graph=IRI, {_PLACE}?default, or {_PLACE}/ and its name"
        )
    return None if graph is None else graph_name(graph)


def _address(request: Request) -> str:
    raw: bytes = request.scope.get("raw_path") or request.url.path.encode()
    return f"{request.url.scheme}://{request.url.netloc}{raw.decode('ascii', 'replace')}"


Graph = Annotated[str | None, Depends(_graph)]


@router.get(_PLACE, summary="A graph", response_class=Response, responses=_READ, openapi_extra={"parameters": _NAMED})
@router.get(_DIRECT, include_in_schema=False)
async def read(request: Request, knowledge: Knowledge, graph: Graph) -> Response:
    """Give a graph as it is; the default graph is the store's own, whatever queries are asked of. A long one streams.

    Where a long answer has to be cut, the connection ends before the answer does.
    """
    offer = wanted(request, _OFFERS)
    if not await run_in_threadpool(knowledge.has_graph, graph):
        raise _absent(graph)
    return await relayed(request, knowledge.graph_in_pieces(graph, offer.name), offer.content_type)


@router.put(
    _PLACE,
    summary="Put a graph in the place of what was there",
    responses=_WRITTEN,
    openapi_extra=_WRITING,
    dependencies=[Depends(may_write)],
)
@router.put(_DIRECT, include_in_schema=False, dependencies=[Depends(may_write)])
async def put(request: Request, knowledge: Knowledge, settings: Configuration, graph: Graph) -> Response:
    """Put a graph: the one that was there goes."""
    parts = await _parts(request, settings.document_bytes)
    return await run_in_threadpool(_write, request, knowledge, graph, parts, False)


@router.post(
    _PLACE,
    summary="Add to a graph",
    responses=_WRITTEN,
    openapi_extra=_WRITING,
    dependencies=[Depends(may_write)],
)
async def post(request: Request, knowledge: Knowledge, settings: Configuration) -> Response:
    """Add to a graph; where none is named, a new one is made and `Location` names it."""
    names = bool(set(request.query_params) & {"graph", "default"})
    parts = await _parts(request, settings.document_bytes)
    graph = _graph(request) if names else f"{_address(request)}/{uuid.uuid4()}"
    return await run_in_threadpool(_write, request, knowledge, graph, parts, True)


@router.post(_DIRECT, include_in_schema=False, dependencies=[Depends(may_write)])
async def post_directly(request: Request, knowledge: Knowledge, settings: Configuration, graph: Graph) -> Response:
    """Add to a graph that the address names."""
    parts = await _parts(request, settings.document_bytes)
    return await run_in_threadpool(_write, request, knowledge, graph, parts, True)


@router.delete(
    _PLACE,
    summary="Remove a graph",
    responses=_REMOVED,
    openapi_extra=_REMOVING,
    dependencies=[Depends(may_write)],
)
@router.delete(_DIRECT, include_in_schema=False, dependencies=[Depends(may_write)])
def delete(request: Request, knowledge: Knowledge, graph: Graph) -> Response:
    """Remove a graph; the default graph is emptied."""
    try:
        there = expected_presence(request) and None  # what must be there and is not, a removal answers with 404
        return told(knowledge.remove_graph(graph, expected=expected_revision(request), there=there))
    except UnknownNameError:
        raise _absent(graph) from None


def _write(request: Request, knowledge: Any, graph: str | None, parts: tuple[GraphPart, ...], merge: bool) -> Response:
    written = knowledge.put_graph(
        graph,
        parts,
        expected=expected_revision(request),
        there=expected_presence(request),
        merge=merge,
        validate=validation_wanted(request),
    )
    if graph is None or graph not in written.made:
        return told(written)
    return told(written, 201, {"Location": quote(graph, safe=_IN_HEADERS)})


def _absent(graph: str | None) -> HttpProblem:
    return HttpProblem(NOT_FOUND, f"there is no graph <{graph}>; /.well-known/void and /sparql tell which there are")


async def _parts(request: Request, limit: int) -> tuple[GraphPart, ...]:
    sent_as_it_is(request)
    given = media_type(request)
    if given == "multipart/form-data":
        return _form(request.headers["content-type"], await read_body(request, limit, "the form"))
    if given not in _TAKEN:
        raise unsupported(given, *_TAKEN)
    if charset(request) not in ("utf-8", "ascii"):
        raise HttpProblem(UNSUPPORTED, "a graph is sent in UTF-8")
    return (GraphPart(await read_body(request, limit, "the graph"), _TAKEN[given]),)


def _form(content_type: str, body: bytes) -> tuple[GraphPart, ...]:
    """Read the files of a form; the whole is in memory already, and no longer than allowed."""
    if body.count(b"\n--") > _PARTS + 1:
        raise HttpProblem(BAD_REQUEST, f"the form has more than {_PARTS} parts; send one graph in a request")
    message = BytesParser(policy=HTTP).parsebytes(
        b"Content-Type: " + content_type.encode("latin-1") + b"\r\n\r\n" + body
    )
    if message.is_multipart() and message.defects:
        raise HttpProblem(BAD_REQUEST, "the form does not end with its boundary; a part of it was lost on the way")
    found = []
    for part in message.iter_parts() if message.is_multipart() else ():
        kind = part.get_content_type()
        if kind not in _TAKEN:
            raise HttpProblem(UNSUPPORTED, f"a part of the form is {kind}; a graph is {' or '.join(_TAKEN)}")
        if part.get_content_charset("utf-8").lower() not in _CHARSETS:
            raise HttpProblem(UNSUPPORTED, "a part of the form is in another charset; a graph is sent in UTF-8")
        if str(part.get("content-transfer-encoding", "binary")).strip().lower() not in _UNCHANGED:
            raise HttpProblem(UNSUPPORTED, "a part of the form has a Content-Transfer-Encoding; send it as it is")
        content = part.get_payload(decode=True)
        found.append(GraphPart(content if isinstance(content, bytes) else b"", _TAKEN[kind]))
    if not found:
        raise HttpProblem(BAD_REQUEST, "the form has no part; send each graph as a part with its Content-Type")
    return tuple(found)
