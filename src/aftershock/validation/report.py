"""What validation found: results, and a report of them that travels as JSON."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from aftershock.errors import ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["SEVERITIES", "UNKNOWN_TERM", "Report", "Result", "Severity"]

Severity = Literal["violation", "warning", "info"]

#: Severities, the worst first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)

#: The check that finds names in the ontology's namespace that are no terms of it.
UNKNOWN_TERM: Final = "term-unknown"


@dataclass(frozen=True, slots=True)
class Result:
    """One thing that is not as a shape or a check wants it.

    Parameters
    ----------
    severity
        ``"violation"`` (the document is refused), ``"warning"`` or ``"info"``.
    shape
        IRI of the shape, or the name of the check.
    focus
        IRI (or blank node) of what is wrong.
    path
        IRI of the property on which it is wrong; empty where the node as a whole is meant.
    value
        The value that is wrong, in N-Triples form; empty where there is none.
    message
        One sentence: what is allowed.
    """

    severity: Severity
    shape: str
    focus: str
    path: str
    value: str
    message: str

    @property
    def rank(self) -> tuple[int, str, str, str, str]:
        """What results are sorted by: severity, focus, path, shape, value."""
        return (SEVERITIES.index(self.severity), self.focus, self.path, self.shape, self.value)

    @property
    def sentence(self) -> str:
        """Where and what, in one line.

        Examples
        --------
        >>> Result("violation", "s", "https://a.example/x", "https://a.example/p", '"1"', "It has none.").sentence
        '<https://a.example/x>, <https://a.example/p> "1": It has none.'
        """
        focus = self.focus if self.focus.startswith("_:") else f"<{self.focus}>"
        path = f", <{self.path}>" if self.path else ""
        value = f" {self.value}" if self.value not in ("", focus) else ""
        return f"{focus}{path}{value}: {self.message}"


@dataclass(frozen=True, slots=True)
class Report:
    """All that was found, the worst first, as many results as the limit lets through.

    Parameters
    ----------
    results
        Sorted by severity, focus, path, shape and value.
    violations, warnings, infos
        How many there are in all, shown or not.

    Examples
    --------
    >>> report = Report.of([Result("warning", "s", "https://a.example/x", "", "", "It has a label.")])
    >>> report.conforms, report.total
    (True, 1)
    """

    results: tuple[Result, ...] = ()
    violations: int = 0
    warnings: int = 0
    infos: int = 0

    @classmethod
    def of(cls, results: Iterable[Result], limit: int = 100) -> Report:
        """Count results, and keep the first `limit` of them in order.

        Parameters
        ----------
        results
            In any order; each is looked at once, and at most `limit` are held.
        limit
            How many to keep, from 0.
        """
        counts: Counter[str] = Counter()

        def counted() -> Iterable[Result]:
            for result in results:
                counts[result.severity] += 1
                yield result

        kept = tuple(heapq.nsmallest(limit, counted(), key=lambda result: result.rank))
        return cls(kept, counts["violation"], counts["warning"], counts["info"])

    @classmethod
    def joined(cls, reports: Iterable[Report], limit: int = 100) -> Report:
        """Make one report of several.

        Parameters
        ----------
        reports
            Each of which kept `limit` results or more, if it found so many.
        limit
            How many to keep, from 0.

        Examples
        --------
        >>> report = Report.of([Result("warning", "s", "https://a.example/x", "", "", "It has a label.")])
        >>> Report.joined([report, Report(), report]).warnings
        2
        """
        parts = tuple(reports)
        kept = heapq.nsmallest(limit, (one for part in parts for one in part.results), key=lambda result: result.rank)
        return cls(
            tuple(kept),
            sum(part.violations for part in parts),
            sum(part.warnings for part in parts),
            sum(part.infos for part in parts),
        )

    @property
    def conforms(self) -> bool:
        """Whether there is no violation; warnings and infos do not count."""
        return self.violations == 0

    @property
    def total(self) -> int:
        """How many results there are of all severities."""
        return self.violations + self.warnings + self.infos

    def refuse(self, document: str, causes: Iterable[str] = ()) -> None:
        """Do nothing if the report conforms.

        Parameters
        ----------
        document
            The document's name, for the error.
        causes
            What is known that may be behind violations; without any, names that are no terms of the ontology are.

        Raises
        ------
        ValidationError
            With one sentence for each violation that the report holds.
        """
        if self.conforms:
            return
        sentences = [one.sentence for one in self.results if one.severity == "violation"]
        if len(sentences) < self.violations:
            sentences.append(f"{self.violations - len(sentences)} more, not listed")
        unknown = (one.message for one in self.results if one.shape == UNKNOWN_TERM)
        raise ValidationError(document, sentences, tuple(causes) or tuple(unknown))

    def as_header(self) -> dict[str, Any]:
        """Give the report as JSON can carry it; `from_header` reads it again."""
        return {
            "results": [[one.severity, one.shape, one.focus, one.path, one.value, one.message] for one in self.results],
            "violations": self.violations,
            "warnings": self.warnings,
            "infos": self.infos,
        }

    @classmethod
    def from_header(cls, header: Mapping[str, Any]) -> Report:
        """Read what `as_header` gave.

        Examples
        --------
        >>> report = Report.of([Result("info", "s", "https://a.example/x", "", "", "Nobody is named.")])
        >>> Report.from_header(report.as_header()) == report
        True
        """
        results = tuple(Result(*fields) for fields in header["results"])
        return cls(results, header["violations"], header["warnings"], header["infos"])
