"""A blast radius written piece by piece, from pages of its rows: JSON, CSV, and NetworkX's node-link JSON."""

from __future__ import annotations

import csv
import io
import json
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from aftershock.explore.node_link import hop_edge, row_node
from aftershock.explore.tables import cell
from aftershock.model.jsonable import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aftershock.model.radius import BlastRadius, Evidence, Fall, RadiusRow

__all__ = ["COLUMNS", "csv_pieces", "json_pieces", "node_link_pieces"]

COLUMNS: Final = (
    *("evidence", "component", "label", "class", "owner", "mode", "modes", "depth", "attack_steps", "path"),
    *("likelihood_low", "likelihood", "likelihood_high", "method", "since"),
)
"""Of the table that CSV gives."""

_CLASSES: Final[tuple[Evidence, ...]] = ("affected", "possible", "unknown")


def json_pieces(pages: Iterable[BlastRadius]) -> Iterator[str]:
    """Write the answer as `aftershock.model.jsonable.as_json` has it, a page of rows at a time.

    Parameters
    ----------
    pages
        As `KnowledgeBase.blast_radius_pages` gives them; everything but the rows is taken from the first.

    Yields
    ------
    str
        Pieces of one JSON document.
    """
    onward = iter(pages)
    page = next(onward)
    opening = "{"
    for name, value in as_json(page).items():
        yield f"{opening}{json.dumps(name)}:"
        opening = ","
        if name not in _CLASSES:
            yield json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            continue
        yield "["
        written = 0
        while True:
            rows = getattr(page, name)
            if rows:
                comma = "," if written else ""
                yield comma + json.dumps(as_json(rows), ensure_ascii=False, separators=(",", ":"))[1:-1]
                written += len(rows)
            later = _CLASSES[_CLASSES.index(name) + 1 :]
            following = None if any(getattr(page, other) for other in later) else next(onward, None)
            if following is None:
                break
            page = following
        yield "]"
    yield "}"


def csv_pieces(pages: Iterable[BlastRadius]) -> Iterator[str]:
    """Write the rows as CSV, with nothing in them that a spreadsheet would run.

    Parameters
    ----------
    pages
        As for `json_pieces`.

    Yields
    ------
    str
        The head, then the rows of a page.
    """
    yield _lines([COLUMNS])
    for page in pages:
        yield _lines(_cells(evidence, row) for evidence, row in _rows(page))


def node_link_pieces(nodes: Iterable[BlastRadius], edges: Iterable[BlastRadius]) -> Iterator[str]:
    """Write what falls as a graph, as ``networkx.node_link_graph(document, edges="edges")`` reads it.

    Parameters
    ----------
    nodes, edges
        The same pages twice: the starts and the rows become nodes, the hops of their paths edges.

    Yields
    ------
    str
        Pieces of one JSON document. Attributes of edges are those of `KnowledgeBase.to_networkx`.
    """
    onward = iter(nodes)
    first = next(onward)
    about = {name: value for name, value in as_json(first).items() if name not in _CLASSES}
    yield f'{{"directed":true,"multigraph":true,"graph":{_dump(about)},"nodes":['
    yield ",".join(_dump({"id": start, "evidence": "start", "mode": first.mode}) for start in first.start)
    listed = set(first.start)
    passed: dict[str, str] = {}
    for page in chain((first,), onward):
        for evidence, row in _rows(page):
            listed.add(row.component)
            passed |= {step.component: step.mode for step in row.path}
            yield f",{_dump(row_node(evidence, row))}"
    for component, mode in passed.items():  # where only some rows were asked for, others lie on the way to them
        if component not in listed:
            yield f",{_dump({'id': component, 'mode': mode})}"
    yield '],"edges":['
    seen: set[tuple[str, str | None, str, str, str | None]] = set()
    for page in edges:
        fresh = []
        for _, row in _rows(page):
            for before, step in zip(row.path, row.path[1:], strict=False):
                key = (before.component, step.from_mode, step.component, step.mode, step.rule)
                if key not in seen:
                    comma = "," if seen else ""
                    seen.add(key)
                    fresh.append(comma + _dump(hop_edge(before, step)))
        yield "".join(fresh)
    yield "]}"


def _rows(page: BlastRadius) -> list[tuple[str, RadiusRow]]:
    return [(name, row) for name in _CLASSES for row in getattr(page, name)]


def _lines(rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written).writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cells(evidence: str, row: RadiusRow) -> tuple[object, ...]:
    return (
        *(evidence, row.component, row.label, row.class_name, row.owner, row.mode, " ".join(row.modes), row.depth),
        *(row.attack_steps, " > ".join(step.component for step in row.path), *_odds(row.likelihood), row.since),
    )


def _odds(fall: Fall | None) -> tuple[object, ...]:
    return (None,) * 4 if fall is None else (fall.low, fall.default, fall.high, fall.method)


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
