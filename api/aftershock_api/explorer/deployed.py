"""Mitigations of an agent: known to be there, known to be missing, and of which nobody says."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aftershock.vocabulary import AFT
from aftershock_api.explorer.questions import deployments_question
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import AgentRecord, MitigationItem

__all__ = ["Deployed", "Standing", "Unsaid", "stood"]

_MITIGATIONS = 1000


@dataclass(frozen=True, slots=True)
class Deployed:
    """A mitigation of which somebody says whether it is there.

    Parameters
    ----------
    slug, label
        The mitigation.
    place
        IRI of the agent or of the part of it that it is, or is not, on.
    settle
        What would settle it, where it is said to be unknown; else empty.
    """

    slug: str
    label: str
    place: str
    settle: str = ""


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A mitigation of which nobody says anything, and how many of the threats that are claimed it answers."""

    slug: str
    label: str
    answers: int


@dataclass(frozen=True, slots=True)
class Standing:
    """All mitigations that are of interest for an agent.

    Parameters
    ----------
    present, absent, open
        Those of which a document says that they are there, are missing, or that it is not known.
    unsaid
        The others that answer a threat claimed of the agent, those first that answer most.
    sparql
        The query for what is said.
    """

    present: tuple[Deployed, ...]
    absent: tuple[Deployed, ...]
    open: tuple[Deployed, ...]
    unsaid: tuple[Unsaid, ...]
    sparql: str


def stood(knowledge: KnowledgeBase, agent: AgentRecord) -> Standing:
    """Look up how the mitigations of an agent stand.

    Parameters
    ----------
    knowledge
        What to ask.
    agent
        Of which.
    """
    question = deployments_question(agent.iri)
    known: dict[str, list[Deployed]] = {AFT.Present: [], AFT.Absent: [], AFT.Unknown: []}
    items = {item.iri: item for item in knowledge.mitigations(limit=_MITIGATIONS).items}
    told = set()
    for mitigation, place, status, settle in read_solutions(knowledge.query(question, format="json").content).rows:
        item = items.get(mitigation.value)
        if item is not None and status.value in known:
            told.add(item.iri)
            known[status.value].append(Deployed(item.slug, item.label, place.value, settle.text))
    exposed = {claim.threat for layer in agent.layers for claim in layer.threats if claim.polarity == "exposed"}
    answered = Counter({iri: len(exposed.intersection(item.answers)) for iri, item in items.items()})
    unsaid = tuple(_unsaid(items[iri], count) for iri, count in answered.most_common() if count and iri not in told)
    return Standing(tuple(known[AFT.Present]), tuple(known[AFT.Absent]), tuple(known[AFT.Unknown]), unsaid, question)


def _unsaid(item: MitigationItem, count: int) -> Unsaid:
    return Unsaid(item.slug, item.label, count)
