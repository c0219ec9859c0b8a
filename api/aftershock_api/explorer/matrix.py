"""The MAESTRO matrix: seven layers by threats or by agents, and how many claims meet there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from pydantic import Field

from aftershock.explore.page import last_part, link
from aftershock.model.marks import SEVERITIES
from aftershock.vocabulary import AFT
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Severity
from aftershock_api.explorer.claim_questions import matrix_question
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import render
from aftershock_api.explorer.selected import UNMARKED
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.explore.tables import Table
    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["Claim", "MatrixQuery", "matrix_json", "matrix_page", "matrix_table"]

LAYERS: Final = range(1, 8)
_LIMIT: Final = 100
_LEVELS: Final = 4


class MatrixQuery(PageFields):
    """What a matrix is asked for."""

    rows: Literal["threats", "agents"] = "threats"
    heat: Literal["claims", "open"] = "claims"
    certainty: Literal["stated", "not-certain"] | None = None
    layer: int | None = Field(None, ge=1, le=7)
    severity: Severity = None
    search: str = Field("", max_length=200)
    offset: int = Field(0, ge=0)


@dataclass(frozen=True, slots=True)
class Claim:
    """That an agent is exposed to a threat in a layer: whether that is certain, and whether nothing answers it."""

    agent: str
    agent_label: str
    threat: str
    threat_label: str
    layer: int
    certain: bool
    open: bool


@dataclass(frozen=True, slots=True)
class _Cell:
    """Claims of a row in a layer: how many, how many of these are not certain, how many nothing answers."""

    layer: int
    count: int
    unsure: int
    open: int
    shown: int
    level: int
    href: str


@dataclass(frozen=True, slots=True)
class _Row:
    iri: str
    label: str
    href: str
    cells: tuple[_Cell, ...]
    shown: int


def matrix_page(knowledge: KnowledgeBase, asked: MatrixQuery, url: URL) -> HTMLResponse:
    """Show the matrix.

    Parameters
    ----------
    knowledge
        What to show.
    asked
        Which rows, and what is counted.
    url
        Of the page.
    """
    rows, claims = _rows(knowledge, asked)
    address = Address.of(url)
    shown = rows[asked.offset : asked.offset + _LIMIT]
    return render(
        "matrix.html",
        asked=asked,
        rows=shown,
        layers=knowledge.layers().items,
        sums=[sum(row.cells[layer - 1].shown for row in rows) for layer in LAYERS],
        claims=len(claims),
        severities=SEVERITIES,
        levels=range(1, _LEVELS + 1),
        top=max((cell.shown for row in rows for cell in row.cells), default=0),
        hidden=address.hidden("search", "certainty", "layer", "severity", "rows", "heat"),
        exports={name: address.at(f"/explore/matrix.{name}") for name in ("csv", "json")},
        pager=pager(url, asked.offset, _LIMIT, len(shown), len(rows)),
        sparql=matrix_question(
            *(asked.rows, asked.search, asked.layer, asked.certainty), ["severity"] if asked.severity else ()
        ),
    )


def matrix_table(knowledge: KnowledgeBase, asked: MatrixQuery) -> Table:
    """Give the whole matrix as a table: a row a threat or agent, a column a layer.

    Parameters
    ----------
    knowledge
        What to show.
    asked
        Which rows, and what is counted.
    """
    rows, _ = _rows(knowledge, asked)
    columns = (asked.rows.removesuffix("s"), "label", *(f"L{layer}" for layer in LAYERS), "total")
    return columns, [(row.iri, row.label, *(cell.shown for cell in row.cells), row.shown) for row in rows]


def matrix_json(knowledge: KnowledgeBase, asked: MatrixQuery) -> dict[str, Any]:
    """Give the whole matrix as JSON.

    Parameters
    ----------
    knowledge
        What to show.
    asked
        Which rows, and what is counted.
    """
    columns, rows = matrix_table(knowledge, asked)
    return {"rows": asked.rows, "heat": asked.heat, "items": [dict(zip(columns, row, strict=True)) for row in rows]}


def _rows(knowledge: KnowledgeBase, asked: MatrixQuery) -> tuple[list[_Row], tuple[Claim, ...]]:
    wanted = asked.search.casefold().strip()
    marks = knowledge.marks()
    claims = tuple(
        claim
        for claim in _claims(knowledge)
        if asked.certainty in (None, "stated" if claim.certain else "not-certain")
        and asked.layer in (None, claim.layer)
        and marks.get(claim.agent, UNMARKED).fits(asked.severity, None)
    )
    found: dict[tuple[str, str], dict[int, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        key = (claim.threat, claim.threat_label) if asked.rows == "threats" else (claim.agent, claim.agent_label)
        if wanted in f"{key[1]} {last_part(key[0])}".casefold():
            found[key][claim.layer].append(claim)
    counts = [_shown(here, asked) for cells in found.values() for here in cells.values()]
    top = max(counts, default=0)
    rows = [_row(iri, label, cells, asked, top) for (iri, label), cells in found.items()]
    return sorted(rows, key=lambda row: (-row.shown, row.label)), claims


def _row(iri: str, label: str, cells: dict[int, list[Claim]], asked: MatrixQuery, top: int) -> _Row:
    made = tuple(_cell(layer, cells.get(layer, ()), iri, asked, top) for layer in LAYERS)
    return _Row(iri, label, _place(iri, asked, asked.layer), made, sum(cell.shown for cell in made))


def _place(iri: str, asked: MatrixQuery, layer: int | None) -> str:
    """Give the address where the claims of a row, in a layer or all, are listed that the filters let through."""
    heat = "open" if asked.heat == "open" else ""
    if asked.rows == "agents":
        part = f"#layer-{layer}" if layer else ""
        return Address(link(iri), [("claims", asked.certainty or ""), ("heat", heat)]).with_() + part
    kept = (("layer", layer), ("certainty", asked.certainty), ("severity", asked.severity), ("heat", heat))
    return Address(link(iri), [(name, str(value or "")) for name, value in kept]).with_() + ("#who" if layer else "")


def _cell(layer: int, claims: Sequence[Claim], iri: str, asked: MatrixQuery, top: int) -> _Cell:
    shown = _shown(claims, asked)
    return _Cell(
        layer=layer,
        count=len(claims),
        unsure=sum(not claim.certain for claim in claims),
        open=sum(claim.open for claim in claims),
        shown=shown,
        level=-(-shown * _LEVELS // top) if top else 0,
        href=_place(iri, asked, layer),
    )


def _shown(claims: Sequence[Claim], asked: MatrixQuery) -> int:
    return len(claims) if asked.heat == "claims" else sum(claim.open for claim in claims)


def _claims(knowledge: KnowledgeBase) -> tuple[Claim, ...]:
    """Read every claim of exposure, one for each agent, layer and threat, however many sentences make it."""
    found: dict[tuple[str, int, str], Claim] = {}
    solutions = read_solutions(knowledge.query(matrix_question(), format="json").content)
    for agent, name, number, threat, label, certainty, open_ in solutions.rows:
        claim = Claim(
            agent.value,
            name.text or last_part(agent.value),
            threat.value,
            label.text or last_part(threat.value),
            int(number.text),
            certainty.value == AFT.Stated,
            open_.text == "true",
        )
        before = found.get((claim.agent, claim.layer, claim.threat))
        if before is None or (claim.certain and not before.certain):
            found[claim.agent, claim.layer, claim.threat] = claim
    return tuple(found.values())
