"""The parts of the workbench: each asks for what it shows, and for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from aftershock.explore.page import last_part
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.controls import offered, planned, short, switched
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.order import heads
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.said import titles_of
from aftershock_api.explorer.selected import COLUMNS, criticalities, drawn_radius, names_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.choice import ChosenRows, RowSums
    from aftershock.model.radius import PathStep, RadiusRow
    from aftershock_api.explorer.address import Address
    from aftershock_api.explorer.asked import Show, WorkbenchQuery
    from aftershock_api.explorer.rules import Rules

__all__ = ["FILTERS", "PARTS", "UNDECIDED", "Known", "steps_of"]

FILTERS: Final = ("evidence", "class", "layer", "owner", "acts", "severity", "criticality", "certainty")
"""Names in the address of what chooses rows."""

UNDECIDED: Final = (
    *(
        "show",
        "depth",
        "limit",
        *FILTERS,
        "sort",
        "order",
        "window",
        "likelihood",
        "summary",
        "hide",
        "expand",
        "chosen",
        "lit",
        "tried",
    ),
    *("budget", "goal"),
)
"""What no decision takes from the address of a workbench."""

_TRACED: Final = ("depth", "window")
"""What no decision takes, but why one component falls does."""

_UNDRAWN: Final = ("show", "limit", "sort", "order", "chosen")
"""What no picture takes from the address of a workbench."""

_BUDGET: Final = 3.0

_AT_ONCE: Final = 12
"""Open facts that are tried before the page is shown; its script asks for the others while one reads."""

_MOST: Final = 60

_OF_A_KIND: Final = 20
"""Actions of each kind that the file of a page has; the page has room for the first of them."""

_POINTS: Final = 1000
"""Choke points that the file of a page has."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the frame of the workbench has found out already: its address, rows, sums, and rules."""

    address: Address
    url: URL
    chosen: ChosenRows
    sums: RowSums
    rules: Rules


@dataclass(frozen=True, slots=True)
class Step:
    """A hop of a path as it is told."""

    record: PathStep
    label: str
    rule_label: str


@dataclass(frozen=True, slots=True)
class _Row:
    evidence: str
    record: RadiusRow
    steps: tuple[Step, ...]
    why: str


def steps_of(path: tuple[PathStep, ...], labels: Mapping[str, str], rules: Rules) -> tuple[Step, ...]:
    """Name what stands on a path.

    Parameters
    ----------
    path
        Its hops.
    labels
        Of components, by IRI; others go by their last part.
    rules
        Their labels.
    """
    return tuple(
        Step(one, labels.get(one.component) or last_part(one.component), rules.label(one.rule) if one.rule else "")
        for one in path
    )


def _falls(knowledge: KnowledgeBase, asked: WorkbenchQuery, known: Known) -> dict[str, Any]:
    address, radius, marks = known.address, known.chosen.radius, knowledge.marks()
    picture = drawn_radius(knowledge, asked)
    labels = {node.iri: node.label for node in picture.nodes} | names_of(knowledge, radius.start)
    labels |= {row.component: row.label for row in rows_of(radius)}
    ways = type(address)(address.path, address.hidden(*(one for one in UNDECIDED if one not in _TRACED), "protect"))
    rows = tuple(
        _Row(
            evidence,
            row,
            steps_of(row.path, labels, known.rules),
            type(ways)("/explore/why", ways.pairs).add("target", short(row.component)),
        )
        for evidence, row in known.chosen.rows
    )
    return {
        "picture": picture,
        "bases": known.rules.bases,
        "rows": rows,
        "titles": titles_of(
            knowledge, (iri for _, row in known.chosen.rows for hop in row.path for iri in hop.documents)
        ),
        "found": known.chosen.found,
        "total": known.chosen.total,
        "layers": knowledge.layers().items,
        "filters": address.hidden(*FILTERS),
        "heads": heads(address, COLUMNS, asked.sort, asked.order),
        "unsorted": address.with_(sort=None, order=None),
        "marks": marks,
        "severities": SEVERITIES,
        "criticalities": criticalities(marks),
        "files": links(address, "/explore/radius", *_UNDRAWN),
        "pager": pager(known.url, asked.offset, asked.limit, len(rows), known.chosen.found),
        "exports": {
            "csv": address.at("/explore/radius.csv", "show", "limit"),
            "json": address.at("/explore/radius.json", "show", "limit"),
            "offline": address.at("/explore/radius.html", *_UNDRAWN),
        },
    }


def _who(_knowledge: KnowledgeBase, _asked: WorkbenchQuery, known: Known) -> dict[str, Any]:
    def there(**chosen: str | None) -> str:
        return known.address.with_(**{"show": None, **dict.fromkeys(FILTERS), **chosen})

    return {"filter": there}


def _now(knowledge: KnowledgeBase, asked: WorkbenchQuery, known: Known) -> dict[str, Any]:
    contained = knowledge.contain(asked.component, **asked.situation())
    holders = (holder for one in contained.rotate for holder in one.holders)
    table = known.address.at("/contain", *UNDECIDED) + f"&limit={_OF_A_KIND}&format=csv"
    ends = names_of(knowledge, (one.edge[2] for one in contained.actions if one.edge))
    return {"contained": contained, "holders": names_of(knowledge, holders), "ends": ends, "table": table}


def _controls(knowledge: KnowledgeBase, asked: WorkbenchQuery, known: Known) -> dict[str, Any]:
    address, radius, situation = known.address, known.chosen.radius, asked.situation()
    goal, budget, plans = asked.goal or "reduce", asked.budget or _BUDGET, None
    if goal == "reduce" or asked.protect:
        plans = knowledge.plans(asked.component, budget=budget, goal=goal, **situation)
    choke = knowledge.choke_points(asked.component, **situation)
    cut = [end for edge in (choke.cut.edges if choke.cut else ()) for end in (edge[0], edge[2])]
    blocked = [one.edge[2] for plan in (plans.plans if plans else ()) for one in plan.measures if one.edge]
    return {
        "switched": () if asked.depth is not None else switched(knowledge, asked, address),
        "offered": offered(knowledge, asked.with_mitigations, known.sums.rules),
        "plans": plans,
        "planned": planned(plans.plans, address) if plans else (),
        "plain": radius.difference.expected if radius.difference else radius.expected,
        "choke": choke,
        "ends": names_of(knowledge, (*cut, *blocked)),
        "goal": goal,
        "budget": budget,
        "unswitched": address.hidden("with-mitigation"),
        "unplanned": address.hidden("budget", "goal"),
        "placed": tuple(one for one in asked.with_mitigations if "@" in one),
        "plans_csv": address.at("/plans", *UNDECIDED[:-2]) + "&format=csv",
        "choke_csv": address.at("/choke-points", *UNDECIDED) + f"&limit={_POINTS}&format=csv",
    }


def _open(knowledge: KnowledgeBase, asked: WorkbenchQuery, known: Known) -> dict[str, Any]:
    table = known.address.at("/facts", *UNDECIDED) + f"&limit={_MOST}&format=csv"
    facts = knowledge.facts(asked.component, limit=_MOST, tried=asked.tried or _AT_ONCE, **asked.situation())
    left = asked.tried is None and facts.tried == _AT_ONCE < facts.total
    return {"facts": facts, "table": table, "more": known.address.with_(tried=str(_MOST)) if left else ""}


PARTS: Final[dict[Show, Callable[[KnowledgeBase, WorkbenchQuery, Known], dict[str, Any]]]] = {
    "falls": _falls,
    "who": _who,
    "now": _now,
    "controls": _controls,
    "open": _open,
}
"""What the template of each part is given."""
