from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aftershock.errors import ModelError
from aftershock.ingest.recognition.claims import recognise_claims
from aftershock.ingest.recognition.lexicon import Concept, Lexicon, read_lexicon, shipped_lexicon
from aftershock.ingest.recognition.matcher import Matcher, shipped_matcher

with (Path(__file__).parent / "recognition_cases.csv").open(encoding="utf-8", newline="") as _file:
    CASES = list(csv.DictReader(_file))


def claims(sentence: str) -> dict[str, str]:
    found = recognise_claims(sentence, 0, len(sentence)).claims
    return {f"{claim.threat}:{claim.polarity}": claim.span.exact for claim in found}


UNSURE = "its chance is below the threshold"
SEVERAL_MEASURES = (
    "The sandbox prevents code from reaching the network, from moving laterally, and from exhausting resources."
)
KNOWN_ERRORS = {
    "It is vulnerable to prompt injection, and container escape is prevented by gVisor.": UNSURE,
    "It is vulnerable to prompt injections, though container escape is mitigated by Firecracker.": UNSURE,
    SEVERAL_MEASURES: UNSURE,
    "Only signed models are served, preventing backdoored models from reaching users.": UNSURE,
    "Code blocks and building blocks aside, prompt injection is the risk.": UNSURE,
}


def case_of(case: dict[str, str]) -> Any:
    known = KNOWN_ERRORS.get(case["sentence"])
    marks = [] if known is None else [pytest.mark.xfail(strict=True, reason=f"of recogniser 7: {known}")]
    return pytest.param(case, id=f"{case['wording']}: {case['sentence'][:60]}", marks=marks)


@pytest.mark.parametrize("case", [case_of(case) for case in CASES])
def test_what_a_sentence_claims(case: dict[str, str]) -> None:
    expected = {claim for claim in case["claims"].split("; ") if claim}
    assert set(claims(case["sentence"])) == expected


def test_the_cases_are_many_and_of_many_kinds() -> None:
    kinds = [case["wording"] for case in CASES]
    assert len(CASES) >= 400
    assert sum(kind in {"mitigation", "denied", "scope", "denial and doubt"} for kind in kinds) >= 100
    covered = {claim.split(":")[0] for case in CASES for claim in case["claims"].split("; ") if claim}
    assert covered == {concept.slug for concept in shipped_lexicon().concepts if concept.kind != "control"}


SHARED = "It raises data exfiltration and poisoning concerns."
EITHER = "There is a compromise of the old registry or API gateway."


@pytest.mark.parametrize(
    ("sentence", "claim", "span"),
    [
        (SHARED, "data-poisoning:exposed", "data exfiltration and poisoning"),
        (SHARED, "data-exfiltration:exposed", "data exfiltration"),
        (EITHER, "registry-compromise:exposed", "compromise of the old registry"),
        (EITHER, "api-gateway-compromise:exposed", "compromise of the old registry or API gateway"),
        ("It lacks details on SSO, RBAC and logs.", "missing-rbac:exposed", "lacks details on SSO, RBAC"),
        ("RBAC is not described here.", "missing-rbac:exposed", "RBAC is not described"),
        ("gVisor prevents container escape.", "container-escape:mitigated", "prevents container escape"),
        ("Container escape is prevented by gVisor.", "container-escape:mitigated", "Container escape is prevented"),
        ("The gateway enforces RBAC for all.", "missing-rbac:mitigated", "enforces RBAC"),
        ("Resource exhaustion (DoS) is likely.", "resource-exhaustion:exposed", "Resource exhaustion"),
        ("Tool abuse and prompt injection.", "insecure-tool-integration:exposed", "Tool abuse"),
        (
            "Tool abuse and insecure tool integration are risks.",
            "insecure-tool-integration:exposed",
            "insecure tool integration",
        ),
        (
            "No tracing is mentioned, so there are observability blind spots.",
            "observability-blind-spots:exposed",
            "observability blind spots",
        ),
    ],
)
def test_a_claim_rests_on_its_shortest_passage(sentence: str, claim: str, span: str) -> None:
    assert claims(sentence)[claim] == span


def test_a_threat_is_claimed_once_per_polarity() -> None:
    text = "Prompt injection is likely. Prompt injections arrive by mail; it blocks prompt injection by voice."
    found = recognise_claims(text, 0, len(text)).claims
    assert [(claim.threat, claim.polarity) for claim in found] == [
        ("prompt-injection", "exposed"),
        ("prompt-injection", "mitigated"),
    ]


