"""The weights fit the lexicon, the scorer rests each finding on words of the text, and long text stays cheap."""

from __future__ import annotations

from time import process_time
from typing import TYPE_CHECKING

import numpy as np
import pytest
from benchmarks.recognition import __main__ as benchmark
from benchmarks.recognition import fit
from benchmarks.recognition.counting import Statement, read_lots
from benchmarks.recognition.network import averaged, fit_network

from aftershock.ingest.recognition.claims import recognise_claims
from aftershock.ingest.recognition.clauses import pieces
from aftershock.ingest.recognition.features import cue_features, cue_places, topic_features, topic_values
from aftershock.ingest.recognition.lexicon import shipped_lexicon
from aftershock.ingest.recognition.model import Model
from aftershock.ingest.recognition.scorer import (
    Weights,
    candidates,
    polarity_features,
    read_weights,
    score,
    shipped_weights,
)

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.ingest.recognition.scorer import Scored

TOY = Weights(
    topics=("theft", "flood"),
    lacks=frozenset(),
    topic=Model.of({"w:steal": [9.0, 0.0], "w:flood": [0.0, 9.0], "w:the": [-0.2, 0.1]}, [-3.0, -3.0]),
    polarity=Model.of({"T": [1.0, 0.0, 0.0], "u:stop": [0.0, 9.0, 0.0], "u:novel": [0.0, 0.0, 9.0]}, [0.0, 0.0, 0.0]),
    threshold=0.5,
)


def found(text: str) -> list[tuple[str, str]]:
    return [(one.slug, one.polarity) for one in score(text, [], [], TOY)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They steal it.", [("theft", "exposed")]),
        ("We stop those who steal it.", [("theft", "mitigated")]),
        ("A novel in which they steal it.", []),
        ("The sun shines.", []),
        ("", []),
    ],
)
def test_topic_and_polarity_are_weighed_apart(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    ["Nothing is said.", "Nobody knows.", "The page says nothing about it.", "Not certain.", "No information"],
)
def test_words_that_name_nothing_make_no_claim(text: str) -> None:
    assert recognise_claims(text, 0, len(text)).claims == ()


def test_the_evidence_is_what_speaks_for_the_threat() -> None:
    (one,) = score("In the dark they steal it all.", [], [], TOY)
    assert one.tokens == (4,)


def test_the_likelier_threat_comes_first_and_knows_what_is_its_own() -> None:
    first, second = candidates(topic_features("They flood and steal.", [], []), TOY)
    assert (first.rank, second.rank, second.first) == (0, 1, first.slug)
    assert first.own > 0
    assert first.shared == 0


def test_a_threat_that_is_wanted_is_given_without_a_chance() -> None:
    (one,) = candidates(topic_features("Nothing of it.", [], []), TOY, {"flood"})
    assert one.slug == "flood"
    assert one.chance < 0.12
    assert "pair:theft flood" in polarity_features({}, [], one, None, lack=False)


def test_cues_know_their_side() -> None:
    text = "Nothing stops a thief who may steal the weights without notice."
    (one,) = [each for each in candidates(topic_features(text, [], []), TOY) if each.slug == "theft"]
    read = polarity_features(cue_features(text), cue_places(text), one, {"exposed"}, lack=False)
    assert {"Tbefore:STOP", "Tbehind:NEG", "v:T exposed"} <= set(read)


def test_features_of_a_sort_have_one_length() -> None:
    values = topic_values(["w:a", "w:b", "w:c", "l:x", "w:unknown"], {"w:a": 0, "w:b": 0, "w:c": 0, "l:x": 0})
    assert sum(value**2 for name, value in values.items() if name[0] == "w") == pytest.approx(1.4**2)
    assert "w:unknown" not in values


