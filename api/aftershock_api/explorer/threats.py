"""The pages of a threat and of a mitigation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from aftershock.explore.page import last_part, words
from aftershock.model.iri import local_name
from aftershock.model.marks import SEVERITIES
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.asked import Severity
from aftershock_api.explorer.claim_questions import claims_question
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.list_questions import placed_question
from aftershock_api.explorer.questions import mitigation_question
from aftershock_api.explorer.render import render
from aftershock_api.explorer.selected import UNMARKED, names_of
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase

__all__ = ["ThreatQuery", "mitigation_page", "threat_page"]

_STARTS_SHOWN: Final = 25
_MITIGATIONS: Final = 1000
_LISTED: Final = 1000


class ThreatQuery(PageFields):
    """Which claims of a threat are listed: of all layers or one, how sure, of which agents, or open ones."""

    layer: int | None = Field(None, ge=1, le=7)
    certainty: Literal["stated", "not-certain"] | None = None
    severity: Severity = None
    heat: Literal["claims", "open"] = "claims"


@dataclass(frozen=True, slots=True)
class _Claim:
    agent: str
    name: str
    layer: str
    certainty: str
    polarity: str
    words: str


@dataclass(frozen=True, slots=True)
class _Effect:
    rule: str
    label: str
    low: str
    factor: str
    high: str
    basis: str


@dataclass(frozen=True, slots=True)
class _Place:
    iri: str
    status: str
    settle: str


def threat_page(knowledge: KnowledgeBase, name: str, asked: ThreatQuery, url: URL) -> HTMLResponse:
    """Show a threat: who is said to be exposed, where it can start, and what answers it.

    Parameters
    ----------
    knowledge
        What to show.
    name
        Slug, label or IRI.
    asked
        Which claims.
    url
        Of the page.
    """
    threat = knowledge.threat(name)
    told = local_name(threat.iri)
    address = Address.of(url)
    every, marks = _claims(knowledge, claims_question(threat.iri)), knowledge.marks()
    some = every if asked.heat == "claims" else _claims(knowledge, claims_question(threat.iri, heat="open"))
    claims = [
        claim
        for claim in some
        if asked.certainty in (None, "stated" if claim.certainty == "stated" else "not-certain")
        and marks.get(claim.agent, UNMARKED).fits(asked.severity, None)
    ]
    listed = tuple(claim for claim in claims if asked.layer is None or claim.layer == str(asked.layer))
    struck = {cls: knowledge.components(class_name=cls, limit=_STARTS_SHOWN) for cls in threat.strikes}
    starts = tuple(chain.from_iterable(one.items for one in struck.values()))[:_STARTS_SHOWN]
    return render(
        "threat.html",
        threat=threat,
        asked=asked,
        claims=listed[:_LISTED],
        listed=len(listed),
        exposed=len({(claim.agent, claim.layer) for claim in listed if claim.polarity == "exposed"}),
        layers=tuple(
            (
                item,
                sum(claim.layer == str(item.number) for claim in claims),
                f"{address.with_(layer=str(item.number))}#who",
            )
            for item in knowledge.layers().items
        ),
        fitting=len(claims),
        total=len(every),
        everywhere=address.with_(layer=None),
        here=address.path,
        severities=SEVERITIES,
        starts=starts if threat.starts_mode else (),
        struck={cls: one.total for cls, one in struck.items()},
        mitigations=[item for item in knowledge.mitigations(limit=_MITIGATIONS).items if told in item.answers],
        sparql=claims_question(
            threat.iri, asked.layer, asked.certainty, ["severity"] if asked.severity else (), asked.heat
        ),
    )


def mitigation_page(knowledge: KnowledgeBase, name: str) -> HTMLResponse:
    """Show a mitigation: the threats that it answers and the rules that it lowers.

    Parameters
    ----------
    knowledge
        What to show.
    name
        Slug, label or IRI.
    """
    mitigation = knowledge.mitigation(name)
    sparql = mitigation_question(mitigation.iri)
    effects = read_solutions(knowledge.query(sparql, format="json").content).rows
    placed = read_solutions(knowledge.query(placed_question(mitigation.iri), format="json").content).rows
    return render(
        "mitigation.html",
        mitigation=mitigation,
        threats={item.slug: item.label for item in knowledge.threats(limit=_MITIGATIONS).items},
        effects=tuple(_Effect(*(cell.value for cell in row)) for row in effects),
        placed=tuple(_Place(place.value, words(status.value), settle.text) for place, status, settle in placed),
        names=names_of(knowledge, (place.value for place, _, _ in placed)),
        sparql=sparql,
    )


def _claims(knowledge: KnowledgeBase, question: str) -> tuple[_Claim, ...]:
    solutions = read_solutions(knowledge.query(question, format="json").content)
    found: dict[tuple[str, str, str, str], _Claim] = {}
    for agent, name, number, certainty, polarity, quoted in solutions.rows:
        claim = _Claim(
            agent.value,
            name.text or last_part(agent.value),
            number.text,
            words(certainty.value).replace(" ", "-"),
            words(polarity.value),
            quoted.text,
        )
        found.setdefault((claim.agent, claim.layer, claim.polarity, claim.words), claim)
    return tuple(found.values())