def test_what_matches_nothing_stays_unclassified() -> None:
    text = "It was founded in a garage. Data poisoning is likely. It runs, e.g. on Mondays, in a van."
    found = recognise_claims(text, 0, len(text))
    assert [span.exact for span in found.unclassified] == [
        "It was founded in a garage.",
        "It runs, e.g. on Mondays, in a van.",
    ]


def test_a_control_that_is_only_named_leaves_its_sentence_unclassified() -> None:
    text = "A course on RBAC is sold."
    found = recognise_claims(text, 0, len(text))
    assert (found.claims, [span.exact for span in found.unclassified]) == ((), [text])


def test_offsets_are_those_of_the_page() -> None:
    page = "L4\r\nSome words.\u00a0Lateral\u00a0movement is likely.\r\nL5"
    start, end = page.index("Some"), page.index("\r\nL5")
    (claim,) = recognise_claims(page, start, end).claims
    assert page[claim.span.start : claim.span.end] == claim.span.exact == "Lateral\u00a0movement"


def test_a_lexicon_of_ones_own_is_recognised() -> None:
    lexicon = Lexicon((Concept("noise", "threat", "Acoustic leak", ("Acoustic leak",)),))
    text = "The fans leak acoustic signals; an acoustic leak is likely, but a data leak is not claimed."
    found = recognise_claims(text, 0, len(text), Matcher(lexicon)).claims
    assert [(claim.threat, claim.label, claim.span.exact) for claim in found] == [
        ("noise", "Acoustic leak", "acoustic leak")
    ]


def test_a_control_without_weakness_claims_nothing() -> None:
    lexicon = Lexicon((Concept("fences", "control", "Fence", ("Fence",)),))
    assert recognise_claims("There is no fence.", 0, 18, Matcher(lexicon)).claims == ()


def test_two_concepts_of_one_name_are_refused() -> None:
    twice = Lexicon(
        (Concept("one", "threat", "Data theft", ("Data theft",)), Concept("two", "threat", "x", ("steal data",)))
    )
    with pytest.raises(ModelError, match="'one' and 'two' of the catalogue are both called 'steal data'"):
        Matcher(twice)


def test_a_concept_without_preferred_label_is_refused() -> None:
    turtle = b"<https://w3id.org/aftershock/id/threat/x> a <https://w3id.org/aftershock/ontology#Threat> ."
    with pytest.raises(ModelError, match=r"no preferred label for <.*/id/threat/x>"):
        read_lexicon([turtle])


_WORDS = """data exfiltration|poisoning|prompt injection|container escape|RBAC|logging|registry compromise|prevents
does not|lacks|no|without|is vulnerable to|but|and|or|,|;|.|(|)|the|API gateway|compromise of|is blocked by|mitigated|of
e.g.|—|’|DoS|SOC 2|certified|not|whether|if|model|stolen|are|unclear|é|🤖|/|:""".replace("\n", "|")
_PIECES = st.sampled_from([*_WORDS.split("|"), "\n", "\r\n", "\n\n- ", "\u00a0"])


@settings(max_examples=300, deadline=None)
@given(st.lists(_PIECES, max_size=30).map(" ".join))
def test_any_words_give_spans_of_the_text_and_each_claim_once(text: str) -> None:
    found = recognise_claims(text, 0, len(text))
    for span in (*(claim.span for claim in found.claims), *found.unclassified):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.exact
    keys = [(claim.threat, claim.polarity) for claim in found.claims]
    assert len(keys) == len(set(keys))
    known = {concept.slug for concept in shipped_lexicon().concepts if concept.kind != "control"}
    assert {threat for threat, _ in keys} <= known
    assert found == recognise_claims(text, 0, len(text))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([case for case in CASES if "\n" not in case["sentence"]]), st.integers(0, 2))
def test_blanks_and_hyphens_do_not_matter(case: dict[str, str], way: int) -> None:
    sentence = case["sentence"]
    written = (sentence.replace(" ", "\u00a0"), sentence.replace("-", "‑"), sentence.replace("'", "’"))[way]
    assert set(claims(written)) == set(claims(sentence))


def test_a_long_paragraph_is_read_in_time() -> None:
    text = "Risks include data exfiltration, poisoning, theft of models or credentials and resource exhaustion; " * 200
    found = shipped_matcher().mentions(text)
    assert len(found) >= 1000
