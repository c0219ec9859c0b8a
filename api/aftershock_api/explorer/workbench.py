"""The blast-radius workbench: one question in the address, and the parts of its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.page import last_part
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.list_questions import starts_question
from aftershock_api.explorer.parts import FILTERS, PARTS, UNDECIDED, Known
from aftershock_api.explorer.radius_questions import radius_questions
from aftershock_api.explorer.render import MODES, render
from aftershock_api.explorer.rules import Rules, rules_of
from aftershock_api.explorer.selected import names_of, selected, supposed_names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import ComponentItem
    from aftershock.model.radius import BlastRadius
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["workbench_page"]

_THREATS: Final = 1000
_WORST: Final = 12

_NAMES: Final = (
    ("falls", "What falls"),
    ("who", "Whom to call"),
    ("now", "Do at once"),
    ("controls", "Controls"),
    ("open", "What is open"),
)
_CONTROLLED: Final = ("component", "mode", "threat", "depth", "alternatives", "window", "at", "stale-days", "protect")


@dataclass(frozen=True, slots=True)
class _Chip:
    item: ComponentItem
    off: str


@dataclass(frozen=True, slots=True)
class _Rule:
    slug: str
    label: str
    off: bool


def workbench_page(knowledge: KnowledgeBase, asked: WorkbenchQuery, url: URL) -> HTMLResponse:
    """Show what falls, or, where nothing is named to start from, where one can start.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    url
        Of the page; it holds all that was asked.
    """
    address = Address.of(url)
    threats = tuple(item for item in knowledge.threats(limit=_THREATS).items if item.starts_mode)
    if not asked.component:
        hidden = address.hidden("component", "threat", "mode")
        worst = knowledge.worst_starts(_WORST)
        return render(
            "radius_start.html",
            asked=asked,
            threats=threats,
            modes=MODES,
            hidden=hidden,
            worst=worst,
            sparql=starts_question(item.iri for item, *_ in worst),
        )
    chosen = selected(knowledge, asked)
    radius = chosen.radius
    options = {name: value for name, value in asked.options().items() if name != "likelihood"}
    sums = knowledge.radius_sums(asked.component, **options)
    whole = sums if asked.depth is None else knowledge.radius_sums(asked.component, **{**options, "depth": None})
    rules = rules_of(knowledge)
    named = [knowledge.component(name) for name in asked.component]
    shown = PARTS[asked.show](knowledge, asked, Known(address, url, chosen, sums, rules))
    return render(
        "radius.html",
        radius=radius,
        asked=asked,
        parts=tuple((name, text, address.with_(show=None if name == "falls" else name)) for name, text in _NAMES),
        starts=tuple(
            _Chip(item, address.drop("component", text)) for item, text in zip(named, asked.component, strict=True)
        ),
        protected=tuple(_Chip(knowledge.component(text), address.drop("protect", text)) for text in asked.protect),
        hidden=address.hidden(*_CONTROLLED, "without-rule"),
        modes=tuple(dict.fromkeys((*MODES, radius.mode))),
        threats=threats,
        rules=_switches(radius, sums.rules, rules),
        deepest=whole.deepest,
        sums=sums,
        owners=sums.owners,
        names=names_of(knowledge, (*(one.owner for one in sums.owners), *(start.owner for start in named))),
        called=supposed_names(knowledge, radius.supposed),
        whole=address.with_(**dict.fromkeys((*FILTERS, "depth", "show"))),
        timeless=address.with_(window=None),
        brief=address.at("/brief", *UNDECIDED),
        behind=radius_questions(asked, radius),
        **shown,
    )


def _switches(radius: BlastRadius, used: Iterable[str], rules: Rules) -> tuple[_Rule, ...]:
    """Give the rules that carry something here, and those that are switched off."""
    off = set(radius.without_rules)
    found = (_Rule(last_part(rule), rules.label(rule), rule in off) for rule in off.union(used))
    return tuple(sorted(found, key=lambda rule: (not rule.off, rule.label)))
