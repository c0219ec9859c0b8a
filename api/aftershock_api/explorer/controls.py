"""What a control changes: the average before and after each that is switched on, and which there are to switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock.explore.page import last_part
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.measures import Plan
    from aftershock.model.radius import Likelihood
    from aftershock_api.explorer.address import Address
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["Offered", "Planned", "Switched", "named", "offered", "planned", "short", "switched"]

_MITIGATIONS = 1000


@dataclass(frozen=True, slots=True)
class Switched:
    """A control that is supposed in place: what falls on average with it alone, and the address without it."""

    text: str
    slug: str
    label: str
    place: str
    after: Likelihood | None
    off: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A control that lowers something here: at how many hops of the paths, and whether it is switched on."""

    slug: str
    label: str
    hops: int
    on: bool


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and the address of the same question with all of it supposed in place."""

    plan: Plan
    on: str


def short(iri: str) -> str:
    """Give a name by which a component is found again: the last part of one of ours, else the IRI.

    Parameters
    ----------
    iri
        Of the component.

    Examples
    --------
    >>> short("https://w3id.org/aftershock/id/component/hub"), short("pkg:pypi/numpy@2.1")
    ('hub', 'pkg:pypi/numpy@2.1')
    """
    return last_part(iri) if iri.startswith((f"{ID}component/", f"{ID}agent/")) else iri


def switched(knowledge: KnowledgeBase, asked: WorkbenchQuery, address: Address) -> tuple[Switched, ...]:
    """Say of each control that is switched on what it does by itself, all else as supposed.

    Parameters
    ----------
    knowledge
        What to ask.
    asked
        What was asked for.
    address
        Of the page.
    """
    found = []
    for text in asked.with_mitigations:
        alone = {**asked.options(), "with_mitigations": [text]}
        radius = knowledge.blast_radius(asked.component, **alone, limit=1)
        told = radius.supposed.with_mitigations[0] if radius.supposed else (text, None)
        found.append(named(knowledge, text, told, radius.expected, address))
    return tuple(found)


def named(
    knowledge: KnowledgeBase, text: str, told: tuple[str, str | None], after: Likelihood | None, address: Address
) -> Switched:
    """Name a control that is switched on, and give the address without it.

    Parameters
    ----------
    knowledge
        What to ask.
    text
        As it stands in the address.
    told
        IRIs of the mitigation, and of where it is; ``None`` for wherever it helps.
    after
        What falls on average with it alone.
    address
        Of the page.
    """
    mitigation = knowledge.mitigation(told[0])
    place = knowledge.component(told[1]) if told[1] else None
    return Switched(
        text,
        mitigation.slug,
        mitigation.label,
        "" if place is None else place.label or place.iri,
        after,
        address.drop("with-mitigation", text),
    )


def offered(knowledge: KnowledgeBase, switched_on: Iterable[str], used: Mapping[str, int]) -> tuple[Offered, ...]:
    """Give the controls that lower a rule that carries something here, those first that do so at most hops.

    Parameters
    ----------
    knowledge
        What to ask.
    switched_on
        Slugs of those that are.
    used
        At how many hops of the paths each rule carries, by its IRI.
    """
    hops = {last_part(rule): count for rule, count in used.items()}
    on = set(switched_on)
    found = [
        Offered(item.slug, item.label, sum(hops.get(rule, 0) for rule in item.rules), item.slug in on)
        for item in knowledge.mitigations(limit=_MITIGATIONS).items
        if item.slug in on or not hops.keys().isdisjoint(item.rules)
    ]
    return tuple(sorted(found, key=lambda one: (not one.on, -one.hops, one.label)))


def planned(plans: Iterable[Plan], address: Address) -> tuple[Planned, ...]:
    """Give plans with the addresses that try them.

    Parameters
    ----------
    plans
        Best first.
    address
        Of the page.
    """
    found = []
    for plan in plans:
        names = [
            ("with-mitigation", f"{last_part(one.mitigation)}@{short(one.component)}")
            for one in plan.measures
            if one.mitigation
        ]
        tried = type(address)(address.path, [*(pair for pair in address.pairs if pair not in names), *names])
        found.append(Planned(plan, tried.with_() if names else ""))
    return tuple(found)
