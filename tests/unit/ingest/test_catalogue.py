"""The catalogue of threats and controls, as recognition and the cascade need it."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from aftershock import resources
from aftershock.ingest.recognition.claims import recognise_claims
from aftershock.ingest.recognition.lexicon import Concept, shipped_lexicon
from aftershock.vocabulary import AFT, ID, PREFIXES

CONCEPTS = shipped_lexicon().concepts
THREATS = {
    "backdoored-model",
    "model-stealing",
    "adversarial-exploitation",
    "data-exfiltration",
    "data-poisoning",
    "insecure-tool-integration",
    "container-escape",
    "lateral-movement",
    "resource-exhaustion",
    "registry-compromise",
    "api-gateway-compromise",
    "malicious-model-distribution",
    "prompt-injection",
    "memory-poisoning",
    "tool-description-change",
    "namespace-re-registration",
    "credential-theft",
    "compromised-release",
    "build-compromise",
}
WEAKNESSES = {
    "weak-authentication": "authentication",
    "missing-rbac": "access-control",
    "missing-compliance-attestation": "compliance-attestation",
    "observability-blind-spots": "observability",
}
CONSEQUENCES = {"cascading-failure", "misaligned-output"}


@pytest.fixture(scope="module")
def triples() -> set[tuple[str, str, str]]:
    found = set()
    for path in resources.catalog_files():
        if path.name in {"threats.ttl", "controls.ttl"}:
            for quad in parse(path.read_bytes(), format=RdfFormat.TURTLE):
                found.add((str(quad.subject.value), str(quad.predicate.value), str(quad.object.value)))
    return found


def test_every_threat_weakness_and_consequence_is_there() -> None:
    by_kind = {
        kind: {c.slug for c in CONCEPTS if c.kind == kind} for kind in ("threat", "weakness", "consequence", "control")
    }
    assert by_kind["threat"] == THREATS
    assert by_kind["consequence"] == CONSEQUENCES
    assert {c.slug: c.lack_of for c in CONCEPTS if c.kind == "weakness"} == WEAKNESSES
    assert by_kind["control"] == set(WEAKNESSES.values())


@pytest.mark.parametrize("slug", sorted(THREATS))
def test_a_threat_starts_one_mode_at_some_class(slug: str, triples: set[tuple[str, str, str]]) -> None:
    iri = f"{ID}threat/{slug}"
    modes = [value for subject, predicate, value in triples if (subject, predicate) == (iri, AFT.startsMode)]
    struck = [value for subject, predicate, value in triples if (subject, predicate) == (iri, AFT.strikes)]
    assert modes[0] in {AFT.Control, AFT.Integrity, AFT.Confidentiality, AFT.Availability}
    assert (len(modes), len(struck) >= 1) == (1, True)


def test_every_concept_has_a_scheme_a_slug_a_definition_and_labels(triples: set[tuple[str, str, str]]) -> None:
    for concept in CONCEPTS:
        family = "control" if concept.kind == "control" else "threat"
        iri = f"{ID}{family}/{concept.slug}"
        assert (iri, PREFIXES["skos"] + "inScheme", f"{ID}{family}s") in triples
        assert (iri, AFT.slug, concept.slug) in triples
        definitions = [v for s, p, v in triples if (s, p) == (iri, PREFIXES["skos"] + "definition")]
        alternatives = [v for s, p, v in triples if (s, p) == (iri, PREFIXES["skos"] + "altLabel")]
        assert len(definitions) == 1
        assert 6 <= len(alternatives) <= 15
        assert NamedNode(iri)


@pytest.mark.parametrize("concept", [c for c in CONCEPTS if c.kind != "control"], ids=lambda concept: concept.slug)
def test_every_label_of_a_threat_is_recognised_as_it(concept: Concept) -> None:
    for label in concept.labels:
        sentence = f"A chief concern of this layer is {label}."
        found = recognise_claims(sentence, 0, len(sentence)).claims
        assert [claim.threat for claim in found] == [concept.slug], label


@pytest.mark.parametrize("concept", [c for c in CONCEPTS if c.kind == "control"], ids=lambda concept: concept.slug)
def test_the_lack_of_every_label_of_a_control_is_its_weakness(concept: Concept) -> None:
    weakness = shipped_lexicon().weakness_for(concept.slug)
    assert weakness is not None
    for label in concept.labels:
        sentence = f"The listing makes no mention of {label} anywhere."
        found = recognise_claims(sentence, 0, len(sentence)).claims
        assert [claim.threat for claim in found] == [weakness.slug], label
