"""The checks: queries whose rows are defects, each with its severity and its sentence in the head of the file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from aftershock.errors import ModelError
from aftershock.resources import check_files
from aftershock.validation.ground import Ground
from aftershock.validation.report import SEVERITIES, Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aftershock.validation.report import Result, Severity

__all__ = ["Check", "Scope", "each_check", "found_by_checks", "read_checks", "run_checks"]

Scope = Literal["document", "release"]

_HEAD = re.compile(r"^#\s*(?:(?P<key>severity|scope):\s*(?P<value>\S+)\s*|(?P<text>.*))$")


@dataclass(frozen=True, slots=True)
class Check:
    """One check.

    Parameters
    ----------
    name
        The file's name without its ending; results carry it as their shape.
    severity
        Of its results.
    scope
        ``"document"`` for what a document can do wrong (checked at each ingest), ``"ontology"`` for what only the
        vocabulary and the catalogue can (checked before a release).
    sentence
        What is wrong where it finds something.
    text
        The query: a SELECT with ``?focus``, and ``?value`` and ``?path`` where there are such.
    """

    name: str
    severity: Severity
    scope: Scope
    sentence: str
    text: str


def read_checks(files: Iterable[Path] | None = None) -> tuple[Check, ...]:
    """Read the checks.

    Parameters
    ----------
    files
        By default those shipped.

    Raises
    ------
    ModelError
        If a file says no severity, scope or sentence in its head.

    Examples
    --------
    >>> {check.severity for check in read_checks()} <= {"violation", "warning", "info"}
    True
    """
    return tuple(_read(path) for path in (check_files() if files is None else files))


def run_checks(
    document: bytes = b"",
    context: Iterable[Path] | None = None,
    *,
    scope: Scope | None = None,
    limit: int = 100,
) -> Report:
    """Run the checks over a document, or with none over the ontology and the catalogue alone.

    Parameters
    ----------
    document
        N-Quads.
    context
        Turtle files; by default the ontology and the catalogue.
    scope
        Only checks of this scope; by default all.
    limit
        How many results the report holds at most; it always counts all.

    Returns
    -------
    Report
        The worst first.

    Examples
    --------
    >>> run_checks().total
    0
    """
    return Report.of(found_by_checks(Ground(document, context), scope), limit)


def found_by_checks(ground: Ground, scope: Scope | None = None) -> Iterator[Result]:
    """Give what the checks find, unsorted.

    Parameters
    ----------
    ground
        The graph.
    scope
        Only checks of this scope; by default all.
    """
    for found in each_check(ground, scope):
        yield from found


def each_check(ground: Ground, scope: Scope | None = None) -> Iterator[Iterator[Result]]:
    """Give what each check finds; nothing is asked before it is looked at.

    Parameters
    ----------
    ground, scope
        As for `found_by_checks`.
    """
    for check in read_checks():
        if scope in (None, check.scope):
            yield ground.results(
                check.text, shape=check.name, severity=check.severity, message=check.sentence, focus="focus"
            )


def _read(path: Path) -> Check:
    text = path.read_text("utf-8")
    said: dict[str, str] = {}
    sentences: list[str] = []
    for line in text.splitlines():
        match = _HEAD.match(line)
        if match is None:
            break
        if match["key"]:
            said[match["key"]] = match["value"]
        elif match["text"]:
            sentences.append(match["text"])
    severity = next((one for one in SEVERITIES if one == said.get("severity")), None)
    scope = next((one for one in get_args(Scope) if one == said.get("scope")), None)
    if severity is None or scope is None or not sentences:
        raise ModelError(
            f"{path.name}: the head of a check is a sentence, '# severity: violation|warning|info' "
            "and '# scope: document|release'"
        )
    return Check(path.stem, severity, scope, " ".join(sentences), text)
