"""By which rules compromise goes over one relation, and how likely each carries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.page import last_part, link, words
from aftershock_api.explorer.render import MODES
from aftershock_api.explorer.rules import rules_of

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.explorer.said import Edge

__all__ = ["Carried", "carried_over"]

_MOST: Final = 50
"""Ways over one relation in one mode."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A rule that carries over a relation.

    Parameters
    ----------
    label, page
        Of the rule: what it is called, and where it is read.
    from_mode, mode
        What must be lost before, and what is lost then.
    likelihood
        Low, default and high; ``None`` where the rule gives none.
    basis
        Whose number that is, in words; empty where nobody says.
    acts
        Whether somebody must still act.
    evidence
        ``"affected"`` where it is certain to be so, else ``"possible"`` or ``"unknown"``.
    unsettled
        Qualifiers that nobody gave and that would settle it, in words.
    """

    label: str
    page: str
    from_mode: str
    mode: str
    likelihood: tuple[float, float, float] | None
    basis: str
    acts: bool
    evidence: str
    unsettled: tuple[str, ...]


def carried_over(knowledge: KnowledgeBase, edge: Edge) -> tuple[Carried, ...]:
    """Find the rules that carry over a relation, with what is known of it: each once, by what must be lost before.

    Parameters
    ----------
    knowledge
        What to ask.
    edge
        The relation.

    Returns
    -------
    tuple of Carried
        Empty where none carries, or only together with others (alternatives of a need).
    """
    rules = rules_of(knowledge)
    found: dict[tuple[str, str, str], Carried] = {}
    for start in MODES:
        ways = knowledge.paths(edge.dependee, edge.dependent, count=_MOST, mode=start, depth=1).found
        for way in ways:
            step = way.path[-1]
            if step.rule is None or step.from_mode is None or edge.relation not in ("", last_part(step.relation or "")):
                continue
            chance = step.likelihood
            found.setdefault(
                (step.rule, step.from_mode, step.mode),
                Carried(
                    label=rules.label(step.rule),
                    page=link(step.rule),
                    from_mode=step.from_mode,
                    mode=step.mode,
                    likelihood=(chance.low, chance.default, chance.high) if chance else None,
                    basis=words(step.basis) if step.basis else "",
                    acts=step.effect == "EnablesAttack",
                    evidence=way.evidence,
                    unsettled=tuple(words(one) for one in step.unsettled),
                ),
            )
    order = {mode: place for place, mode in enumerate(MODES)}
    return tuple(
        sorted(found.values(), key=lambda one: (order.get(one.from_mode, 9), order.get(one.mode, 9), one.label))
    )
