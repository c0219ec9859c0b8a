"""Blast radii as named graphs: a query names one by an IRI that says what is asked, and finds its rows in that graph.

``GRAPH <radius?start=modelslab-registry>`` stands for ``https://w3id.org/aftershock/id/radius?start=...``. It
is computed before the query runs, at the same revision, and written beside a copy of the snapshot; nothing of it
is stored.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urljoin

from aftershock.errors import ResultTooLargeError, StoreError, UsageError
from aftershock.isolation.tokens import decode_escapes, tokens
from aftershock.knowledge_base.consequence import Consequence
from aftershock.store.layout import hold_snapshot
from aftershock.vocabulary import ID

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path
    from typing import Any

    from aftershock.model.radius import BlastRadius, RadiusRow
    from aftershock.store.layout import Current, Hold

__all__ = ["RADIUS", "RadiusGraphs", "radii_named"]

RADIUS: Final = "https://w3id.org/aftershock/radius#"
"""The namespace of what a radius graph says; nothing in the store says it."""

_START: Final = f"{ID}radius?"
_NAMED: Final = "radius"
_ONE: Final = ("threat", "mode", "alternatives", "at", "depth")
_SEVERAL: Final = {"start": "start", "without_rule": "without_rules", "with_mitigation": "with_mitigations"}
_MOST: Final = 4
_ATTEMPTS: Final = 4
_INTEGER: Final = "http://www.w3.org/2001/XMLSchema#integer"


@dataclass(frozen=True, slots=True)
class Radii:
    """A snapshot with radius graphs.

    Parameters
    ----------
    folder
        Where it lies.
    hold
        What keeps it from being removed.
    """

    folder: str
    hold: Hold | None


class RadiusGraphs(Consequence):
    """The part of a knowledge base that gives queries their radius graphs."""

    def _radii(self, text: str, graphs: Sequence[str], most: int) -> Radii | None:
        """Make the snapshot that a query is asked of, if it names radius graphs.

        Parameters
        ----------
        text
            The query, which was scanned.
        graphs
            Graphs that the request names.
        most
            How many rows the radii may have together.

        Returns
        -------
        Radii or None
            ``None`` where it names none.
        """
        iris = radii_named(text, graphs)
        if not iris:
            return None
        questions = {iri: _options(iri) for iri in iris}
        seen = self._look()
        stamp = str(seen.current.snapshot.stat().st_ino)
        name = f"{seen.current.revision}-{sha256(chr(10).join([stamp, *iris]).encode()).hexdigest()[:20]}"
        folder = self._engine.data / "radii" / name
        for _ in range(_ATTEMPTS):
            hold = hold_snapshot(folder)
            if folder.is_dir():
                return Radii(str(folder), hold)
            self._derive(questions, seen.current, folder, most)
        raise StoreError("more radii are asked at once than are kept; try again in a moment")

    def _derive(self, questions: dict[str, dict[str, Any]], current: Current, folder: Path, most: int) -> None:
        """Write a snapshot with radius graphs."""
        lines: list[str] = []
        rows = 0
        for iri, options in questions.items():
            others = {name: value for name, value in options.items() if name != "start"}
            for page in self.blast_radius_pages(options["start"], likelihood=False, **others):
                rows += len(page.affected) + len(page.possible) + len(page.unknown)
                if rows > most:
                    raise ResultTooLargeError(
                        f"the radii that the query names have more than {most:,} rows, which is the cap; "
                        "ask for less with depth=, or take /blast-radius, which gives pages"
                    )
                lines.extend(_statements(iri, page))
        header = {"snapshot": str(current.snapshot), "folder": str(folder)}
        self._engine.build("aftershock.store.derived:derive", header, "".join(lines).encode(), what="the radius")


def radii_named(text: str, graphs: Sequence[str] = ()) -> tuple[str, ...]:
    """Find the radius graphs that a query names.

    Parameters
    ----------
    text
        The query.
    graphs
        Graphs that the request names.

    Returns
    -------
    tuple of str
        Their whole IRIs, each once, in order.

    Raises
    ------
    UsageError
        If they are too many, or one is named by a prefix, or relative to a BASE of the query's own.

    Examples
    --------
    >>> radii_named("SELECT * { GRAPH <radius?start=hub&depth=2> { ?c ?p ?o } }")
    ('https://w3id.org/aftershock/id/radius?start=hub&depth=2',)
    """
    found = [iri for iri in graphs if iri.startswith(_START)]
    plain = (decode_escapes(text) or (text, []))[0]
    if _NAMED in plain:
        read = list(tokens(plain))
        own_base = any(token.kind == "word" and token.text.upper() == "BASE" for token in read)
        for token in read:
            if token.kind == "name" and f"{_NAMED}\\?" in token.text:
                raise UsageError(f"{token.text} names a radius by a prefix; write the whole IRI, {_START}start=...")
            iri = token.text[1:-1] if token.kind == "iri" else ""
            whole = urljoin(ID, iri)  # as the engine resolves it
            if whole.startswith(_START) and iri != whole and own_base:
                raise UsageError(f"the query has a BASE; write the whole IRI, {whole}")
            if whole.startswith(_START):
                found.append(whole)
    distinct = tuple(sorted(dict.fromkeys(found)))
    if len(distinct) > _MOST:
        raise UsageError(f"the query names {len(distinct)} radius graphs; {_MOST} is the limit")
    return distinct


def _options(iri: str) -> dict[str, Any]:
    """Read what is asked from the IRI of a radius graph."""
    options: dict[str, Any] = {}
    for name, value in parse_qsl(iri.removeprefix(_START), keep_blank_values=True, max_num_fields=50):
        if name in _SEVERAL:
            options.setdefault(_SEVERAL[name], []).append(value)
        elif name in _ONE and name not in options:
            options[name] = value
        else:
            why = "is given twice" if name in options else f"is no parameter; there are {', '.join((*_SEVERAL, *_ONE))}"
            raise UsageError(f"<{iri}>: {name!r} {why}")
    if not options.get("start"):
        raise UsageError(f"<{iri}> names no start; write start= and the slug or the encoded IRI of a component")
    if "depth" in options:
        if not options["depth"].isdecimal():
            raise UsageError(f"<{iri}>: the depth is {options['depth']!r}; it is a whole number")
        options["depth"] = int(options["depth"])
    return options


def _statements(iri: str, page: BlastRadius) -> Iterator[str]:
    """Write the rows of a page as N-Quads."""
    for start in page.start:
        yield f"<{iri}> <{RADIUS}start> <{start}> <{iri}> .\n"
    for evidence in ("affected", "possible", "unknown"):
        for row in getattr(page, evidence):
            for predicate, value in _facts(evidence, row):
                yield f"<{row.component}> <{RADIUS}{predicate}> {value} <{iri}> .\n"


def _facts(evidence: str, row: RadiusRow) -> Iterator[tuple[str, str]]:
    yield "evidence", f'"{evidence}"'
    yield "depth", f'"{row.depth}"^^<{_INTEGER}>'
    yield "attackSteps", f'"{row.attack_steps}"^^<{_INTEGER}>'
    for mode in row.modes:
        yield "mode", f"<{mode}>" if ":" in mode else f'"{mode}"'
    if len(row.path) > 1:
        yield "through", f"<{row.path[-2].component}>"
        for name, value in (("relation", row.path[-1].relation), ("rule", row.path[-1].rule)):
            if value is not None:
                yield name, f"<{value}>"
