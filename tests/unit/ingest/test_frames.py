"""Threats and controls that are described and not named."""

from __future__ import annotations

import time

import pytest

from aftershock.ingest.recognition.claims import recognise_claims
from aftershock.ingest.recognition.frames import FrameFinder, read_frames, read_groups

GROUPS = read_groups("TAKE = steal, walk off with\nKEYS = keys,\n tokens\nALL = KEYS, cookies")


def claims(text: str) -> set[tuple[str, str]]:
    return {(claim.threat, claim.polarity) for claim in recognise_claims(text, 0, len(text)).claims}


def slugs(frames: str, stems: str) -> list[tuple[tuple[int, ...], bool]]:
    finder = FrameFinder(read_frames(frames, GROUPS))
    return [(found.items, found.denied) for found in finder.find(stems.split())]


def test_a_group_takes_the_words_of_another_and_goes_on_over_lines() -> None:
    assert GROUPS["KEYS"] == {("key",), ("token",)}
    assert GROUPS["ALL"] == GROUPS["KEYS"] | {("cooky",)}


@pytest.mark.parametrize(
    ("frame", "stems", "found"),
    [
        ("x: TAKE KEYS", "steal key", [((0, 1), False)]),
        ("x: TAKE KEYS", "steal every key", []),
        ("x: TAKE + KEYS", "steal every key", [((0, 2), False)]),
        ("x: TAKE ~ KEYS", "steal a b c d key", [((0, 5), False)]),
        ("x: TAKE ~ KEYS", "steal a b c d e key", []),
        ("x: TAKE ~~ KEYS", "steal a b c d e key", [((0, 6), False)]),
        ("x: TAKE ~ KEYS", "steal . key", []),
        ("x: TAKE ~ KEYS", "key steal", []),
        ("x: KEYS ~ TAKE", "key cannot be steal", [((0, 3), True)]),
        ("x: KEYS ~ TAKE", "key not not steal", [((0, 3), False)]),
        ("x: TAKE KEYS | KEYS be TAKE", "key be steal", [((0, 1, 2), False)]),
        ("x: TAKE & KEYS", "key a b c d e steal", [((0, 6), False)]),
        ("x: TAKE & KEYS", "key . steal", []),
        ("x: every_the KEYS", "every key", [((0, 1), False)]),
    ],
)
def test_where_a_frame_fits(frame: str, stems: str, found: list[tuple[tuple[int, ...], bool]]) -> None:
    assert slugs(frame, stems) == found


def test_a_finder_without_frames_finds_nothing() -> None:
    assert list(FrameFinder(()).find(["steal", "key"])) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Somebody could walk off with the vendor's checkpoints.", {("model-stealing", "exposed")}),
        pytest.param(
            *("Credentials cannot be stolen.", set()),
            marks=pytest.mark.xfail(strict=True, reason="recogniser 7 takes the bare denial for a measure"),
        ),
        ("Credentials cannot be stolen, for a vault keeps them.", {("credential-theft", "mitigated")}),
        ("There are no credentials that could be stolen.", set()),
        ("Network policies keep an intruder from moving on to other tenants.", {("lateral-movement", "mitigated")}),
        ("Every member of the workspace has the same rights.", {("missing-rbac", "exposed")}),
        ("An independent auditor has confirmed its controls.", {("missing-compliance-attestation", "mitigated")}),
        ("No independent auditor has confirmed its controls.", {("missing-compliance-attestation", "exposed")}),
        (
            "Even if the registry were compromised, clients would refuse its files.",
            {("registry-compromise", "mitigated")},
        ),
        ("Rate limits make resource exhaustion harder, though not impossible.", {("resource-exhaustion", "exposed")}),
        ("It calls no tools; tool misuse is thus not relevant.", set()),
        ("A course on prompt injection comes with the subscription.", set()),
    ],
)
def test_what_is_described(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert claims(sentence) == expected


def test_a_pronoun_stands_for_what_was_named_last() -> None:
    assert claims("A gateway sees all traffic. Its compromise would be fatal.") == {
        ("api-gateway-compromise", "exposed"),
    }
    assert claims("The keys lie in a drawer, from which they could be stolen.") == {("credential-theft", "exposed")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Members sign in through SSO.", {("weak-authentication", "mitigated")}),
        ("How members are authenticated is not explained.", {("weak-authentication", "exposed")}),
        ("Nobody connects without a client certificate.", {("weak-authentication", "mitigated")}),
        ("Authentication is left to the operator.", {("weak-authentication", "exposed")}),
        ("It plays the role of a guard.", set()),
        ("It summarises audit reports for accountants.", set()),
    ],
)
def test_a_control_is_there_unless_something_speaks_against_it(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert claims(sentence) == expected


def test_reading_takes_time_in_proportion_to_the_text() -> None:
    taken = []
    for times in (25, 200):
        text = "steal the key and leak data of no model " * times
        begun = time.process_time()
        claims(text)
        taken.append(time.process_time() - begun)
    assert taken[1] < 8 * 4 * taken[0]
