"""Precision and recall of recognition, per threat, over statements that were labelled by hand.

Run it with ``python -m benchmarks.recognition [--part development|held-out] [--errors] [--json]``. The shipped
recogniser reads every statement as it reads the paragraph of a page's layer. Errors are listed for the development
part alone: who reads those of the held-out part will tune by them, and it then measures nothing.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from aftershock.ingest.recognition.claims import RECOGNISER_VERSION, recognise_claims
from benchmarks.recognition.counting import PARTS, Tally, interval, judge, read_lots, read_statements, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.recognition.counting import Finding, Judged

__all__ = ["MARKS", "main", "measure", "recognise"]

FOLDER: Final = Path(__file__).parent
HELD_OUT: Final = FOLDER / "held-out.csv"
"""Statements that nobody who works on the recogniser reads."""

MARKS: Final = (0.95, 0.90)
"""What overall precision and recall must be at least on the held-out part."""


def recognise(text: str) -> Iterator[Finding]:
    """Give what the shipped recogniser finds in a paragraph.

    Examples
    --------
    >>> list(recognise("gVisor prevents container escape, but prompt injection is likely."))
    [('container-escape', 'mitigated'), ('prompt-injection', 'exposed')]
    """
    return ((claim.threat, claim.polarity) for claim in recognise_claims(text, 0, len(text)).claims)


def measure(part: str) -> tuple[Judged, ...]:
    """Read all statements of a part with the shipped recogniser.

    Parameters
    ----------
    part
        ``"development"`` or ``"held-out"``.
    """
    if part == "held-out":
        return judge(read_statements(HELD_OUT, part), recognise)
    return judge((one for lot in read_lots(FOLDER).values() for one in lot), recognise)


def overall(judged: tuple[Judged, ...]) -> Tally:
    """Count all findings together, each with the same weight."""
    return tally(judged, lambda *_: ["all"]).get("all", Tally(0, 0, 0))


def _document(part: str, judged: tuple[Judged, ...]) -> dict[str, object]:
    total = overall(judged)
    return {
        "part": part,
        "recogniser_version": RECOGNISER_VERSION,
        "statements": len(judged),
        "overall": {
            **_figures(total),
            "precision_interval": interval(total.right, total.right + total.false),
            "recall_interval": interval(total.right, total.right + total.missed),
        },
        "threats": {name: _figures(one) for name, one in _per_threat(judged).items()},
        "polarities": {name: _figures(one) for name, one in tally(judged, lambda _, item: [item[1]]).items()},
        "kinds": {name: _figures(one) for name, one in _per_kind(judged).items()},
        "marks": {"precision": MARKS[0], "recall": MARKS[1], "met": _met(total)},
    }


def _per_threat(judged: tuple[Judged, ...]) -> dict[str, Tally]:
    return tally(judged, lambda _, finding: [finding[0], " ".join(finding)])


def _per_kind(judged: tuple[Judged, ...]) -> dict[str, Tally]:
    return tally(judged, lambda one, _: [one.statement.kind])


def _figures(one: Tally) -> dict[str, float | None]:
    return {**asdict(one), "precision": one.precision, "recall": one.recall}


def _met(total: Tally) -> bool:
    return (total.precision or 0) >= MARKS[0] and (total.recall or 0) >= MARKS[1]


def _lines(part: str, judged: tuple[Judged, ...]) -> Iterator[str]:
    total = overall(judged)
    yield f"{len(judged)} statements of the {part} part, recogniser {RECOGNISER_VERSION}"
    for title, rows in (
        ("threat", _per_threat(judged)),
        ("polarity", tally(judged, lambda _, finding: [finding[1]])),
        ("kind", _per_kind(judged)),
    ):
        yield f"\n{title:<42}{'right':>6}{'false':>6}{'missed':>7}{'precision':>11}{'recall':>8}"
        for name, one in rows.items():
            shown = "  " + name.partition(" ")[2] if " " in name else name
            counts = f"{one.right:>6}{one.false:>6}{one.missed:>7}"
            yield f"{shown:<42}{counts}{_shown(one.precision):>11}{_shown(one.recall):>8}"
    yield ""
    for name, share, missing, mark in (
        ("precision", total.precision, total.false, MARKS[0]),
        ("recall", total.recall, total.missed, MARKS[1]),
    ):
        low, high = interval(total.right, total.right + missing)
        yield (
            f"{name:<10}{_shown(share)}   ({total.right} of {total.right + missing}; "
            f"95 % interval {low:.3f} to {high:.3f})   "
            f"mark: at least {mark:.2f}: {'met' if (share or 0) >= mark else 'not met'}"
        )


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"


def _errors(judged: tuple[Judged, ...]) -> Iterator[str]:
    for one in judged:
        if one.false or one.missed:
            yield f"\n[{one.statement.kind}] {one.statement.text}"
            yield from (f"  false:  {' '.join(finding)}" for finding in sorted(one.false))
            yield from (f"  missed: {' '.join(finding)}" for finding in sorted(one.missed))


def main(arguments: list[str] | None = None) -> None:
    """Measure and print; leave with 1 while the mark is not met."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.recognition", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--part", choices=PARTS, default="held-out")
    parser.add_argument("--errors", action="store_true", help="list the errors, but of the held-out part")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    if chosen.errors and chosen.part == "held-out":
        sys.exit("errors are listed for the development parts only: the held-out part must not be tuned by")
    judged = measure(chosen.part)
    if chosen.json:
        print(json.dumps(_document(chosen.part, judged)))
    else:
        print("\n".join([*_lines(chosen.part, judged), *(_errors(judged) if chosen.errors else ())]))
    if not _met(overall(judged)):
        sys.exit(f"the {chosen.part} part does not meet the mark of precision {MARKS[0]:.2f} and recall {MARKS[1]:.2f}")


if __name__ == "__main__":
    main()
