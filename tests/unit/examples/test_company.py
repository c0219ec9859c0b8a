"""The company's agents: facts that its page rests on, each found by a walk over the edges that is not the engine's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rdflib import RDF, SKOS, Graph, Namespace

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from aftershock import KnowledgeBase

AFT = Namespace("https://w3id.org/aftershock/ontology#")
BAD = "litellm@1.82.8"


@pytest.fixture(scope="module")
def company(estates: dict[str, Any]) -> Any:
    return estates["company"]


def test_it_is_a_company_of_agents(company: Any) -> None:
    assert 60 <= len(company.components) <= 110
    assert len({one for one in company.kind("AIAgent") if one.startswith("tarnbrook-")}) == 9
    assert len(company.kind("McpServer")) == 7
    assert len(company.kind("Credential")) >= 12


def test_there_are_four_ways_to_depend_on_the_package(company: Any) -> None:
    said = {
        (edge.dependent, edge.dependee, edge.certainty)
        for edge in company.of("dependsOn")
        if edge.dependee.startswith("litellm@")
    }
    assert said == {
        ("tarnbrook-llm-gateway-image", "litellm@1.82.8", "Assumed"),
        ("tarnbrook-finance-gateway-image", "litellm@1.82.6", "Assumed"),
        ("tarnbrook-dev-gateway", "litellm@1.82.7", "NotCertain"),
        ("tarnbrook-dev-gateway", "litellm@1.82.8", "NotCertain"),
        ("tarnbrook-eval-harness", "litellm@1.82.8", "NotCertain"),
    }
    (pin,) = company.of("dependsOn", dependent="tarnbrook-finance-gateway-image", dependee="litellm@1.82.6")
    assert "PinnedByDigest" in pin.has
    assert company.said("tarnbrook-meeting-scribe", "dependencyCompleteness") == "NoAssertion"


def test_what_the_catalogue_knows_too_is_called_the_same(company: Any, root: Path) -> None:
    catalogue = Graph()
    for path in (root / "data/catalog/incidents").glob("*.ttl"):
        catalogue.parse(path)
    shared = {one for one in company.components if (one, RDF.type, None) in catalogue}
    assert {str(one).rpartition("/")[2] for one in shared} >= {
        "litellm",
        "litellm@1.82.7",
        BAD,
        "changed-files@v45.0.7",
    }
    for one in shared:
        for about in (RDF.type, SKOS.prefLabel, AFT.slug, AFT.version, AFT.releaseOf):
            said, known = company.graph.value(one, about), catalogue.value(one, about)
            assert said == known or (said is None and about == AFT.releaseOf), (one, about)


def test_the_radius_of_the_bad_release_tells_the_four_apart(company: Any, base: KnowledgeBase) -> None:
    answer = base.blast_radius(f"pkg:pypi/{BAD}", mode="integrity")
    rows = {
        name: {row.component.rpartition("/")[2] for row in getattr(answer, name)}
        for name in ("affected", "possible", "unknown")
    }
    images = {edge.dependent for edge in company.of("dependsOn", dependee=BAD) if edge.certainty == "Assumed"}
    gateways = {edge.dependent for image in images for edge in company.of("loads", dependee=image)}
    behind = {edge.dependent for gateway in gateways for edge in company.of("routesThrough", dependee=gateway)}
    kept = {
        edge.dependee
        for gateway in gateways
        for edge in company.of("holdsCredential", dependent=gateway)
        if "ShortLived" in edge.lacks
    }
    doubted = {edge.dependent for edge in company.of("dependsOn", dependee=BAD) if edge.certainty == "NotCertain"}
    assert images | gateways | behind | kept <= rows["affected"]
    assert gateways == {"tarnbrook-llm-gateway"}
    assert kept == {"veldt-api-key", "orrin-api-key", "tarnbrook-model-admin-key"}
    assert doubted <= rows["possible"]
    assert rows["unknown"] == {"tarnbrook-meeting-scribe"}
    everywhere = set().union(*rows.values())
    assert everywhere.isdisjoint({"tarnbrook-finance-gateway", "veldt-finance-key", "tarnbrook-cloud-role"})


def test_one_agent_has_private_data_strangers_content_and_a_way_out_and_others_lack_one(company: Any) -> None:
    private, strangers, outward = set(), set(), set()
    for agent in company.kind("AIAgent"):
        reads = company.of("retrievesFrom", dependent=agent)
        kept = {company.said(edge.dependee, "dataClass") for edge in reads}
        if kept & {"PersonalData", "SecretData"}:
            private.add(agent)
        if any("OpenToStrangers" in edge.has for edge in company.of("ingestsContentFrom", dependent=agent)):
            strangers.add(agent)
        if any("OutwardChannel" in edge.has for edge in [*reads, *company.of("usesTool", dependent=agent)]):
            outward.add(agent)
    assert private & strangers & outward == {"tarnbrook-support-agent"}
    assert "tarnbrook-claims-agent" in (private & strangers) - outward
    assert "tarnbrook-finance-agent" in (private & outward) - strangers
    assert "tarnbrook-research-agent" in (strangers & outward) - private


def test_every_scope_of_a_credential_is_there_and_most_name_what_they_do_not_open(company: Any) -> None:
    scopes = {"ReadScope", "WriteScope", "AdminScope"}
    edges = company.of("grantsAccessTo")
    assert {edge.dependent for edge in edges} == company.kind("Credential")
    assert {scope for edge in edges for scope in edge.has} == scopes
    assert all(edge.has & scopes for edge in edges)
    unsaid = {edge.dependent for edge in edges if "AdminScope" not in edge.has and edge.has | edge.lacks != scopes}
    assert unsaid == {"tarnbrook-eval-role"}


def test_somebody_answers_for_all_but_one_agent_of_the_house(company: Any) -> None:
    ours = {one for one in company.kind("AIAgent") if one.startswith("tarnbrook-")}
    assert {one for one in ours if company.said(one, "accountable") is None} == {"tarnbrook-meeting-scribe"}


PATHS = {
    "hallucination, retrieval, tool misuse": (
        "veldt-large-r4",
        "usesModel<tarnbrook-claims-agent",
        "writesTo>tarnbrook-policy-notes",
        "retrievesFrom<tarnbrook-finance-agent",
        "usesTool>tarnbrook-payments-mcp",
        "writesTo>tarnbrook-ledger",
    ),
    "framework, infrastructure, compliance": (
        "langgraph@0.6.6",
        "dependsOn<tarnbrook-operations-agent",
        "runsOn>tarnbrook-ops-host",
        "runsOn<tarnbrook-release-gate",
        "dependsOn<tarnbrook-deploy-mcp",
    ),
    "poisoned data, agent, ecosystem": (
        "tarnbrook-open-web",
        "ingestsContentFrom<tarnbrook-research-index",
        "retrievesFrom<tarnbrook-research-agent",
        "delegatesTo<tarnbrook-coordinator",
        "delegatesTo>tarnbrook-broker-agent",
        "delegatesTo>hollin-broker-agent",
    ),
    "log, evasion, fraud": (
        "tarnbrook-operations-agent",
        "writesTo>tarnbrook-log-collector",
        "ingestsContentFrom<tarnbrook-fraud-watch",
        "dependsOn<tarnbrook-ledger",
    ),
    "trust, all layers": (
        "litellm@1.82.8",
        "dependsOn<tarnbrook-llm-gateway-image",
        "loads<tarnbrook-llm-gateway",
        "holdsCredential>tarnbrook-model-admin-key",
        "grantsAccessTo>tarnbrook-model-registry",
        "distributedThrough<tarnbrook-triage-r1",
        "usesModel<tarnbrook-claims-agent",
        "writesTo>tarnbrook-review-desk",
        "dependsOn<tarnbrook-claims-desk",
        "dependsOn<tarnbrook-customer-portal",
    ),
    "confused deputy": (
        "tarnbrook-support-mailbox",
        "ingestsContentFrom<tarnbrook-support-agent",
        "usesTool>tarnbrook-crm-mcp",
        "writesTo>hollin-crm",
    ),
    "overwhelmed reviewers": (
        "tarnbrook-claims-mailbox",
        "ingestsContentFrom<tarnbrook-claims-agent",
        "writesTo>tarnbrook-review-desk",
        "dependsOn<tarnbrook-claims-desk",
        "dependsOn<tarnbrook-customer-portal",
    ),
}


@pytest.mark.parametrize("start_and_hops", PATHS.values(), ids=PATHS)
def test_the_seven_cross_layer_paths_are_edges_and_fall(
    start_and_hops: tuple[str, ...], company: Any, base: KnowledgeBase
) -> None:
    start, *hops = start_and_hops
    assert company.has_path(start, *hops)
    name = f"pkg:pypi/{start}" if "@" in start else start
    answer = base.blast_radius(name, mode="integrity")
    affected = {row.component.rpartition("/")[2] for row in answer.affected}
    assert {hop.replace("<", ">").partition(">")[2] for hop in hops} <= affected