def test_the_weights_are_of_the_lexicon() -> None:
    weights = shipped_weights()
    concepts = shipped_lexicon().concepts
    assert set(weights.topics) == {one.slug for one in concepts if one.kind != "control"}
    assert weights.lacks == {one.slug for one in concepts if one.lack_of}
    for model, outcomes in ((weights.topic, len(weights.topics)), (weights.polarity, 3)):
        assert sorted(model.names.values()) == list(range(len(model.names)))
        assert model.linear.shape == (len(model.names), outcomes) == (len(model.inner), model.bias.size)
        assert model.outer.shape == (model.inner_bias.size, outcomes) == (model.inner.shape[1], outcomes)


def test_weights_are_kept_and_read(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "toy.npz", **TOY.packed())
    read = read_weights(tmp_path / "toy.npz")
    assert (read.topics, read.lacks, read.threshold) == (TOY.topics, TOY.lacks, TOY.threshold)
    text = "We stop those who steal it."
    assert [(one.slug, one.polarity) for one in score(text, [], [], read)] == found(text)


def test_the_network_learns_what_no_linear_model_can() -> None:
    either = [f"{letter}{number}" for letter in "ab" for number in range(8)]  # some are left out in each step
    names = {name: at for at, name in enumerate(["", *either])}
    features = [{"": 1.0, **{name: 1.0 for name in either if name[0] in some}} for some in ("", "a", "b", "ab")]
    wanted = np.array([[0.0], [1.0], [1.0], [0.0]] * 100)
    other = fit_network(fit._matrix(features * 100, names), wanted, exclusive=False, units=16, rounds=60)
    model = averaged(names, np.zeros((len(names), 1)), np.zeros(1), [other])
    assert [bool(model.logits(one)[0] > 0) for one in features] == [False, True, True, False]


def test_findings_of_the_lots_rest_on_their_text() -> None:
    for statement in read_lots(benchmark.FOLDER)["5"]:
        for claim in recognise_claims(statement.text, 0, len(statement.text)).claims:
            assert claim.span.exact
            assert statement.text[claim.span.start : claim.span.end] == claim.span.exact


def test_a_hostile_paragraph_is_read_in_time() -> None:
    names = ", ".join(label for concept in shipped_lexicon().concepts for label in concept.labels)
    text = (names * 5)[:40_000]
    recognise_claims("Warm up.", 0, 8)
    began = process_time()
    assert recognise_claims(text, 0, len(text)).claims
    assert process_time() - began < 4


def test_pieces_are_bounded_and_hold_all_words() -> None:
    text = "word, " * 1000 + "x" * 4000
    cut = pieces(text)
    assert all(end - start <= 1500 for start, end in cut)
    assert "".join(text[start:end] for start, end in cut).replace(" ", "") == text.replace(" ", "")


def made_up(text: str, *expected: tuple[str, str]) -> Statement:
    return Statement("development", "plain", text, frozenset(expected))


def test_what_is_fitted_reads_what_it_was_fitted_on() -> None:
    slugs = ["container-escape", "model-stealing"]
    texts = {
        "Guests climb out to the host.": (("container-escape", "exposed"),),
        "Code from the cell reaches the host.": (("container-escape", "exposed"),),
        "A gate stops guests who climb out to the host.": (("container-escape", "mitigated"),),
        "A gate stops code from the cell that reaches the host.": (("container-escape", "mitigated"),),
        "Rivals carry the weights home.": (("model-stealing", "exposed"),),
        "Rivals may copy the weights.": (("model-stealing", "exposed"),),
        "It rains.": (),
        "It is warm.": (),
    }
    once = [fit.read_row("toy", made_up(text, *expected)) for text, expected in texts.items()]
    rows = once * 20  # what is rare is no feature, and so few leave doubts
    topics = fit.fit_topics(rows, slugs)
    _, features, truth = fit.cases(rows, fit.given_by(topics, rows, slugs), frozenset(), learn=True)
    weights = Weights(tuple(slugs), frozenset(), topics, fit.fit_polarities(features, truth), fit.THRESHOLD)
    for row in once:
        named = {name[2:] for name in row.topic if name.startswith("l:")}
        read: tuple[Scored, ...] = score(row.statement.text, named, row.claims, weights)
        assert {(one.slug, one.polarity) for one in read} == row.statement.expected
