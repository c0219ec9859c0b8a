"""A table of agents or risks, scored row by row.

Two column sets are read: the agent directory's (``slug``, factor names, ``cvss_base``, ``threat_multiplier``,
``mitigation_factor``) and that of worked examples (``risk``, ``f_autonomy`` and so on, ``cvss_vector``, ``thm``,
``mf``). Other columns are left alone, unless they look like a misspelt one of these.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from aftershock.errors import DocumentError, UsageError
from aftershock.model.documents import Document
from aftershock.model.risk import ScoredRow
from aftershock.risk.aivss import aivss
from aftershock.risk.factors import FACTOR_SETS, TENTH, Factor, factor_named, factor_names
from aftershock.risk.methods import form_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from aftershock.model.risk import Assessment, Method

__all__ = ["score_file", "score_table"]

_INPUTS = {
    "slug": "slug",
    "risk": "risk",
    "cvss_base": "cvss_base",
    "cvss_vector": "cvss_vector",
    "threat_multiplier": "threat_multiplier",
    "thm": "threat_multiplier",
    "mitigation_factor": "mitigation_factor",
    "mf": "mitigation_factor",
}
_DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where in a row what stands: position by input, and by the factor's name as the header writes it."""

    inputs: Mapping[str, int]
    factors: Mapping[str, int]
    header: tuple[str, ...]
    absent: tuple[str, ...]
    unused: tuple[str, ...]

    def called(self, field: str) -> str:
        """Give what the header calls an input; a factor is called so already."""
        return self.header[self.inputs[field]] if field in self.inputs else field


def score_file(path: str | Path, method: Method) -> tuple[ScoredRow, ...]:
    """Score every row of a table in a file.

    Parameters
    ----------
    path
        A CSV file.
    method
        The form of the method.

    Raises
    ------
    UsageError
        If there is no such file, or it is a folder.
    DocumentError
        As `score_table` does.
    """
    place = Path(path)
    if place.is_dir():
        raise UsageError(f"{place} is a folder; give one CSV file in it")
    if not place.exists():
        beside = [other.name for other in place.parent.iterdir()] if place.parent.is_dir() else []
        near = difflib.get_close_matches(place.name, beside, n=1)
        raise UsageError(f"there is no file {place}" + (f"; did you mean {place.parent / near[0]}?" if near else ""))
    return score_table(Document.from_path(place), method)


def score_table(document: Document, method: Method) -> tuple[ScoredRow, ...]:
    """Score every row of a table.

    Parameters
    ----------
    document
        UTF-8 text, with or without a byte order mark; columns separated by commas, semicolons (decimal commas are
        understood then) or tabs; one header line.
    method
        The form of the method.

    Returns
    -------
    tuple of ScoredRow
        In the table's order.

    Raises
    ------
    DocumentError
        If it is no such table, a column looks like a misspelt one, a slug is there twice, or a value is not what the
        method allows; with line and column.
    UnknownNameError
        If there is no such method.

    Examples
    --------
    >>> lines = [b"slug,f_autonomy,f_tools,cvss_base", b"bot,1,0.3,8.0"]
    >>> score_table(Document(bytes([10]).join(lines), "agents.csv"), "v0.8")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
        ...
    aftershock.errors.DocumentError: agents.csv, line 2, 'f_tools': the value is 0.3; v0.8 allows 0.0, 0.5 or 1.0 ...
    """
    form = form_named(method)
    text = _text(document)
    delimiter = max(_DELIMITERS, key=next((line for line in text.splitlines() if line.strip()), "").count)
    lines = _lines(text, delimiter, document.name)
    line, header = next(lines, (0, []))
    if not header:
        raise DocumentError("the table is empty; it needs a header line and a row for each agent", document.name)
    columns = _columns(header, form.factor_set, document.name, line)
    seen: dict[str, int] = {}
    rows = []
    for line, cells in lines:
        if len(cells) != len(header):
            raise DocumentError(f"{len(cells)} cells, where the header has {len(header)} columns", document.name, line)
        slug, field = _slug(cells, columns, document.name, line)
        if slug in seen:
            raise DocumentError(
                f"{slug!r} is already on line {seen[slug]}; give each row its own", document.name, line, field
            )
        seen[slug] = line
        rows.append(ScoredRow(slug, line, _assess(cells, columns, method, delimiter, document.name, line)))
    if not rows:
        raise DocumentError("the table has a header and no rows", document.name, line)
    return tuple(rows)


