"""Labelled statements, what is recognised in them, and the counts of one against the other.

A finding is a threat with its polarity: *prompt-injection exposed* and *prompt-injection mitigated* are two. A finding
that the recogniser and the labels have both is right, one that only the recogniser has is false, one that only the
labels have is missed.
"""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from math import exp, lgamma, log, log1p
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

__all__ = [
    "PARTS",
    "Finding",
    "Judged",
    "Statement",
    "Tally",
    "interval",
    "judge",
    "read_lots",
    "read_statements",
    "tally",
]

PARTS: Final = ("development", "held-out")

Finding = tuple[str, str]
"""A threat's slug, and ``"exposed"`` or ``"mitigated"``."""

_HALVINGS: Final = 60


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement with what a careful reader finds in it.

    Parameters
    ----------
    part, kind
        As in the file.
    text
        One to three sentences.
    expected
        The labels.
    """

    part: str
    kind: str
    text: str
    expected: frozenset[Finding]


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with what the recogniser finds in it."""

    statement: Statement
    found: frozenset[Finding]

    @property
    def false(self) -> frozenset[Finding]:
        """What only the recogniser finds."""
        return self.found - self.statement.expected

    @property
    def missed(self) -> frozenset[Finding]:
        """What only the labels have."""
        return self.statement.expected - self.found


@dataclass(frozen=True, slots=True)
class Tally:
    """How many findings are right, false and missed.

    Parameters
    ----------
    right, false, missed
        Counts.
    """

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the recogniser's findings that are right; ``None`` if it has none."""
        return _share(self.right, self.right + self.false)

    @property
    def recall(self) -> float | None:
        """Share of the labels that are found; ``None`` if there are none."""
        return _share(self.right, self.right + self.missed)


def read_statements(path: Path, part: str) -> tuple[Statement, ...]:
    """Read one part of a file of labelled statements.

    Parameters
    ----------
    path
        A CSV file with the columns part, text, exposed, mitigated and kind.
    part
        One of `PARTS`.

    Returns
    -------
    tuple of Statement
        In the order of the file.
    """
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Statement(
                row["part"],
                row["kind"],
                row["text"],
                frozenset((slug, polarity) for polarity in ("exposed", "mitigated") for slug in row[polarity].split()),
            )
            for row in csv.DictReader(file)
            if row["part"] == part
        )


def read_lots(folder: Path) -> dict[str, tuple[Statement, ...]]:
    """Read all statements of the development part, each lot for itself.

    Parameters
    ----------
    folder
        The folder of this benchmark.

    Returns
    -------
    dict of str to tuple of Statement
        ``"statements"`` and ``"more"``, with which the rules were written, ``"own"``, which was written by who fits the
        weights, then the lots of ``lots.csv``, by number.
    """
    found = {name: read_statements(folder / f"{name}.csv", "development") for name in ("statements", "more", "own")}
    path = folder / "lots.csv"
    with path.open(encoding="utf-8", newline="") as file:
        numbers = [row["lot"] for row in csv.DictReader(file)]
    every = read_statements(path, "development")
    for lot in dict.fromkeys(numbers):
        found[lot] = tuple(one for one, number in zip(every, numbers, strict=True) if number == lot)
    return found


def judge(statements: Iterable[Statement], recognise: Callable[[str], Iterable[Finding]]) -> tuple[Judged, ...]:
    """Let a recogniser read statements.

    Parameters
    ----------
    statements
        What to read.
    recognise
        Gives the findings in a text.
    """
    return tuple(Judged(statement, frozenset(recognise(statement.text))) for statement in statements)


def tally(judged: Iterable[Judged], names: Callable[[Judged, Finding], Iterable[str]]) -> dict[str, Tally]:
    """Count findings under names.

    Parameters
    ----------
    judged
        Statements with both sets of findings.
    names
        Gives the names under which a finding in a statement is counted.

    Returns
    -------
    dict of str to Tally
        In the order of the names.

    Examples
    --------
    >>> one = Statement("development", "plain", "...", frozenset({("x", "exposed"), ("y", "exposed")}))
    >>> found = Judged(one, frozenset({("x", "exposed"), ("x", "mitigated")}))
    >>> tally([found], lambda _, finding: [finding[0]])
    {'x': Tally(right=1, false=1, missed=0), 'y': Tally(right=0, false=0, missed=1)}
    """
    right: Counter[str] = Counter()
    false: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for one in judged:
        for counter, findings in (
            (right, one.found & one.statement.expected),
            (false, one.false),
            (missed, one.missed),
        ):
            counter.update(name for finding in findings for name in names(one, finding))
    every = sorted({*right, *false, *missed})
    return {name: Tally(right[name], false[name], missed[name]) for name in every}


def interval(successes: int, trials: int, confidence: float = 0.95) -> tuple[float, float]:
    """Give the exact interval of Clopper and Pearson for a share.

    Parameters
    ----------
    successes, trials
        Counts; `trials` may be 0, about which nothing is known.
    confidence
        Between 0 and 1.

    Returns
    -------
    tuple of float
        Both ends, each found by halving to more digits than are ever shown.

    References
    ----------
    C. J. Clopper, E. S. Pearson: The use of confidence or fiducial limits illustrated in the case of the binomial,
    Biometrika 26 (1934), 404-413.

    Examples
    --------
    >>> [round(end, 4) for end in interval(8, 10)]
    [0.4439, 0.9748]
    >>> [round(end, 4) for end in interval(10, 10)]
    [0.6915, 1.0]
    """
    tail = (1 - confidence) / 2
    low = 0.0 if successes == 0 else _where(lambda share: 1 - _at_most(successes - 1, trials, share), tail)
    high = 1.0 if successes == trials else _where(lambda share: 1 - _at_most(successes, trials, share), 1 - tail)
    return low, high


def _where(rising: Callable[[float], float], level: float) -> float:
    low, high = 0.0, 1.0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < level else (low, middle)
    return (low + high) / 2


def _at_most(successes: int, trials: int, share: float) -> float:
    """Give the probability of so many successes or fewer; the share is neither 0 nor 1."""
    whole = lgamma(trials + 1)
    return sum(
        exp(whole - lgamma(k + 1) - lgamma(trials - k + 1) + k * log(share) + (trials - k) * log1p(-share))
        for k in range(successes + 1)
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
