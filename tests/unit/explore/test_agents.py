"""An agent is told of once, whether a page, the catalogue or both tell of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.loaded import load_into

from aftershock import Document, KnowledgeBase
from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SLUG = "notte-browser"
PAGE = "https://agentready-app-162314976173.us-central1.run.app/directory/notte-browser/threat-model"
SAYS = {
    1: "Nothing is known of its models.",
    2: "Not certain from the listing — data exfiltration is possible.",
    3: "Prompt injection could misuse it, and insecure tool integration is likely.",
    4: "It prevents container escape.",
    5: "Nothing is said.",
    6: "Nothing is said.",
    7: "Nothing is said.",
}
FACTORS = ("Autonomy of Action", "Goal-Driven Planning", "Self-Modification")


def text(name: str = "Notte Browser", *, factors: bool = True) -> str:
    """A made-up page of the same slug as one of the catalogue's agents."""
    lines = [f"{name} — agentic threat model"]
    if factors:
        lines += ["CVSS base 2.0", "Threat ×1.0", "Mitigation ×1.0", *(f"| {factor} | 0.10 | |" for factor in FACTORS)]
    for number, words in SAYS.items():
        lines += [f"L{number}", words]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(load_into(tmp_path_factory.mktemp("catalogue"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(load_into(tmp_path_factory.mktemp("both"))) as opened:
        assert opened.ingest(Document(text().encode(), "page.txt")).agents == (f"{ID}agent/{SLUG}",)
        yield opened


def test_the_catalogue_s_agent_has_claims_without_words(catalogue: KnowledgeBase) -> None:
    agent = catalogue.agent("Notte Browser")

    assert (agent.slug, agent.document, agent.source) == (SLUG, "", PAGE)
    assert [(layer.number, layer.certainty) for layer in agent.layers] == [
        (1, "not-certain"), (2, "stated"), (3, "stated"), (4, "stated"), (5, "not-certain"), (6, "stated")
    ]  # fmt: skip
    assert {layer.text for layer in agent.layers} == {""}
    assert {claim.threat for claim in agent.layers[3].threats} == {"container-escape", "lateral-movement"}
    for layer in agent.layers:
        for claim in layer.threats:
            assert (claim.span, claim.offsets, claim.source) == (None, None, PAGE)
    assert len(agent.factors) == 10
    assert sum(agent.factors.values()) == pytest.approx(6.5)
    (item,) = catalogue.agents("notte").items
    assert item.layers == ((1, "not-certain", 1), (2, "stated", 2), (3, "stated", 2), (4, "stated", 2),
                           (5, "not-certain", 1), (6, "stated", 1))  # fmt: skip
    assert (item.low, item.high, item.source) == (float(agent.aivss.low), float(agent.aivss.high), PAGE)


def test_a_page_of_the_same_agent_comes_first_and_doubles_nothing(both: KnowledgeBase) -> None:
    agent = both.agent(SLUG)

    assert [layer.number for layer in agent.layers] == [1, 2, 3, 4, 5, 6, 7]
    assert [layer.text for layer in agent.layers] == [words.rpartition("— ")[2] for words in SAYS.values()]
    assert [layer.certainty for layer in agent.layers] == ["stated", "not-certain", *["stated"] * 5], "the page's own"
    assert agent.document.startswith(f"{ID}document/")
    assert agent.source == PAGE
    told = {
        layer.number: [(claim.threat, claim.polarity, claim.span) for claim in layer.threats] for layer in agent.layers
    }
    assert told[1] == [("prompt-injection", "exposed", None)], "the catalogue's, in addition"
    assert told[2] == [("data-exfiltration", "exposed", "data exfiltration"), ("memory-poisoning", "exposed", None)]
    assert [one[0] for one in told[3]] == ["prompt-injection", "insecure-tool-integration"], "each is made once"
    assert None not in {span for *_, span in told[3]}
    assert told[4] == [
        ("container-escape", "mitigated", told[4][0][2]),
        ("container-escape", "exposed", None),
        ("lateral-movement", "exposed", None),
    ], "what the page denies, we still claim"
    assert told[7] == []


def test_the_page_s_own_assessment_wins_whole(both: KnowledgeBase) -> None:
    agent = both.agent(SLUG)

    assert agent.factors == dict.fromkeys(FACTORS, 0.1)
    assert agent.aivss.cvss_base == 2
    assert agent.aivss.threat_multiplier == 1


def test_the_list_says_the_same_as_the_agent(both: KnowledgeBase) -> None:
    items = [item for item in both.agents(limit=1000).items if item.slug == SLUG]

    (item,) = items
    agent = both.agent(SLUG)
    assert item.source is None, "a document tells of it"
    assert (item.low, item.high) == (float(agent.aivss.low), float(agent.aivss.high))
    assert item.layers == tuple(
        (layer.number, layer.certainty, len({claim.threat for claim in layer.threats if claim.polarity == "exposed"}))
        for layer in agent.layers
    )


def test_lists_and_agents_agree_over_the_whole_catalogue(catalogue: KnowledgeBase) -> None:
    items = catalogue.agents(limit=1000).items
    assert len(items) >= 30
    for item in items:
        agent = catalogue.agent(item.iri)
        exposed = [sum(claim.polarity == "exposed" for claim in layer.threats) for layer in agent.layers]
        assert [claims for *_, claims in item.layers] == exposed, item.slug
        assert (item.low, item.high) == (float(agent.aivss.low), float(agent.aivss.high)), item.slug
        assert item.source == agent.source is not None, item.slug


def test_a_page_without_figures_leaves_the_catalogue_s(loaded: Path) -> None:
    with KnowledgeBase.open(loaded) as base:
        alone = base.agent(SLUG)
        base.ingest(Document(text(factors=False).encode(), "page.txt"))
        assert base.agent(SLUG).factors == alone.factors
        assert base.agent(SLUG).aivss == alone.aivss


def test_a_claim_of_somebody_s_document_may_name_no_page(loaded: Path) -> None:
    turtle = f"""@prefix x: <https://x.example/> .
        x:bot a <{AFT.AIAgent}> ; <{PREFIXES["skos"]}prefLabel> "Bot" .
        x:L3 a <{AFT.LayerStatement}> ; <{AFT.agent}> x:bot ; <{AFT.layer}> <{PREFIXES["maestro"]}L3> ;
            <{AFT.sourceCertainty}> <{AFT.Stated}> ; <{PREFIXES["prov"]}wasDerivedFrom> x:interview .
        x:claim a <{AFT.ThreatClaim}> ; <{AFT.agent}> x:bot ; <{AFT.threat}> <{PREFIXES["threat"]}prompt-injection> ;
            <{AFT.polarity}> <{AFT.Exposed}> ; <{AFT.claimBasis}> <{AFT.Asserted}> ;
            <{PREFIXES["prov"]}wasAttributedTo> x:somebody ; <{PREFIXES["dcterms"]}source> x:interview ;
            <{PREFIXES["prov"]}wasDerivedFrom> x:L3 ; <{AFT.bearsOn}> x:bot ."""
    with KnowledgeBase.open(loaded) as base:
        base.ingest(Document(turtle.encode(), "bot.ttl"))
        agent = base.agent("bot")
        (layer,) = agent.layers
        (claim,) = layer.threats
        assert (agent.document, agent.source) == ("https://x.example/interview", None)
        assert (claim.span, claim.source) == (None, "https://x.example/interview"), (
            "the work itself, where it has no page"
        )
        assert (agent.factors, float(agent.aivss.low), float(agent.aivss.high)) == ({}, 0.0, 10.0)
        assert [item.layers for item in base.agents("bot").items if item.slug == "bot"] == [((3, "stated", 1),)]
