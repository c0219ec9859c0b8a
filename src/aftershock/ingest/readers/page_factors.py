"""The agentic risk factors of a page: names and values, between bars or on lines of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.page_outline import is_footer, is_heading, is_intro, is_note, is_score
from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from aftershock.ingest.readers.page_text import Line

__all__ = ["DIRECTORY_FACTORS", "V08_FACTORS", "Factors", "canonical_name", "read_factors"]

DIRECTORY_FACTORS: Final = (
    "Autonomy of Action",
    "Goal-Driven Planning",
    "Self-Modification",
    "Dynamic Tool Use",
    "Persistent Memory",
    "Contextual Awareness",
    "Dynamic Identity",
    "Multi-Agent Interactions",
    "Non-Determinism",
    "Opacity & Reflexivity",
)
"""The ten factors as agent directories name them (AIVSS v0.5)."""

V08_FACTORS: Final = (
    "Execution Autonomy",
    "External Tool Control Surface",
    "Natural Language Interface",
    "Contextual Awareness",
    "Behavioral Non-Determinism",
    "Opacity & Reflexivity",
    "Persistent State Retention",
    "Dynamic Identity",
    "Multi-Agent Interactions",
    "Self-Modification",
)
"""The ten factors of AIVSS v0.8."""

_BULLET: Final = r"[-*•‣◦▪·>\s]*"
_VALUE: Final = re.compile(r"(?P<value>[+-]?(?:\d+(?:\.\d+)?|\.\d+))(?:\s*/\s*1(?:\.0+)?)?(?![\d.,])(?!\s*%)")
_BARE_VALUE: Final = re.compile(rf"^{_BULLET}{_VALUE.pattern}\W*$")
_SKIPPED: Final = frozenset(
    {
        "total",
        "sum",
        "factor sum",
        "average",
        "score",
        "aars",
        "aars uplift",
        "aivss",
        "cvss base",
        "threat",
        "mitigation",
    }
    | {"threat multiplier", "mitigation factor"}
)
_OTHER_ROW: Final = re.compile(rf"^(?P<name>[A-Za-z][A-Za-z &/-]{{3,40}}?)[\s:|–—=-]+{_VALUE.pattern}\s*\|?\s*$")


def _fold(name: str) -> str:
    return " ".join(
        re.sub(r"[^a-z]+", " ", name.casefold().replace("&", " and ").replace("behaviour", "behavior")).split()
    )


_KNOWN: Final = {_fold(name): name for name in (*DIRECTORY_FACTORS, *V08_FACTORS)}
_SPELT: Final = {"&": "(?:&|and)", "Behavioral": "(?:Behavioral|Behavioural)"}
_NAME: Final = re.compile(
    "|".join(
        r"[\s‐‑–-]*".join(_SPELT.get(word, word) for word in re.split(r"[ -]", name))
        for name in sorted(_KNOWN.values(), key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_PROSE: Final = re.compile(r"^\s+[A-Za-z]\S*(?:\s+\S+){3,}")


@dataclass(frozen=True, slots=True)
class Factors:
    """The factors of a page.

    Parameters
    ----------
    values
        Name as the page writes it, to value, in the page's order.
    lines
        Numbers of the lines they stand on.
    findings
        Which are missing.
    """

    values: dict[str, Decimal]
    lines: frozenset[int]
    findings: tuple[Finding, ...]

    @property
    def total(self) -> Decimal | None:
        """The sum of the values; ``None`` if there are none."""
        return sum(self.values.values(), Decimal(0)) if self.values else None


def canonical_name(name: str) -> str:
    """Give the published spelling of a factor's name, whichever way a page writes it.

    Examples
    --------
    >>> canonical_name("Opacity and reflexivity")
    'Opacity & Reflexivity'
    """
    return _KNOWN.get(_fold(name), name)


def read_factors(lines: Iterable[Line], document: str) -> Factors:
    r"""Read the factors of a page.

    Parameters
    ----------
    lines
        The lines of the page that hold scores.
    document
        What errors call the page.

    Returns
    -------
    Factors
        Those found. A missing one is a finding.

    Raises
    ------
    DocumentError
        If a value is no number from 0 to 1, if a factor stands there twice, or if its name is none of those known.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_text import PageText
    >>> page = PageText.of("| Autonomy of Action | 0.10 | |\nPersistent Memory\n0.25\nDynamic Identity0.5")
    >>> {name: str(value) for name, value in read_factors(page.lines, "page.txt").values.items()}
    {'Autonomy of Action': '0.10', 'Persistent Memory': '0.25', 'Dynamic Identity': '0.5'}
    """
    reading = _Reading(document)
    for line in lines:
        if line.bare:
            reading.take(line)
    reading.finish()
    return Factors(reading.values, frozenset(reading.used), tuple(_missing(reading.values)))


@dataclass(slots=True)
class _Reading:
    document: str
    values: dict[str, Decimal] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    pending: tuple[str, Line] | None = None
    before: Line | None = None

    def take(self, line: Line) -> None:
        """Read one line that is not empty."""
        cells = [cell.strip(" \t\u00a0*_`") for cell in line.text.strip().strip("|").split("|")]
        if self.pending is not None:
            self._take_value(line)
        elif _is_frame(line):
            self.before = None
        elif "|" in line.text and cells[0]:
            self._take_row(line, cells)
        elif _NAME.match(_plain(line)):
            self._take_named(line)
        else:
            self._take_other(line)

    def finish(self) -> None:
        """Say so if the last name has no value."""
        if self.pending is not None:
            name, line = self.pending
            raise DocumentError("the page ends before its value; it was cut off here", self.document, line.number, name)

    def _take_row(self, line: Line, cells: list[str]) -> None:
        if all(re.fullmatch(r"[\s:-]*", cell) for cell in cells) or cells[0].casefold() in _SKIPPED:
            return
        value = next((cell for cell in cells[1:] if cell), "")
        if _fold(cells[0]) not in _KNOWN:
            number = _VALUE.fullmatch(value)
            if number and abs(Decimal(number["value"])) <= 1:
                raise self._unknown(cells[0], line)
            return
        if not value:
            raise DocumentError("no value; a factor has a number from 0.0 to 1.0", self.document, line.number, cells[0])
        self._set(cells[0], value, line)

    def _take_named(self, line: Line) -> None:
        """Read a line that begins with a name, its value and perhaps more names run together behind it."""
        text = _plain(line)
        names = list(_NAME.finditer(text))
        if _PROSE.match(text[names[0].end() :]) and not _VALUE.search(text):
            return
        ends = [match.start() for match in names[1:]] + [len(text)]
        for match, end in zip(names, ends, strict=True):
            value = re.sub(r"^(?:[\s:=|–—*_`→]|-(?![\d.]))+|[\s|*_`]+$", "", text[match.end() : end])
            if value:
                self._set(match[0], value, line)
            elif end == len(text):
                self.pending = (match[0], line)
                self.used.add(line.number)
            else:
                raise DocumentError(
                    f"another factor follows where its value should be: {text[end:][:40]!r}",
                    self.document,
                    line.number,
                    match[0],
                )

    def _take_value(self, line: Line) -> None:
        name, place = self.pending or ("", line)
        self.pending = None
        if not _BARE_VALUE.match(line.bare.strip("|")) and (_is_frame(line) or _NAME.match(_plain(line))):
            raise DocumentError(f"no value follows it, but {line.bare[:40]!r}", self.document, place.number, name)
        self._set(name, line.bare.strip("| "), line)

    def _take_other(self, line: Line) -> None:
        """Refuse a value that stands behind a name which is no factor's."""
        row = _OTHER_ROW.match(_plain(line))
        if row and _fold(row["name"]) not in _SKIPPED:
            raise self._unknown(row["name"].strip(), line)
        if self.before is not None and _BARE_VALUE.match(line.bare) and self.values:
            raise self._unknown(self.before.bare, self.before)
        self.before = line if re.fullmatch(r"[A-Za-z][A-Za-z &/-]{3,40}", line.bare) else None

    def _set(self, name: str, value: str, line: Line) -> None:
        match = _VALUE.match(value)
        if match is None:
            hint = f"; write {value.replace(',', '.')!r}" if re.fullmatch(r"\d,\d+", value) else ""
            raise DocumentError(
                f"the value is {value[:40]!r}; a factor is a number from 0.0 to 1.0{hint}",
                self.document,
                line.number,
                name,
            )
        number = Decimal(match["value"])
        if not Decimal(0) <= number <= Decimal(1):
            raise DocumentError(f"the value is {number}; a factor is from 0.0 to 1.0", self.document, line.number, name)
        folded = _fold(name)
        if folded in self.places:
            raise DocumentError(
                f"it stands here a second time; the first is on line {self.places[folded]}",
                self.document,
                line.number,
                name,
            )
        self.places[folded] = line.number
        self.values[name] = number
        self.used.add(line.number)
        self.before = None

    def _unknown(self, name: str, line: Line) -> DocumentError:
        from rapidfuzz import process

        nearest = _KNOWN[process.extractOne(_fold(name), list(_KNOWN))[0]]
        return DocumentError(
            f"no factor is called {name!r}; the nearest is {nearest!r}", self.document, line.number, name
        )


def _is_frame(line: Line) -> bool:
    return (
        (is_score(line) and not _BARE_VALUE.match(line.bare))
        or is_heading(line)
        or is_note(line)
        or is_intro(line)
        or is_footer(line)
    )


def _plain(line: Line) -> str:
    return re.sub(rf"^{_BULLET}", "", line.text).strip("\ufeff*_#` \t\u00a0")


def _missing(values: dict[str, Decimal]) -> Iterator[Finding]:
    found = {_fold(name) for name in values}
    wanted = max((DIRECTORY_FACTORS, V08_FACTORS), key=lambda names: len(found & set(map(_fold, names))))
    missing = [name for name in wanted if _fold(name) not in found]
    if missing:
        message = f"{len(values)} of ten factors: the page gives no {', '.join(map(repr, missing))}"
        yield Finding("warning", message, field=missing[0])
