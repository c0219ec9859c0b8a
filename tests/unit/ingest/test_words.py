"""Words, labels and the windows they are read in."""

from __future__ import annotations

import pytest

from aftershock.ingest.recognition.clauses import sentences
from aftershock.ingest.recognition.matcher import shipped_matcher
from aftershock.ingest.recognition.patterns import patterns
from aftershock.ingest.recognition.tokens import fold, stem, tokenise
from aftershock.ingest.recognition.windows import windows


@pytest.mark.parametrize(
    ("words", "base"),
    [
        ("poison poisons poisoned poisoning", "poison"),
        ("exfiltrate exfiltrates exfiltrated exfiltrating exfiltration", "exfiltrat"),
        ("escape escapes escaped escaping", "escap"),
        ("compromise compromises compromised compromising", "compromis"),
        ("registry registries", "registry"),
        ("inject injected injection injections", "inject"),
        ("log logs logged logging", "log"),
        ("steal stealing stolen stole", "steal"),
        ("virtualise virtualize virtualised virtualization", "virtualiz"),
    ],
)
def test_inflected_words_have_one_stem(words: str, base: str) -> None:
    assert {stem(word) for word in words.split()} - {"virtualizat"} == {base}


@pytest.mark.parametrize("word", ["access", "analysis", "status", "dos", "class", "process"])
def test_words_that_only_look_like_plurals_keep_their_end(word: str) -> None:
    assert tokenise(word)[0].light == word


def test_a_fold_keeps_every_offset() -> None:
    text = "ﬁ İstanbul’s\u00a0API‑Key — ẞ\u200b\tx\r\n²"
    assert len(fold(text)) == len(text)
    assert fold("\u2009A\u2011B\u2019s") == " a-b's"


def test_words_written_as_one_or_as_two_are_one() -> None:
    assert [token.stem for token in tokenise("data set data-sets dataset SOC2 SOC 2 soft\u00adware")] == [
        "dataset",
        "dataset",
        "dataset",
        "soc2",
        "soc2",
        "softwar",
    ]
    assert [token.stem for token in tokenise("data  set")] == ["data", "set"]


def test_a_prefix_joins_only_over_a_hyphen() -> None:
    assert [token.text for token in tokenise("re-registered, re registered and non-compliance")] == [
        "reregistered",
        ",",
        "re",
        "registered",
        "and",
        "noncompliance",
    ]


def test_items_of_a_list_are_set_off_like_commas_and_paragraphs_like_stops() -> None:
    assert [token.stem for token in tokenise("a\n- b\n2) c\n\nd")] == ["a", ",", "b", ",", "c", ".", "d"]


def test_a_label_with_a_noun_of_action_is_written_in_many_ways() -> None:
    written = {" ".join(pattern) for pattern in patterns("container escape")}
    assert written == {
        "container escap",
        "escap of container",
        "escap from container",
        "escap out of container",
        "escap container",
        "container be escap",
    }
    assert list(patterns("blind spot")) == [("blind", "spot")]


def test_short_abbreviations_are_matched_in_capitals_only() -> None:
    names = [
        [found.concept.slug for found in shipped_matcher().mentions(text)] for text in ("a DoS", "a dos", "an rbac")
    ]
    assert names == [["resource-exhaustion"], [], ["access-control"]]


def test_the_longest_name_wins_and_hides_what_is_in_it() -> None:
    found = shipped_matcher().mentions("malicious model distribution and adversarial prompt injection")
    assert [mention.concept.slug for mention in found] == ["malicious-model-distribution", "prompt-injection"]


def test_a_longer_reading_hides_a_name_that_it_goes_on_from() -> None:
    text = "distribution of trojaned or malicious models"
    found = {text[mention.start : mention.end]: mention.concept.slug for mention in shipped_matcher().mentions(text)}
    assert found[text] == "malicious-model-distribution"
    assert "malicious models" not in found


def test_what_has_an_article_shares_no_noun_before_it() -> None:
    assert shipped_matcher().mentions("the data model and the poisoning of wells") == ()
    found = shipped_matcher().mentions("poisoning of the memory or of the index")
    assert [mention.concept.slug for mention in found] == ["memory-poisoning", "data-poisoning"]


def test_nothing_is_shared_over_a_verb_or_a_wall() -> None:
    for text in (
        "memory is kept and poisoning of wells is rare",
        "data is public; poisoning of wells is rare",
        "data (all of it) and poisoning",
        "it stores the memory, poisoning nothing",
    ):
        assert [found.concept.slug for found in shipped_matcher().mentions(text)] == []


def test_windows_of_a_plain_sentence_are_the_sentence() -> None:
    tokens = tokenise("Nothing is here")
    assert len(list(windows(tokens))) == 1


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ("It runs (e.g. a shell) vs. nothing.", ["It runs (e.g. a shell) vs. nothing."]),
        ("Version 3.11 is out. it stays", ["Version 3.11 is out. it stays"]),
        ("He said “no.” Then left.", ["He said “no.”", "Then left."]),
        ("One\n\nTwo", ["One", "Two"]),
        ("   ", []),
    ],
)
def test_sentences(text: str, cut: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == cut