def _text(document: Document) -> str:
    if document.content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DocumentError("the table is UTF-16 text; save it as UTF-8", document.name)
    try:
        text = document.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = document.content.count(b"\n", 0, error.start) + 1
        raise DocumentError("the table is not UTF-8 text; save it as UTF-8", document.name, line) from error
    if "\0" in text:
        raise DocumentError(
            "the table has a NUL byte and is no text", document.name, text.count("\n", 0, text.index("\0")) + 1
        )
    return text


def _lines(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row that is not blank, with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        begins = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise DocumentError(f"the row cannot be read: {error}", name, begins) from error
        if any(cell.strip() for cell in cells):
            yield begins, [cell.strip() for cell in cells]


def _columns(header: list[str], factor_set: str, name: str, line: int) -> _Columns:
    inputs: dict[str, int] = {}
    factors: dict[Factor, int] = {}
    for position, column in enumerate(header):
        key = re.sub(r"[\s_]+", "_", column.casefold())
        factor = factor_named(column)
        if key in _INPUTS:
            taken = inputs.setdefault(_INPUTS[key], position)
        elif factor is not None:
            taken = factors.setdefault(factor, position)
        else:
            _refuse_misspelt(column, key, name, line)
            continue
        if taken != position:
            raise DocumentError(f"the column {header[taken]!r} says the same; keep one of them", name, line, column)
    if not factors:
        wanted = ", ".join(repr(factor.former or factor.current) for factor in FACTOR_SETS[factor_set])
        raise DocumentError(f"no column is an AIVSS factor; expected are {wanted}", name, line)
    if "slug" not in inputs and "risk" not in inputs:
        raise DocumentError("no column is called 'slug' (nor 'risk', from which a slug could be made)", name, line)
    tenths = {factor for factor in factors if factor.key in TENTH.values()}
    absent = tuple(
        factor.current if factor_set == "current" else factor.former
        for factor in FACTOR_SETS[factor_set]
        if factor not in factors and not (factor.key in TENTH.values() and tenths)
    )
    used = {*inputs.values(), *factors.values()}
    unused = tuple(column for position, column in enumerate(header) if column and position not in used)
    return _Columns(
        inputs, {header[position]: position for position in factors.values()}, tuple(header), absent, unused
    )


def _refuse_misspelt(column: str, key: str, name: str, line: int) -> None:
    near = factor_names(column, cutoff=0.6 if key.startswith("f_") else 0.8)
    near = near or tuple(
        difflib.get_close_matches(key, [known for known in _INPUTS if len(known) > 4], n=1, cutoff=0.8)
    )
    if near:
        raise DocumentError(
            f"the column is none that is known, and looks like {near[0]!r}; correct it, or rename it",
            name,
            line,
            column,
        )


def _slug(cells: list[str], columns: _Columns, name: str, line: int) -> tuple[str, str]:
    """Give the row's slug and the column it comes from; the text of `risk` is made into one."""
    for source in ("slug", "risk"):
        text = cells[columns.inputs[source]] if source in columns.inputs else ""
        if text:
            slug = text if source == "slug" else re.sub(r"[\W_]+", "-", text.casefold()).strip("-")
            return slug, columns.called(source)
    raise DocumentError(
        "the row has no slug", name, line, columns.called("slug" if "slug" in columns.inputs else "risk")
    )


def _assess(cells: list[str], columns: _Columns, method: Method, delimiter: str, name: str, line: int) -> Assessment:
    def cell(position: int | None) -> str | None:
        text = "" if position is None else cells[position]
        return (text.replace(",", ".") if delimiter == ";" else text) or None

    inputs = columns.inputs
    try:
        assessment = aivss(
            {factor: cell(position) for factor, position in columns.factors.items()},
            method=method,
            cvss_base=cell(inputs.get("cvss_base")),
            cvss_vector=cell(inputs.get("cvss_vector")),
            threat_multiplier=cell(inputs.get("threat_multiplier")),
            mitigation_factor=cell(inputs.get("mitigation_factor")),
        )
    except DocumentError as error:
        raise DocumentError(error.message, name, line, columns.called(error.field or "")) from error
    if not columns.absent:
        return assessment
    unused = f"; columns that were not used: {', '.join(columns.unused)}" if columns.unused else ""
    note = f"the table has no column for {', '.join(columns.absent)}{unused}"
    return replace(assessment, notes=(*assessment.notes, note))
