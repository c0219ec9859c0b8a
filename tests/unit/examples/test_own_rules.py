"""The example of a user's own relation, mode and rules: complete by the same measure as ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDF, SKOS, Graph, Namespace

if TYPE_CHECKING:
    from pathlib import Path

AFT = Namespace("https://w3id.org/aftershock/ontology#")
EX = Namespace("https://example.org/harbour#")


def test_its_rules_say_all_that_ours_say(root: Path) -> None:
    own = Graph().parse(root / "data/examples/own-rules/mirror.ttl", publicID="https://a.example/own")
    ours = Graph().parse(root / "data/catalog/rules.ttl")
    optional = {AFT.ifDependent, AFT.ifDependee, AFT.ifEdgeHas, AFT.unlessEdgeHas, AFT.denominator}
    optional |= {SKOS.editorialNote, DCTERMS.references}
    estimates = ours.subjects(AFT.estimateBasis, AFT.ExpertEstimate)
    needed = {p for rule in estimates for p in ours.predicates(rule)} - optional
    rules = list(own.subjects(RDF.type, AFT.PropagationRule))
    assert len(rules) == 2
    for rule in rules:
        assert set(own.predicates(rule)) == needed
        assert own.value(own.value(rule, DCTERMS.source), DCTERMS.title) is not None


def test_its_relation_and_mode_are_new_and_used(root: Path) -> None:
    own = Graph().parse(root / "data/examples/own-rules/mirror.ttl", publicID="https://a.example/own")
    assert (EX.mirrors, RDF.type, AFT.CarryingRelation) in own
    assert (EX.Tainted, RDF.type, AFT.Mode) in own
    [(mirror, registry)] = own.subject_objects(EX.mirrors)
    estate = Graph().parse(root / "data/examples/modelslab/estate.ttl", publicID="https://a.example/estate")
    assert (registry, RDF.type, AFT.Registry) in estate
    assert (mirror, None, None) not in estate
    assert set(own.objects(None, AFT.toMode)) | set(own.objects(None, AFT.fromMode)) == {
        AFT.Control,
        EX.Tainted,
        AFT.Integrity,
    }
