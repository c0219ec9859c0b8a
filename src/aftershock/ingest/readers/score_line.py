"""The numbers of a page's score line, however its labels and numbers are run together."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.model.agents import ScoreInputs
from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.ingest.readers.page_text import Line

__all__ = ["read_scores"]

_NUMBER: Final = r"(?P<value>\d+(?:\.\d+)?)"
_GAP: Final = r"[\s_|:=]*"
_PATTERNS: Final = {
    "CVSS base": re.compile(rf"CVSS(?:\s*v?4(?:\.0)?)?{_GAP}base(?:{_GAP}score)?{_GAP}{_NUMBER}", re.IGNORECASE),
    "AARS uplift": re.compile(rf"AARS(?:{_GAP}uplift)?{_GAP}\+?{_NUMBER}", re.IGNORECASE),
    "Factor sum": re.compile(rf"Factor{_GAP}sum{_GAP}{_NUMBER}(?:\s*/\s*10(?!\d))?", re.IGNORECASE),
    "Threat": re.compile(rf"(?:Threat(?:{_GAP}multiplier)?|\bThM){_GAP}[×xX*]\s*{_NUMBER}", re.IGNORECASE),
    "Mitigation": re.compile(rf"(?:Mitigation(?:{_GAP}factor)?|\bMF){_GAP}[×xX*]\s*{_NUMBER}", re.IGNORECASE),
    "AIVSS": re.compile(
        rf"AIVSS(?:{_GAP}score)?{_GAP}{_NUMBER}(?:\s*/\s*10(?!\d))?(?=\s*(?:[·•,(|—–-]|None|Low|Medium|High|Critical|$))",
        re.IGNORECASE | re.MULTILINE,
    ),
}
_SPOKEN: Final = {"CVSS base": "CVSS base", "Threat": "threat multiplier", "Mitigation": "mitigation factor"}
_RANGES: Final = {
    "CVSS base": (Decimal(0), Decimal(10)),
    "AARS uplift": (Decimal(0), Decimal(10)),
    "Factor sum": (Decimal(0), Decimal(10)),
    "Threat": (Decimal(0), Decimal(2)),
    "Mitigation": (Decimal(0), Decimal(1)),
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
        If a number is out of its range: scores 0 to 10, the threat multiplier 0 to 2, the mitigation factor 0 to 1.

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
    for name, pattern in _PATTERNS.items():
        for match in pattern.finditer(text):
            line = numbered[text.count("\n", 0, match.start("value"))].number
            value = _in_range(name, Decimal(match["value"]), document, line)
            if found.setdefault(name, value) != value:
                findings.append(
                    Finding(
                        "warning", f"{name} is {value} here and {found[name]} above; the first is taken", line, name
                    )
                )
    shown = found.get("Factor sum")
    if shown is not None and total is not None and shown != total:
        message = f"the page shows a factor sum of {shown}, its factors add up to {total}"
        findings.append(Finding("warning", message, field="Factor sum"))
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


def _in_range(name: str, value: Decimal, document: str, line: int) -> Decimal:
    low, high = _RANGES[name]
    if not low <= value <= high:
        raise DocumentError(f"the value is {value}; it is from {low} to {high}", document, line, name)
    return value
