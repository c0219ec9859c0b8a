"""The page of a blast radius: a picture, and a table that says everything the picture does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.datastructures import URL

from aftershock.explore.page import last_part, offline_page
from aftershock_api.explorer.pager import pager
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.rules import Rules, rules_of
from aftershock_api.routes.radius import compute

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture
    from aftershock.model.radius import BlastRadius, PathStep, RadiusRow
    from aftershock_api.schemas_radius import RadiusRequest

__all__ = ["offline_radius", "radius_page"]

_THREATS: Final = 1000
_ROWS_DRAWN: Final = 2000
"""Rows among which the picture chooses what it has room for; a radius of many thousands would only keep one waiting."""


@dataclass(frozen=True, slots=True)
class _Step:
    record: PathStep
    label: str
    rule_label: str


@dataclass(frozen=True, slots=True)
class _Row:
    evidence: str
    record: RadiusRow
    steps: tuple[_Step, ...]


@dataclass(frozen=True, slots=True)
class _Rule:
    slug: str
    label: str
    off: bool


@dataclass(frozen=True, slots=True)
class _Exports:
    json: str
    csv: str
    offline: str


def radius_page(knowledge: KnowledgeBase, asked: RadiusRequest, url: URL) -> HTMLResponse:
    """Show a blast radius.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    url
        Of the page; it holds all that was asked.
    """
    radius = compute(knowledge, asked)
    picture = _picture(knowledge, asked)
    starts = tuple(knowledge.component(iri) for iri in radius.start)
    labels = {node.iri: node.label for node in picture.nodes} | {start.iri: start.label for start in starts}
    labels |= {row.component: row.label for row in (*radius.affected, *radius.possible, *radius.unknown)}
    rules = rules_of(knowledge)
    shown = len(radius.affected) + len(radius.possible) + len(radius.unknown)
    return render(
        "radius.html",
        radius=radius,
        picture=picture,
        bases=rules.bases,
        starts=starts,
        asked=asked,
        supposed=_supposed(asked),
        modes=tuple(dict.fromkeys((*MODES, radius.mode))),
        threats=tuple(item for item in knowledge.threats(limit=_THREATS).items if item.starts_mode),
        rows=tuple(
            _Row(evidence, row, tuple(_step(step, labels, rules) for step in row.path))
            for evidence in ("affected", "possible", "unknown")
            for row in getattr(radius, evidence)
        ),
        rules=_switches(radius, picture, rules),
        pager=pager(url, asked.offset, asked.limit, shown, sum(radius.counts.values())),
        exports=_exports(url),
    )


def offline_radius(knowledge: KnowledgeBase, asked: RadiusRequest) -> str:
    """Write the picture of a blast radius, with its table, as one file that needs no network.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    """
    return offline_page(_picture(knowledge, asked), rules_of(knowledge).bases)


def _supposed(asked: RadiusRequest) -> tuple[tuple[str, str], ...]:
    """Give what is supposed as fields of a form, so that asking again supposes it again."""
    edges = [(name, " ".join(edge)) for name, some in asked.supposed_edges().items() for edge in some]
    fields = {"at": asked.at, "stale-days": asked.stale_days}
    return (
        *((name, str(value)) for name, value in fields.items() if value is not None),
        *(("with-mitigation", name) for name in asked.with_mitigations),
        *edges,
    )


def _picture(knowledge: KnowledgeBase, asked: RadiusRequest) -> Picture:
    return knowledge.radius_picture(asked.component, **{**asked.options(), "likelihood": False}, limit=_ROWS_DRAWN)


def _step(step: PathStep, labels: dict[str, str], rules: Rules) -> _Step:
    label = labels.get(step.component) or last_part(step.component)
    return _Step(step, label, rules.label(step.rule) if step.rule else "")


def _switches(radius: BlastRadius, picture: Picture, rules: Rules) -> tuple[_Rule, ...]:
    """Give the rules that carry something here, and those that are switched off."""
    used = {
        step.rule for row in (*radius.affected, *radius.possible, *radius.unknown) for step in row.path if step.rule
    }
    drawn = {edge.rule for edge in picture.edges if edge.rule}
    off = set(radius.without_rules)
    found = (_Rule(last_part(rule), rules.label(rule), rule in off) for rule in used | drawn | off)
    return tuple(sorted(found, key=lambda rule: (not rule.off, rule.label)))


def _exports(url: URL) -> _Exports:
    whole = url.remove_query_params(["offset", "limit"])
    query = whole.include_query_params(limit=100_000).query
    return _Exports(
        f"/blast-radius?{query}&format=json", f"/blast-radius?{query}&format=csv", f"/explore/radius.html?{whole.query}"
    )
