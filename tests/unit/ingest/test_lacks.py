"""What a sentence says of a control, and whether what counters a threat is doubted: by the rules alone, unweighed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from aftershock.ingest.recognition.clauses import surroundings
from aftershock.ingest.recognition.control_senses import is_of_daily_life
from aftershock.ingest.recognition.lacks import judge_control
from aftershock.ingest.recognition.matcher import shipped_matcher
from aftershock.ingest.recognition.polarity import judge_threat
from aftershock.ingest.recognition.reversals import is_half_done


def verdict(sentence: str, name: str) -> tuple[str, str, bool] | None:
    """Give polarity, passage, and whether it is only supposed, of the control that is called so in the sentence."""
    found = shipped_matcher().mentions(sentence)
    mention = next(one for one in found if sentence[one.start : one.end] == name)
    told = judge_control(sentence, mention, found)
    return told and (told.polarity, sentence[told.start : told.end], told.supposed)


FACTOR = "Signing in with a second factor"


@pytest.mark.parametrize(
    ("sentence", "name", "polarity", "passage"),
    [
        ("Not all services authenticate.", "authenticate", "exposed", "authenticate"),
        ("Nothing bypasses RBAC.", "RBAC", "mitigated", "RBAC"),
        ("There is no endpoint without authentication.", "authentication", "mitigated", "authentication"),
        ("It is not true that RBAC is missing.", "RBAC", "mitigated", "RBAC is missing"),
        ("It is false that RBAC is in place.", "RBAC", "exposed", "RBAC is in place"),
        ("RBAC is not missing.", "RBAC", "mitigated", "RBAC is not missing"),
        (f"{FACTOR} is not described.", FACTOR, "exposed", f"{FACTOR} is not described"),
        (f"{FACTOR} isn't what it offers.", FACTOR, "exposed", f"{FACTOR} isn't "),
        (f"{FACTOR} is never demanded.", FACTOR, "exposed", f"{FACTOR} is "),
        (f"{FACTOR} and audit logs are missing.", FACTOR, "exposed", f"{FACTOR} and audit logs are missing"),
        (
            "The vendor lacks clarity on whether data is RBAC protected.",
            "RBAC",
            "exposed",
            "lacks clarity on whether data is RBAC",
        ),
    ],
)
def test_a_control_is_missing_or_there(sentence: str, name: str, polarity: str, passage: str) -> None:
    assert verdict(sentence, name) == (polarity, passage, False)


@pytest.mark.parametrize(
    ("sentence", "name"),
    [("Whether RBAC is in place.", "RBAC"), ("RBAC is not needed here.", "RBAC")],
    ids=["asked", "not needed"],
)
def test_a_sentence_may_say_neither(sentence: str, name: str) -> None:
    assert verdict(sentence, name) is None


@pytest.mark.parametrize(
    "sentence",
    [
        "A weak defence of the perimeter makes way for RBAC.",  # the adjective belongs to something else
        "It supports tenants who manage RBAC.",  # it is not what it supports
    ],
)
def test_a_cue_does_not_reach_over_what_is_between(sentence: str) -> None:
    assert verdict(sentence, "RBAC") == ("mitigated", "RBAC", True), "named, and nothing speaks against it"


def test_near_cues_reach_the_same_control() -> None:
    assert verdict("The weak RBAC of the console.", "RBAC") == ("exposed", "weak RBAC", False)
    assert verdict("It supports RBAC.", "RBAC") == ("mitigated", "supports RBAC", False)


def test_only_controls_of_the_lists_have_other_senses() -> None:
    sentence = "The chat log is long."
    found = shipped_matcher().mentions(sentence)
    mention = next(one for one in found if one.concept.kind == "control")
    around = surroundings(sentence, mention, found)
    assert is_of_daily_life(sentence, mention, around)
    other = replace(mention, concept=replace(mention.concept, slug="chat-keeping"))
    assert not is_of_daily_life(sentence, other, around)


@pytest.mark.parametrize(
    ("sentence", "name", "doubted"),
    [
        ("The claim that gVisor prevents container escape does not hold.", "container escape", True),
        ("The claim that container escape is prevented falls apart.", "container escape", True),
        ("The promise that it blocks prompt injection cannot be trusted.", "prompt injection", True),
        ("The claim that gVisor prevents container escape is upheld.", "container escape", False),
        ("It prevents container escape, and a later claim does not hold.", "container escape", False),
    ],
)
def test_a_claim_of_protection_that_is_unfounded_protects_nobody(sentence: str, name: str, doubted: bool) -> None:
    found = shipped_matcher().mentions(sentence)
    mention = next(one for one in found if sentence[one.start : one.end] == name)
    assert is_half_done(sentence, mention, surroundings(sentence, mention, found)) == doubted
    told = judge_threat(sentence, mention, found)
    assert told is not None
    assert told.polarity == ("exposed" if doubted else "mitigated")
