"""The numbers of a page's score line, however its labels and numbers are run together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.score_order import numbers_first
from aftershock.model.agents import ScoreInputs
from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from aftershock.ingest.readers.page_text import Line
    from aftershock.ingest.readers.score_order import NumberedLabel

__all__ = ["read_scores"]

_NUMBER: Final = r"(?P<value>\d+(?:\.\d+)?)"
_GAP: Final = r"[\s_|:=]*"
_PATTERNS: Final = {
    "CVSS base": re.compile(rf"CVSS(?:\s*v?4(?:\.0)?)?{_GAP}base(?:{_GAP}score)?{_GAP}{_NUMBER}", re.IGNORECASE),
    "AARS uplift": re.compile(rf"AARS(?:{_GAP}uplift)?{_GAP}\+?{_NUMBER}", re.IGNORECASE),
    "Factor sum": re.compile(rf"Factor{_GAP}sum{_GAP}{_NUMBER}(?:\s*/\s*10(?!\d))?", re.IGNORECASE),
    "Threat": re.compile(rf"(?:Threat(?:{_GAP}multiplier)?|(?<![A-Za-z])ThM){_GAP}[×xX*]\s*{_NUMBER}", re.IGNORECASE),
    "Mitigation": re.compile(
        rf"(?:Mitigation(?:{_GAP}factor)?|(?<![A-Za-z])MF){_GAP}[×xX*]\s*{_NUMBER}", re.IGNORECASE
    ),
    "AIVSS": re.compile(
        rf"AIVSS(?:{_GAP}score)?{_GAP}{_NUMBER}(?:\s*/\s*10(?!\d))?(?=\s*(?:[·•,(|—–-]|None|Low|Medium|High|Critical|$))",
        re.IGNORECASE | re.MULTILINE,
    ),
}
_ROUNDING: Final = Decimal("0.05")
_SPOKEN: Final = {"CVSS base": "CVSS base", "Threat": "threat multiplier", "Mitigation": "mitigation factor"}
_RANGES: Final = {
    "CVSS base": (Decimal(0), Decimal(10)),
    "AARS uplift": (Decimal(0), Decimal(10)),
    "Factor sum": (Decimal(0), Decimal(10)),
    "Threat": (Decimal("0.5"), Decimal("1.1")),
    "Mitigation": (Decimal("0.5"), Decimal(1)),
    "AIVSS": (Decimal(0), Decimal(10)),
}


def read_scores(lines: Iterable[Line], total: Decimal | None, document: str) -> tuple[ScoreInputs, tuple[Finding, ...]]:
    """Read the score line of a page.

    Parameters
    ----------
    lines
        The lines of the page that say nothing of a layer.
    total
        The sum of the factors read, compared with the sum that the page shows; ``None`` if there are none.
    document
        What errors call the page.

    Returns
    -------
    ScoreInputs
        What the page gives, else ``None`` for each.
    tuple of Finding
        What does not agree, or that there is nothing.

    Raises
    ------
    DocumentError
        If a number is out of its range: scores 0 to 10, the threat multiplier 0.5 to 1.1, the mitigation factor
        0.5 to 1 (what AIVSS v0.5 and v0.8 know between them); if numbers and labels cannot be told to belong together.

    Examples
    --------
    >>> from aftershock.ingest.readers.page_text import PageText
    >>> line = "CVSS base 7.5AARS uplift 1.02Factor sum 4.1/10Threat ×1.0Mitigation ×0.85"
    >>> inputs, findings = read_scores(PageText.of(line).lines, Decimal("4.1"), "page.txt")
    >>> str(inputs.cvss_base), str(inputs.aars), str(inputs.threat_multiplier), str(inputs.mitigation_factor)
    ('7.5', '1.02', '1.0', '0.85')
    """
    findings: list[Finding] = []
    found: dict[str, Decimal] = {}
    numbered = list(lines)
    text = "\n".join(line.text for line in numbered)
    places: dict[str, int] = {}
    for name, number, start in _labelled(text, numbered, total, document):
        line = numbered[text.count("\n", 0, start)].number
        value = _in_range(name, number, document, line)
        places.setdefault(name, line)
        if found.setdefault(name, value) != value:
            findings.append(
                Finding("warning", f"{name} is {value} here and {found[name]} above; the first is taken", line, name)
            )
    shown = found.get("Factor sum")
    if shown is not None and total is not None and shown != total:
        message = f"the page shows a factor sum of {shown}, its factors add up to {total}"
        findings.append(Finding("warning", message, field="Factor sum"))
    findings += _disagreement(found, places, total if total is not None else shown)
    missing = [name for name in ("CVSS base", "Threat", "Mitigation") if name not in found]
    if missing:
        message = f"the page gives no {', no '.join(_SPOKEN[name] for name in missing)}: its score is an interval"
        findings.append(Finding("info", message, field=missing[0]))
    inputs = ScoreInputs(
        cvss_base=found.get("CVSS base"),
        threat_multiplier=found.get("Threat"),
        mitigation_factor=found.get("Mitigation"),
        aars=found.get("AARS uplift"),
        aivss=found.get("AIVSS"),
    )
    return inputs, tuple(findings)


def _labelled(
    text: str, lines: Sequence[Line], total: Decimal | None, document: str
) -> Iterator[tuple[str, Decimal, int]]:
    """Give name, number and place of every score, whichever stands first."""
    turned = numbers_first(text, lines, document)
    if turned:
        _hold_to_sums({found.name: found for found in turned}, text, lines, total, document)
    for found in turned:
        yield found.name, found.value, found.start
        text = text[: found.start] + re.sub(r"[^\n]", "\0", text[found.start : found.end]) + text[found.end :]
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            yield name, Decimal(match["value"]), match.start("value")


def _hold_to_sums(
    turned: dict[str, NumberedLabel], text: str, lines: Sequence[Line], total: Decimal | None, document: str
) -> None:
    """Refuse numbers read before their labels that the factors or the AARS on the same page contradict."""
    shown = turned.get("Factor sum")
    expected = {"Factor sum": total}
    if shown is not None and {"CVSS base", "Threat"} <= turned.keys():
        expected["AARS uplift"] = (10 - turned["CVSS base"].value) * shown.value / 10 * turned["Threat"].value
    for name, value in expected.items():
        given = turned.get(name)
        if value is not None and given is not None and abs(given.value - value) > _ROUNDING:
            line = lines[text.count("\n", 0, given.start)].number
            message = f"read before its label the value is {given.value}, by the page's other numbers it is {value}"
            raise DocumentError(message, document, line, name)


def _disagreement(found: dict[str, Decimal], places: dict[str, int], total: Decimal | None) -> Iterator[Finding]:
    """Notice a score that the published formula does not give (AIVSS v0.5: (base + AARS) x mitigation)."""
    base, threat, mitigation = found.get("CVSS base"), found.get("Threat"), found.get("Mitigation")
    shown = found.get("AIVSS")
    if shown is None or base is None or threat is None or mitigation is None or total is None:
        return
    score = min(Decimal(10), (base + (10 - base) * total / 10 * threat) * mitigation)
    if abs(shown - score) > _ROUNDING:
        message = f"the page shows a score of {shown}, its numbers give {score:.2f}"
        yield Finding("warning", message, places["AIVSS"], "AIVSS")


def _in_range(name: str, value: Decimal, document: str, line: int) -> Decimal:
    low, high = _RANGES[name]
    if not low <= value <= high:
        raise DocumentError(f"the value is {value}; it is from {low} to {high}", document, line, name)
    return value
