"""The published contract: what FastAPI derives from the routes, made true where it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from aftershock_api.asking import POSTED
from aftershock_api.schemas import Problem

if TYPE_CHECKING:
    from fastapi import FastAPI
    from pydantic import BaseModel

__all__ = ["DESCRIPTION", "PROBLEMS", "describe"]

DESCRIPTION: Final = """\
A knowledge graph of threats to AI agents.

Every error is an RFC 9457 problem document with a stable `type`. Every answer to GET has an `ETag` that follows from
the store's revision and the request: an unchanged graph answers 304. Where GET works, HEAD works. Without a token set
by its operator the service is read-only."""

_PROBLEM: Final[dict[str, Any]] = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
}

PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"description": "The request or the query is wrong; `detail` says how to mend it.", **_PROBLEM},
    404: {"description": "Nothing goes by that name; `suggestions` are the nearest.", **_PROBLEM},
    406: {"description": "No form that the client accepts.", **_PROBLEM},
    422: {"description": "A parameter or a document is not valid.", **_PROBLEM},
    503: {"description": "It cost too much, or too much is waiting; try again after `Retry-After`.", **_PROBLEM},
}

_OF_BODIES: Final = {
    "413": {"description": "The body is too large.", **_PROBLEM},
    "415": {"description": "That media type is not taken here.", **_PROBLEM},
}

_OF_WRITES: Final = {
    "401": {"description": "A token is needed.", **_PROBLEM},
    "403": {"description": "The service is read-only.", **_PROBLEM},
}

_REFERENCE: Final = "#/components/schemas/{model}"


def describe(app: FastAPI) -> dict[str, Any]:
    """Give the OpenAPI document of the service.

    Parameters
    ----------
    app
        The service.
    """
    if app.openapi_schema:
        return app.openapi_schema
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        routes=app.routes,
    )
    components = document.setdefault("components", {})
    taken: list[type[BaseModel]] = [Problem, *POSTED]
    shapes: list[tuple[type[BaseModel], Literal["validation"]]] = [(one, "validation") for one in taken]
    _, extra = models_json_schema(shapes, ref_template=_REFERENCE)
    components["schemas"] = dict(sorted({**components.get("schemas", {}), **extra["$defs"]}.items()))
    components["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "AFTERSHOCK_WRITE_TOKEN of the operator."}
    }
    for path in document["paths"].values():
        for operation in path.values():
            _amend(operation)
    app.openapi_schema = document
    return document


def _amend(operation: dict[str, Any]) -> None:
    if "requestBody" in operation:
        operation["responses"] |= _OF_BODIES
    if "security" in operation:
        operation["responses"] |= _OF_WRITES
    operation["responses"] = dict(sorted(operation["responses"].items()))
