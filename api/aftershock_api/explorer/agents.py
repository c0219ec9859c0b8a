"""The page of an agent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from pydantic import Field

from aftershock.explore.page import last_part
from aftershock_api.explorer.address import Address
from aftershock_api.explorer.claim_questions import agent_question
from aftershock_api.explorer.deployed import stood
from aftershock_api.explorer.fields import PageFields
from aftershock_api.explorer.forms import links
from aftershock_api.explorer.highlight import Piece, pieces
from aftershock_api.explorer.render import render
from aftershock_api.explorer.rules import rules_of
from aftershock_api.explorer.selected import names_of
from aftershock_api.results import read_solutions

if TYPE_CHECKING:
    from collections.abc import Collection

    from fastapi.responses import HTMLResponse
    from starlette.datastructures import URL

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.catalog import AgentRecord, LayerClaim, LayerRecord

__all__ = ["AgentQuery", "agent_page"]

_KINDS: Final = (
    ("", "All claims"),
    ("stated", "Stated"),
    ("not-certain", "Only suspected"),
    ("mitigated", "Said to be protected"),
)


class AgentQuery(PageFields):
    """Which claims of an agent are shown: all, stated ones, others, claims of protection; or those that are open."""

    claims: Literal["stated", "not-certain", "mitigated"] | None = None
    heat: Literal["claims", "open"] = "claims"
    hide: str = Field("", max_length=2000, description="What the legend of the picture hides; the script reads it.")
    expand: list[str] = Field(default_factory=list, max_length=200, description="Where the picture was grown.")
    chosen: str = Field("", max_length=5000, description="What is chosen in the picture; the script reads it.")
    lit: str = Field("", max_length=5000, description="The way that is lit in the picture; the script reads it.")


@dataclass(frozen=True, slots=True)
class _Layer:
    record: LayerRecord
    pieces: tuple[Piece, ...]
    claims: tuple[LayerClaim, ...]
    exposed: int


@dataclass(frozen=True, slots=True)
class _Choice:
    name: str
    text: str
    count: int
    chosen: bool
    href: str


def agent_page(knowledge: KnowledgeBase, name: str, asked: AgentQuery, url: URL) -> HTMLResponse:
    """Show an agent: score, factors, layers with the words behind each claim, mitigations, neighbours.

    Parameters
    ----------
    knowledge
        What to show.
    name
        Slug, name or IRI.
    asked
        Which claims.
    url
        Of the page.
    """
    agent = knowledge.agent(name)
    kinds = Counter(kind for layer in agent.layers for claim in layer.threats for kind in _kinds(layer, claim))
    chosen, address = asked.claims or "", Address.of(url)
    picture = knowledge.neighbourhood(agent.iri)
    deployments = stood(knowledge, agent)
    opened = _opened(knowledge, agent, chosen) if asked.heat == "open" else None
    component = knowledge.component(agent.iri)
    return render(
        "agent.html",
        agent=agent,
        chosen=chosen,
        choices=tuple(
            _Choice(kind, text, kinds[kind], kind == chosen, address.with_(claims=kind) + "#layers")
            for kind, text in _KINDS
        ),
        layers=_layers(agent, chosen, opened),
        heat=asked.heat,
        everything=address.with_(heat=None) + "#layers",
        component=component,
        mitigations=deployments,
        names=names_of(knowledge, [component.owner, *(one.place for one in (*deployments.present, *deployments.open))]),
        picture=picture,
        files=links(
            Address("/explore/around", [("iri", agent.iri), *address.pairs]),
            *("/explore/around", "claims", "heat", "chosen", "lit"),
        ),
        bases=rules_of(knowledge).bases,
        sparql=agent_question(agent.iri, chosen, asked.heat),
    )


def _kinds(layer: LayerRecord, claim: LayerClaim) -> tuple[str, ...]:
    """Give the choices under which a claim is shown; a claim of protection is no exposure, certain or not."""
    return ("", "mitigated" if claim.polarity == "mitigated" else layer.certainty)


def _opened(knowledge: KnowledgeBase, agent: AgentRecord, chosen: str) -> frozenset[tuple[int, str]]:
    """Give the layers and threats (the last part of their IRIs) of which nothing known answers what is claimed."""
    told = read_solutions(knowledge.query(agent_question(agent.iri, chosen, "open"), format="json").content)
    return frozenset((int(number.text), last_part(threat.value)) for number, _, threat, *_ in told.rows)


def _layers(agent: AgentRecord, chosen: str, opened: Collection[tuple[int, str]] | None) -> tuple[_Layer, ...]:
    found = []
    for layer in agent.layers:
        claims = tuple(
            claim
            for claim in layer.threats
            if chosen in _kinds(layer, claim)
            and (opened is None or (claim.polarity == "exposed" and (layer.number, last_part(claim.threat)) in opened))
        )
        if claims or (not chosen and opened is None):
            exposed = {claim.threat for claim in claims if claim.polarity == "exposed"}
            found.append(_Layer(layer, pieces(layer), claims, len(exposed)))
    return tuple(found)
