"""A document against the shapes, in this process or as a task in a worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from aftershock.model.terms import unknown_term
from aftershock.resources import shape_files
from aftershock.validation.checks import each_check
from aftershock.validation.ground import Ground
from aftershock.validation.queries import compile_shape
from aftershock.validation.report import UNKNOWN_TERM, Report
from aftershock.validation.shapes import read_shapes
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from aftershock.model.terms import Use
    from aftershock.validation.report import Result
    from aftershock.validation.shapes import Shape

__all__ = ["found_by_shapes", "task", "validate"]

_AT_ONCE: Final = 2
_TYPE: Final = PREFIXES["rdf"] + "type"


def validate(
    document: bytes,
    context: Iterable[Path] | None = None,
    *,
    shapes: Iterable[Path] | None = None,
    limit: int = 100,
) -> Report:
    """Compare a document with the shapes.

    Parameters
    ----------
    document
        N-Quads.
    context
        Turtle files that the document builds upon; by default the ontology and the catalogue. What is wrong in them,
        or becomes wrong by the document, is reported too.
    shapes
        Turtle files; by default those shipped.
    limit
        How many results the report holds at most; it always counts all.

    Returns
    -------
    Report
        The worst first.

    Raises
    ------
    DocumentError
        If the document is not N-Quads.
    ModelError
        If the shapes use what is not supported.

    Examples
    --------
    >>> aft = "https://w3id.org/aftershock/ontology#"
    >>> kind = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    >>> report = validate(f"<https://a.example/need> <{kind}> <{aft}Need> .".encode())
    >>> report.conforms, report.results[0].message
    (False, 'A need names its alternatives, each an aft:Dependency.')
    """
    records = read_shapes(shape_files() if shapes is None else shapes)
    return Report.of(found_by_shapes(Ground(document, context), records), limit)


def found_by_shapes(ground: Ground, shapes: Iterable[Shape]) -> Iterator[Result]:
    """Give what the shapes find, unsorted.

    Parameters
    ----------
    ground
        The graph.
    shapes
        The shapes, with targets.
    """
    for found in _each(ground, shapes):
        yield from found


def _each(ground: Ground, shapes: Iterable[Shape]) -> Iterator[Iterator[Result]]:
    """Give what each query finds; nothing is asked before it is looked at."""
    for shape in shapes:
        for query in compile_shape(shape, ground.below):
            yield ground.results(
                query.text, shape=query.shape, severity=query.severity, message=query.message, path=query.path
            )


def task(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Validate a document as a worker does: the shapes, and the checks that are about documents.

    Parameters
    ----------
    header
        ``limit``: how many results to hold, 100 where it is missing.
    payload
        The document as N-Quads.

    Returns
    -------
    tuple
        A header that `Report.from_header` reads, and nothing.
    """
    ground, limit = Ground(payload), int(header.get("limit", 100))
    asked = [*_each(ground, read_shapes(shape_files())), *map(_nearest, each_check(ground, "document"))]
    with ThreadPoolExecutor(_AT_ONCE) as threads:  # the engine lets go of Python's lock while it looks
        report = Report.joined(threads.map(lambda found: Report.of(found, limit), asked), limit)
    return report.as_header(), b""


def _nearest(found: Iterator[Result]) -> Iterator[Result]:
    """Say of a name that is no term which one is meant perhaps."""
    for one in found:
        if one.shape != UNKNOWN_TERM:
            yield one
        else:
            use: Use = "class" if one.path == _TYPE else "property"
            yield replace(one, message=unknown_term(one.focus, use))
