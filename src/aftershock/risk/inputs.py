"""Inputs of an assessment, read and checked: numbers and the ten factors."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from aftershock.errors import DocumentError, UnknownNameError
from aftershock.risk.factors import FACTOR_SETS, TENTH, Factor, factor_named, factor_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aftershock.risk.methods import Form, Range

__all__ = ["Factors", "Number", "checked", "number", "read_factors"]

Number = Decimal | float | int | str

_DIGITS = 30
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")


@dataclass(frozen=True, slots=True)
class Factors:
    """The ten factors of one assessment.

    Parameters
    ----------
    known
        Name to value, in the method's order.
    missing
        Names of those that nobody gave.
    notes
        What the reader should know of them.
    """

    known: Mapping[str, Decimal]
    missing: tuple[str, ...]
    notes: tuple[str, ...]


def number(value: Number, field: str) -> Decimal:
    """Read a number exactly as it was written.

    Parameters
    ----------
    value
        A decimal, an integer, a text such as ``"0.10"``, or a float (taken as its shortest decimal form).
    field
        What the number is, for errors.

    Raises
    ------
    DocumentError
        If it is not a finite number of at most 30 digits.

    Examples
    --------
    >>> number(0.1, "Autonomy of Action")
    Decimal('0.1')
    """
    text = str(value).strip()
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise DocumentError(
            f"{text[:60]!r} is not a number; write one such as 0.5, or leave it out where it is not known", field=field
        )
    read = Decimal(text)
    _, digits, exponent = read.as_tuple()
    if len(digits) > _DIGITS or abs(int(exponent)) > _DIGITS:
        raise DocumentError(f"the number has more than {_DIGITS} digits", field=field)
    return abs(read) if read.is_zero() else read


def checked(value: Decimal, allowed: Range, method: str, field: str, also: str = "") -> Decimal:
    """Hold a number against what a method allows.

    Parameters
    ----------
    value
        The number.
    allowed
        Levels or range.
    method
        The method's name, for errors.
    field
        What the number is called where it was written.
    also
        The method's own name of it, where that is another.

    Raises
    ------
    DocumentError
        If it is not allowed; the sentence names the allowed values and the nearest.
    """
    fits = value in allowed.levels if allowed.strict else allowed.least <= value <= allowed.most
    if fits:
        return value
    what = f" for {also!r}" if also and also != field else ""
    raise DocumentError(
        f"the value is {value}; {method} allows {_allowed(allowed)}{what} (nearest: {_nearest(value, allowed)})",
        field=field,
    )


def _allowed(allowed: Range) -> str:
    if allowed.strict:
        shown = [str(level) for level in allowed.levels]
        return f"{', '.join(shown[:-1])} or {shown[-1]}"
    return f"{allowed.least} to {allowed.most}"


def _nearest(value: Decimal, allowed: Range) -> str:
    candidates = allowed.levels if allowed.strict else (allowed.least, allowed.most)
    least = min(abs(candidate - value) for candidate in candidates)
    return " or ".join(str(candidate) for candidate in candidates if abs(candidate - value) == least)


def read_factors(given: Mapping[str, Number | None], form: Form) -> Factors:
    """Read and check the ten factors of a form.

    Parameters
    ----------
    given
        Factor name (of any set) to value; ``None`` where it is not known.
    form
        The form of the method.

    Raises
    ------
    UnknownNameError
        If a name is no factor's; the nearest are suggested.
    DocumentError
        If a value is not allowed, or two names mean one factor.
    """
    own = FACTOR_SETS[form.factor_set]
    tenth = next(factor for factor in own if factor.key == TENTH[form.factor_set])
    cells = _by_factor(given)
    known: dict[str, Decimal] = {}
    missing: list[str] = []
    notes: list[str] = []
    beside = next((factor for factor in cells if factor not in own and cells[factor][1] is not None), None)
    if beside is not None and tenth in cells and cells[tenth][1] is not None:
        notes.append(f"{cells[beside][0]!r} is no factor of {form.name} and was left out")
        beside = None
    for factor in own:
        called, value = cells.get(factor, ("", None))
        name = _name(factor, form)
        if value is None and factor is tenth and beside is not None:
            called, value = cells[beside]
            notes.append(f"{called!r} takes the place of {name!r}, which {form.name} has and the input does not")
        if value is None:
            missing.append(name)
        else:
            known[name] = checked(number(value, called), form.factor, form.name, called, name)
    return Factors(known, tuple(missing), (*notes, *_off_levels(known, form)))


def _name(factor: Factor, form: Form) -> str:
    return factor.current if form.factor_set == "current" else factor.former


def _by_factor(given: Mapping[str, Number | None]) -> dict[Factor, tuple[str, Number | None]]:
    cells: dict[Factor, tuple[str, Number | None]] = {}
    for called, value in given.items():
        factor = factor_named(called)
        if factor is None:
            raise UnknownNameError("AIVSS factor", called, factor_names(called, cutoff=0.5))
        if factor in cells:
            raise DocumentError(f"{cells[factor][0]!r} and {called!r} are the same factor; give it once", field=called)
        cells[factor] = (called, value)
    return cells


def _off_levels(known: Mapping[str, Decimal], form: Form) -> tuple[str, ...]:
    """Say which values a form took that no published level is."""
    off = [name for name, value in known.items() if value not in form.factor.levels]
    if not off:
        return ()
    levels = ", ".join(str(level) for level in form.factor.levels)
    notes = [f"taken as given, though {form.levels_of} has the levels {levels} only: {', '.join(off)}"]
    fine = [name for name in off if known[name] % Decimal("0.1")]
    if fine and form.name == "directory":
        notes.append(f"finer than the directory's steps of 0.1: {', '.join(fine)}")
    return tuple(notes)
