"""Propagation rules as the pages name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock.explore.page import last_part, words
from aftershock_api.explorer.questions import RULES
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["Rules", "rules_of"]


@dataclass(frozen=True, slots=True)
class Rules:
    """What all propagation rules are called, and whose numbers their likelihoods are.

    Parameters
    ----------
    labels, bases
        By the rule's IRI; a basis is the last part of its IRI, such as ``"ExpertEstimate"``.
    """

    labels: dict[str, str]
    bases: dict[str, str]

    def label(self, rule: str) -> str:
        """Give a rule's label, or the words of its IRI where it has none.

        Parameters
        ----------
        rule
            Its IRI.
        """
        return self.labels.get(rule) or words(rule)


def rules_of(knowledge: KnowledgeBase) -> Rules:
    """Ask for all propagation rules, those of users among them.

    Parameters
    ----------
    knowledge
        What to ask.
    """
    rows = read_solutions(knowledge.query(RULES, format="json").content).rows
    labels = {rule.value: label.text for rule, label, _ in rows if label.text}
    bases = {rule.value: last_part(basis.value) for rule, _, basis in rows if basis.value}
    return Rules(labels, bases)
