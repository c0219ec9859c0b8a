"""Fits the weights of the recogniser on the labelled statements, all but the held-out part.

Run it with ``python -m benchmarks.recognition.fit [--across]``. It writes ``weights.npz`` beside the scorer.
``--across`` fits nothing but measures: every lot is read with weights that were fitted without it, at thresholds from
which that of the scorer is chosen.

Both models are averages of small networks (`benchmarks.recognition.network`) and of logistic regressions with a
penalty on the square of the weights, minimised by L-BFGS (D. C. Liu, J. Nocedal: On the limited memory BFGS method for
large scale optimization, Mathematical Programming 45 (1989), 503-528). The second model is fitted on chances that the
first gives to statements which it has not seen.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from aftershock.ingest.recognition.claims import read_sentences
from aftershock.ingest.recognition.features import cue_features, cue_places, topic_features, topic_values
from aftershock.ingest.recognition.lexicon import shipped_lexicon
from aftershock.ingest.recognition.matcher import shipped_matcher
from aftershock.ingest.recognition.model import Model
from aftershock.ingest.recognition.scorer import CANDIDATE, Weights, candidates, polarity_features
from benchmarks.recognition.counting import Judged, Statement, Tally, read_lots, tally
from benchmarks.recognition.network import averaged, fit_network

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    import numpy.typing as npt

    from aftershock.ingest.recognition.features import Features
    from aftershock.ingest.recognition.scorer import Candidate

__all__ = ["main"]

CASES: Final = Path(__file__).parents[2] / "tests" / "unit" / "ingest" / "recognition_cases.csv"
FOLDER: Final = Path(__file__).parent
TARGET: Final = FOLDER.parents[1] / "src" / "aftershock" / "ingest" / "recognition" / "weights.npz"
TUNED: Final = frozenset({"statements", "more", "cases"})
"""Lots that the rules were written with; what the rules find in them says too much of the rules."""
LEAST: Final = {"w": 2, "g": 2, "p": 5, "l": 1, "r": 1}
LEAST_CUES: Final = 4
TOPIC_STRENGTH, POLARITY_STRENGTH = 10.0, 1.0
UNITS, ROUNDS = 64, 22
POLARITY_UNITS, POLARITY_ROUNDS = 48, 20
NETWORKS: Final = 2
"""How many networks stand beside each linear model; more gain little, and each is as large again."""
CLEAR: Final = frozenset({"cases", "own"})
"""Lots of short sentences that leave no doubt: each of their statements counts as so many."""
COUNTED: Final = 4
FOLDS: Final = 6
THRESHOLD: Final = 0.9
THRESHOLDS: Final = (0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9)


@dataclass(frozen=True, slots=True)
class Row:
    """A statement with its features."""

    lot: str
    statement: Statement
    topic: Features
    cues: Mapping[str, float]
    places: tuple[tuple[int, str], ...]
    claims: frozenset[tuple[str, str]]


def read_row(lot: str, statement: Statement) -> Row:
    read = read_sentences(statement.text, 0, shipped_matcher())
    named = {slug for one in read for slug in one.named}
    claims = {(finding.concept.slug, finding.polarity) for one in read for finding in one.findings}
    if lot in TUNED:
        shown: Collection[str] = ()
    else:
        shown = sorted({slug for slug, _ in claims})
    found = topic_features(statement.text, sorted(named), shown)
    return Row(lot, statement, found, cue_features(statement.text), cue_places(statement.text), frozenset(claims))


def cases_of_the_rules() -> tuple[Statement, ...]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return tuple(
            Statement(
                "development",
                "case",
                row["sentence"],
                frozenset(_pair(one) for one in row["claims"].split("; ") if one),
            )
            for row in csv.DictReader(file)
        )


def _pair(claim: str) -> tuple[str, str]:
    slug, _, polarity = claim.partition(":")
    return slug, polarity


def _matrix(rows: Sequence[Mapping[str, float]], names: Mapping[str, int]) -> csr_matrix:
    at, columns, values = [0], [], []
    for row in rows:
        for name, value in row.items():
            if name in names:
                columns.append(names[name])
                values.append(value)
        at.append(len(columns))
    return csr_matrix((values, columns, at), shape=(len(rows), len(names)))


def _topic_matrix(rows: Sequence[Row], names: Mapping[str, int]) -> csr_matrix:
    return _matrix([topic_values(row.topic, names) for row in rows], names)


def fit_topics(rows: Sequence[Row], slugs: Sequence[str]) -> Model:
    """Fit one regression a threat, all at once, and a network of all."""
    counts = Counter(name for row in rows for name in row.topic)
    names = {name: at for at, name in enumerate(sorted(name for name in counts if counts[name] >= LEAST[name[0]]))}
    read = _topic_matrix(rows, names)
    turned = read.T.tocsr()
    truth = np.array([[any(slug == one for one, _ in row.statement.expected) for slug in slugs] for row in rows])
    signs = np.where(truth, 1.0, -1.0)
    shape = (len(names) + 1, len(slugs))

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(shape)
        margins = signs * (read @ weights[:-1] + weights[-1])
        pull = -signs / (1 + np.exp(margins)) * TOPIC_STRENGTH
        slope = np.vstack([turned @ pull, pull.sum(axis=0)]) + weights
        slope[-1] -= weights[-1] * 0.99
        size = TOPIC_STRENGTH * np.logaddexp(0, -margins).sum() + 0.5 * (weights[:-1] ** 2).sum()
        return size + 0.005 * (weights[-1] ** 2).sum(), slope.ravel()

    found = minimize(loss, np.zeros(shape[0] * shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    weights = found.reshape(shape)
    networks = [
        fit_network(read, truth, exclusive=False, units=UNITS, rounds=ROUNDS, seed=seed) for seed in range(NETWORKS)
    ]
    return averaged(names, weights[:-1], weights[-1], networks)


def given_by(model: Model, rows: Sequence[Row], slugs: Sequence[str]) -> list[tuple[Candidate, ...]]:
    """Give the threats that each statement may be about, those that it is about among them."""
    weights = Weights(tuple(slugs), frozenset(), model, Model.of({}, [0.0] * 3), THRESHOLD)
    return [candidates(row.topic, weights, {slug for slug, _ in row.statement.expected}) for row in rows]


def cases(
    rows: Sequence[Row], given: Sequence[tuple[Candidate, ...]], lacks: Collection[str], *, learn: bool
) -> tuple[list[tuple[int, str]], list[dict[str, float]], list[int]]:
    places, features, truth = [], [], []
    for at, row in enumerate(rows):
        for one in given[at]:
            wanted = {polarity for slug, polarity in row.statement.expected if slug == one.slug}
            if not learn and one.chance < CANDIDATE:
                continue
            verdicts = {polarity for slug, polarity in row.claims if slug == one.slug}
            places.append((at, one.slug))
            features.append(
                polarity_features(
                    row.cues, row.places, one, None if row.lot in TUNED else verdicts, lack=one.slug in lacks
                )
            )
            truth.append(0 if "exposed" in wanted else 1 if wanted else 2)
    return places, features, truth


def fit_polarities(features: Sequence[Mapping[str, float]], truth: Sequence[int]) -> Model:
    """Fit the regression of three outcomes, and a network."""
    counts = Counter(name for one in features for name in one)
    names = {name: at for at, name in enumerate(sorted(name for name in counts if counts[name] >= LEAST_CUES))}
    read = _matrix(features, names)
    turned = read.T.tocsr()
    wanted = np.eye(3)[list(truth)]

    def loss(flat: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        weights = flat.reshape(len(names), 3)
        logits = read @ weights
        logits -= logits.max(axis=1, keepdims=True)
        spread = np.exp(logits)
        given = spread / spread.sum(axis=1, keepdims=True)
        size = -POLARITY_STRENGTH * np.log((given * wanted).sum(axis=1)).sum() + 0.5 * (weights**2).sum()
        return size, (POLARITY_STRENGTH * (turned @ (given - wanted)) + weights).ravel()

    found = minimize(loss, np.zeros(len(names) * 3), jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    networks = [
        fit_network(read, wanted, exclusive=True, units=POLARITY_UNITS, rounds=POLARITY_ROUNDS, seed=seed)
        for seed in range(NETWORKS)
    ]
    return averaged(names, found.reshape(len(names), 3), np.zeros(3), networks)


def predict(model: Model, features: Sequence[Mapping[str, float]]) -> npt.NDArray[np.float64]:
    """Give the chances of exposed, mitigated and neither."""
    read = _matrix(features, model.names)
    units = np.maximum(read @ model.inner + model.inner_bias, 0)
    logits = read @ model.linear + units @ model.outer + model.bias
    spread = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(spread / spread.sum(axis=1, keepdims=True))


def unseen(rows: Sequence[Row], slugs: Sequence[str], folds: int) -> list[tuple[Candidate, ...]]:
    """Give for each lot what a model makes of it that was fitted without it, and without the others of its fold."""
    found: list[tuple[Candidate, ...]] = [()] * len(rows)
    lots = list(dict.fromkeys(row.lot for row in rows))
    for fold in range(min(folds, len(lots))):
        held = set(lots[fold::folds])
        at = [index for index, row in enumerate(rows) if row.lot in held]
        model = fit_topics([row for row in rows if row.lot not in held], slugs)
        for index, given in zip(at, given_by(model, [rows[index] for index in at], slugs), strict=True):
            found[index] = given
    return found


def across(rows: Sequence[Row], slugs: Sequence[str], lacks: Collection[str], lots: Sequence[str]) -> None:
    """Read each lot with weights that were fitted without it, and without the others of its fold; print the shares."""
    given = unseen(rows, slugs, FOLDS)
    found: dict[float, list[Judged]] = {threshold: [] for threshold in THRESHOLDS}
    for fold in range(min(FOLDS, len(lots))):
        held = lots[fold::FOLDS]
        known = [index for index, row in enumerate(rows) if row.lot not in held]
        _, features, truth = cases(*_chosen(rows, given, known), lacks, learn=True)
        model = fit_polarities(features, truth)
        for lot in held:
            fresh = list({id(row): index for index, row in enumerate(rows) if row.lot == lot}.values())
            places, features, _ = cases(*_chosen(rows, given, fresh), lacks, learn=False)
            chances = predict(model, features)
            for threshold, judged in found.items():
                claims = _claims(places, chances, threshold)
                judged += [
                    Judged(rows[index].statement, frozenset(claims.get(at, ()))) for at, index in enumerate(fresh)
                ]
            print(f"{lot:<12}{_shares(found[THRESHOLD][-len(fresh) :])}", flush=True)
    for threshold, judged in found.items():
        print(f"all, at {threshold:<4}{_shares(judged)}")


def _claims(
    places: Sequence[tuple[int, str]], chances: npt.NDArray[np.float64], threshold: float
) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for (at, slug), (exposed, mitigated, _) in zip(places, chances.tolist(), strict=True):
        if max(exposed, mitigated) > threshold:
            found.setdefault(at, set()).add((slug, "exposed" if exposed >= mitigated else "mitigated"))
    return found


def _chosen(
    rows: Sequence[Row], given: Sequence[tuple[Candidate, ...]], at: Sequence[int]
) -> tuple[list[Row], list[tuple[Candidate, ...]]]:
    return [rows[index] for index in at], [given[index] for index in at]


def _shares(judged: Sequence[Judged]) -> str:
    total = tally(judged, lambda *_: ["all"]).get("all", Tally(0, 0, 0))
    return (
        f"precision {total.precision or 0:.3f} ({total.right} of {total.right + total.false}), "
        f"recall {total.recall or 0:.3f} ({total.right} of {total.right + total.missed})"
    )


def main(arguments: list[str] | None = None) -> None:
    """Fit, or measure across the lots."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recognition.fit")
    parser.add_argument("--across", action="store_true", help="measure each lot by the others; write nothing")
    chosen = parser.parse_args(arguments)
    known = shipped_lexicon().concepts
    slugs = [one.slug for one in known if one.kind != "control"]
    lacks = {one.slug for one in known if one.lack_of}
    lots = read_lots(FOLDER) | {"cases": cases_of_the_rules()}
    rows = [
        row
        for lot, statements in lots.items()
        for one in statements
        for row in [read_row(lot, one)] * (COUNTED if lot in CLEAR else 1)
    ]
    if chosen.across:
        across(rows, slugs, lacks, [lot for lot in dict.fromkeys(row.lot for row in rows) if lot not in TUNED])
        return
    _, features, truth = cases(rows, unseen(rows, slugs, FOLDS), lacks, learn=True)
    weights = Weights(
        tuple(slugs), frozenset(lacks), fit_topics(rows, slugs), fit_polarities(features, truth), THRESHOLD
    )
    np.savez_compressed(TARGET, **weights.packed())


if __name__ == "__main__":
    main()
