"""The catalogue's agents are what the table beside them says, and that is what the directory's pages say."""

from __future__ import annotations

import csv
import subprocess
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from rdflib import DCTERMS, RDF, RDFS, SKOS, Graph, Literal, Namespace

from aftershock.knowledge_base import KnowledgeBase
from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROV, OA = Namespace(PREFIXES["prov"]), Namespace(PREFIXES["oa"])
TERM = Namespace(AFT.Model.removesuffix("Model"))
FACTORS = (
    *("Autonomy of Action", "Goal-Driven Planning", "Self-Modification", "Dynamic Tool Use", "Persistent Memory"),
    *("Contextual Awareness", "Dynamic Identity", "Multi-Agent Interactions", "Non-Determinism"),
    "Opacity & Reflexivity",
)
FIGURES = {
    "cvss_base": TERM.cvssBase,
    "threat_multiplier": TERM.threatMultiplier,
    "mitigation_factor": TERM.mitigationFactor,
    "aars_shown": TERM.aarsShown,
    "aivss_shown": TERM.scoreShown,
}


def table(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["slug"]: row for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def agents(root: Path) -> Graph:
    graph = Graph()
    for path in (root / "data/catalog/agents").glob("*.ttl"):
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def rows(root: Path) -> dict[str, dict[str, str]]:
    return table(root / "data/catalog/agents/agents.csv")


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """Ontology and catalogue alone."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("catalogue")) as opened:
        yield opened


def test_the_files_are_those_of_the_table(root: Path, rows: dict[str, dict[str, str]]) -> None:
    checked = subprocess.run(
        [sys.executable, root / "scripts/agents.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    files = {path.stem for path in (root / "data/catalog/agents").glob("*.ttl")}
    assert files == {*rows, "directory"}
    assert len(rows) >= 30


def test_the_twelve_of_the_reference_are_there_figure_by_figure(shared: Path, agents: Graph) -> None:
    reference = table(shared / "reference/directory_agents.csv")
    assert len(reference) == 12
    for slug, row in reference.items():
        (agent,) = agents.subjects(TERM.slug, Literal(slug))
        (risk,) = agents.subjects(TERM.assesses, agent)
        told = {
            str(agents.value(one, TERM.factorName)): Decimal(str(agents.value(one, TERM.score)))
            for one in agents.objects(risk, TERM.factorScore)
        }
        assert told == {name: Decimal(row[name]) for name in FACTORS}, slug
        for column, term in FIGURES.items():
            shown = agents.value(risk, term)
            assert (Decimal(str(shown)) if shown else None) == (Decimal(row[column]) if row[column] else None), slug
        (address,) = {str(one) for one in agents.objects(agents.value(agent, DCTERMS.source), RDFS.seeAlso)}
        assert address == row["url"]
        assert str(agents.value(agent, DCTERMS.source)) == f"{ID}source/directory/{slug}"


def test_the_nine_scores_of_the_reference_are_recomputed(shared: Path, base: KnowledgeBase) -> None:
    shown = [row for row in table(shared / "reference/directory_agents.csv").values() if row["aivss_shown"]]
    assert len(shown) == 9
    for row in shown:
        found = base.agent(row["slug"]).aivss
        assert (str(found.score), found.band) == (row["aivss_shown"], row["band_shown"]), row["slug"]


def test_every_score_that_a_page_shows_is_one_of_its_inputs(rows: dict[str, dict[str, str]]) -> None:
    """By the formula that the pages print, in decimals: also where their inputs leave the method's own ranges."""
    shown = [row for row in rows.values() if row["aivss_shown"]]
    assert len(shown) > 12
    for row in shown:
        base, multiplier, factor = (Decimal(row[name]) for name in FIGURES if not name.endswith("_shown"))
        uplift = (10 - base) * sum(Decimal(row[name]) for name in FACTORS) / 10 * multiplier
        assert abs(uplift - Decimal(row["aars_shown"])) <= Decimal("0.005"), row["slug"]
        assert abs((base + uplift) * factor - Decimal(row["aivss_shown"])) <= Decimal("0.05"), row["slug"]


def test_every_score_that_a_page_shows_is_computed(rows: dict[str, dict[str, str]], base: KnowledgeBase) -> None:
    shown = {slug: row["aivss_shown"] for slug, row in rows.items() if row["aivss_shown"]}
    assert {slug: str(base.agent(slug).aivss.score) for slug in shown} == shown
    assert len(shown) == 19


def test_facts_and_our_claims_and_no_words_of_others(agents: Graph) -> None:
    assert not list(agents.subject_objects(TERM.text))
    assert not list(agents.subject_objects(OA.exact))
    assert not list(agents.subject_objects(DCTERMS.description))
    claims = set(agents.subjects(RDF.type, TERM.ThreatClaim))
    assert len(claims) > 200
    for claim in claims:
        (statement,) = agents.objects(claim, PROV.wasDerivedFrom)
        page = agents.value(claim, DCTERMS.source)
        assert agents.value(claim, TERM.claimBasis) == TERM.Asserted
        assert agents.value(claim, PROV.wasAttributedTo) is not None
        assert (page, RDF.type, DCTERMS.BibliographicResource) in agents
        assert agents.value(statement, PROV.wasDerivedFrom) == page
        assert agents.value(statement, TERM.agent) == agents.value(claim, TERM.agent)


def test_a_claim_is_of_a_threat_of_ours_and_bears_on_what_is_there(agents: Graph, base: KnowledgeBase) -> None:
    threats = {threat.iri for threat in base.threats(limit=1000).items}
    assert {str(one) for one in agents.objects(None, TERM.threat)} <= threats
    for claim in agents.subjects(RDF.type, TERM.ThreatClaim):
        place, agent = agents.value(claim, TERM.bearsOn), agents.value(claim, TERM.agent)
        assert place == agent or (place, TERM.partOf, agent) in agents, claim
        assert (place, SKOS.prefLabel, None) in agents, claim


def test_every_part_of_an_agent_is_claimed_of_or_leads_to_one_that_is(agents: Graph) -> None:
    parts = set(agents.subjects(TERM.partOf, None))
    assert parts
    for part in parts:
        borne = (None, TERM.bearsOn, part) in agents
        assert borne or any((one, TERM.bearsOn, part) in agents for one in agents.objects(part, TERM.trainedOn)), part
        assert any(str(term) != AFT.bearsOn for _, term in agents.subject_predicates(part)), "nothing relies on it"
