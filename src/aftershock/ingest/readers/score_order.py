"""Score lines that put each number before its label: they are read so, or refused, never off by one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from aftershock.ingest.readers.page_text import Line

__all__ = ["NumberedLabel", "numbers_first"]

_GAP: Final = r"[\s_|:=·•,+]*"
_ITEM: Final = re.compile(
    r"(?P<number>(?P<times>[×xX*]\s*)?(?<![\d.])(?P<value>\d+(?:\.\d+)?)(?P<tenth>\s*/\s*10(?!\d))?)"
    r"|(?P<base>CVSS(?:\s*v?4(?:\.0)?(?=\s*base))?[\s_]*base(?:[\s_]*score)?)"
    r"|(?P<aars>AARS(?:[\s_]*uplift)?)|(?P<sum>Factor[\s_]*sum)"
    r"|(?P<threat>Threat(?:[\s_]*multiplier)?|(?<![A-Za-z])ThM)|(?P<mitigation>Mitigation(?:[\s_]*factor)?|(?<![A-Za-z])MF)"
    r"|(?P<shown>AIVSS(?:[\s_]*score)?)",
    re.IGNORECASE,
)
_NAMES: Final = {
    "base": "CVSS base",
    "aars": "AARS uplift",
    "sum": "Factor sum",
    "threat": "Threat",
    "mitigation": "Mitigation",
    "shown": "AIVSS",
}
_MULTIPLIERS: Final = frozenset({"Threat", "Mitigation"})


@dataclass(frozen=True, slots=True)
class NumberedLabel:
    """A number and the label behind it.

    Parameters
    ----------
    name
        Of the label, such as ``"CVSS base"``.
    value
        The number.
    start, end
        Where both stand, in characters of the text.
    """

    name: str
    value: Decimal
    start: int
    end: int


def numbers_first(text: str, lines: Sequence[Line], document: str) -> tuple[NumberedLabel, ...]:
    """Find the labels of a page that stand behind their numbers.

    The direction is decided for a whole run of numbers and labels: one that begins with a number and ends with a label
    has its numbers first. Where a number or a label is left over, the marks decide: ``×`` belongs to a multiplier,
    ``/10`` to the factor sum.

    Parameters
    ----------
    text
        The lines, joined by line ends.
    lines
        The lines.
    document
        What errors call the page.

    Returns
    -------
    tuple of NumberedLabel
        None for a page that puts its labels first.

    Raises
    ------
    DocumentError
        If the marks fit neither direction, or both.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_text import PageText
    >>> line = "7.5CVSS base1.02AARS uplift4.1/10Factor sum×1.0Threat×0.85Mitigation"
    >>> [(found.name, str(found.value)) for found in numbers_first(line, PageText.of(line).lines, "page.txt")]
    ... # doctest: +NORMALIZE_WHITESPACE
    [('CVSS base', '7.5'), ('AARS uplift', '1.02'), ('Factor sum', '4.1'), ('Threat', '1.0'), ('Mitigation', '0.85')]
    """
    found: list[NumberedLabel] = []
    for whole in _runs(text):
        checked = 2 if whole[-1]["number"] else len(whole)
        left_over = not whole[0]["number"] and not _all_fit(whole[1:checked:2], whole[:checked:2])
        run = whole[1:] if left_over else whole
        labels = [item for item in run if not item["number"]]
        if not (run and run[0]["number"]) or len(labels) < 2 or all(item["shown"] for item in labels):
            continue
        fits = _all_fit(run[::2], run[1::2])
        if run[-1]["number"]:
            behind = _all_fit(run[2::2], run[1::2])
            if behind and not fits:
                continue
            fits = fits and not behind
        if not fits:
            line = lines[text.count("\n", 0, run[0].start())]
            raise DocumentError(
                "it cannot be told whether each number stands before its label or behind it; "
                "write 'CVSS base 7.5 AARS uplift 1.02 Factor sum 4.1/10 Threat ×1.0 Mitigation ×0.85'",
                document,
                line.number,
                line.bare[:60],
            )
        found += [
            NumberedLabel(_name(label), Decimal(number["value"]), number.start(), label.end())
            for number, label in zip(run[::2], run[1::2], strict=False)
        ]
    return tuple(found)


def _runs(text: str) -> Iterator[list[re.Match[str]]]:
    """Give the longest sequences in which numbers and labels take turns with nothing else between them."""
    run: list[re.Match[str]] = []
    for item in _ITEM.finditer(text):
        joined = run and re.fullmatch(_GAP, text[run[-1].end() : item.start()])
        if run and not (joined and bool(item["number"]) != bool(run[-1]["number"])):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


def _all_fit(numbers: list[re.Match[str]], labels: list[re.Match[str]]) -> bool:
    return all(_fit(number, label) for number, label in zip(numbers, labels, strict=False))


def _fit(number: re.Match[str], label: re.Match[str]) -> bool:
    """Tell whether a number's marks are those of a label's numbers."""
    name = _name(label)
    if (number["times"] is not None) != (name in _MULTIPLIERS):
        return False
    return number["tenth"] is None or name in {"Factor sum", "AIVSS"}


def _name(label: re.Match[str]) -> str:
    return next(name for group, name in _NAMES.items() if label[group])
