"""The estate around the hub: of every kind, joined to the agent of the page, with edges known, denied and not given."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rdflib import RDFS, Graph, Namespace, URIRef

if TYPE_CHECKING:
    from typing import Any

AFT = Namespace("https://w3id.org/aftershock/ontology#")


def test_there_are_about_two_hundred_components_of_every_kind(estates: dict[str, Any], ontology: Graph) -> None:
    counts = Counter(estates["modelslab"].components.values())
    assert 180 <= counts.total() <= 230
    kinds = {
        kind
        for top in (AFT.Artifact, AFT.Service, AFT.Principal)
        for kind in ontology.transitive_subjects(RDFS.subClassOf, top)
    } - {AFT.Artifact, AFT.Principal}
    assert set(counts) == kinds | {AFT.Credential}


def test_every_relation_is_used(estates: dict[str, Any]) -> None:
    estate = estates["modelslab"]
    assert {edge.relation for edge in estate.edges} == {str(one).rpartition("#")[2] for one in estate.carrying}


def test_pins_are_there_denied_and_not_given(estates: dict[str, Any]) -> None:
    edges = estates["modelslab"].of("distributedThrough")
    assert {("PinnedByDigest" in edge.has, "PinnedByDigest" in edge.lacks) for edge in edges} == {
        (True, False),
        (False, True),
        (False, False),
    }


def test_the_platform_is_joined_to_the_agent_of_the_page(estates: dict[str, Any]) -> None:
    estate = estates["modelslab"]
    agent = URIRef("https://w3id.org/aftershock/id/agent/modelslab")
    assert set(estate.graph.objects(None, AFT.partOf)) == {agent}
    parts = {estate.components[part] for part in estate.graph.subjects(AFT.partOf, agent)}
    assert {AFT.Registry, AFT.Gateway, AFT.Runtime, AFT.Model, AFT.Dataset, AFT.McpServer, AFT.Service} <= parts


def test_some_owners_are_missing_and_some_say_nothing(estates: dict[str, Any]) -> None:
    estate = estates["modelslab"]
    for name in ("modelslab-gpu-host-4", "modelslab-space-quill", "modelslab-metering-key"):
        assert estate.said(name, "accountable") is None
    assert len(list(estate.graph.subjects(AFT.dependencyCompleteness, AFT.NoAssertion))) >= 3


def test_a_fallback_model_stands_in_the_table(root: Any) -> None:
    text = (root / "data/examples/modelslab/components.md").read_text(encoding="utf-8")
    assert "usesModel `modelslab-chat-r3` or `northlight-chat-r9`" in text
