"""A mitigation at a place, `MITIGATION@COMPONENT`: which half is meant, and which half is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.errors import UnknownNameError, UsageError
from aftershock.projection.estate import Deployment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.explore.view import View
    from aftershock.model.catalog import MitigationItem

__all__ = ["placed"]

_FORM: Final = "write MITIGATION@COMPONENT, or MITIGATION alone for wherever it helps"
_BEFORE: Final = " before '@'"


def placed(view: View, name: str) -> Deployment:
    """Find a mitigation, alone or on a component.

    Parameters
    ----------
    view
        Where names are looked up.
    name
        As it was typed. Both halves may have the sign in themselves, as package URLs do: the first sign counts before
        which there is a mitigation and behind which there is a component.

    Raises
    ------
    UnknownNameError
        If nothing goes by one of the halves, or by both; with the nearest.
    AmbiguousNameError
        If several things do.
    UsageError
        If a half is empty, or the mitigation lowers no rule, so that nothing changes with it.
    """
    if not name.strip():
        raise _nameless(view, name)
    wrong: UnknownNameError | None = None
    missing: UnknownNameError | None = None
    for left, right in _halves(name):
        try:
            item = view.mitigation(left)
        except UnknownNameError as error:
            missing = missing or error
            continue
        try:
            return _deployment(item, _component(view, name, item, right))
        except UnknownNameError as error:
            wrong = wrong or error
    try:
        return _deployment(view.mitigation(name), -1)  # a name without the sign, or with the sign in itself
    except UnknownNameError as error:
        raise wrong or _missing(view, name, missing or error) from None


def _halves(name: str) -> Iterator[tuple[str, str]]:
    """Give what stands before and behind each sign, if a mitigation can stand before it."""
    for place, sign in enumerate(name):
        if sign == "@" and name[:place].strip():
            yield name[:place].strip(), name[place + 1 :].strip()


def _deployment(item: MitigationItem, component: int) -> Deployment:
    if not item.rules:
        raise UsageError(f"{item.slug} lowers no rule, so that nothing changes with it")
    return Deployment(component, item.iri, present=True)


def _component(view: View, name: str, item: MitigationItem, half: str) -> int:
    """Find the component of the second half, where the first is a mitigation."""
    if not half:
        raise UsageError(f"{name!r} names no component after '@'; {_FORM}, here {item.slug!r}")
    try:
        return view.component(half)
    except UnknownNameError as error:
        shorter = half.partition("@")[0].strip()
        known = [shorter] if shorter != half and _is_component(view, shorter) else []
        near = list(dict.fromkeys([*known, *error.suggestions]))[:3]
        where = f"in {name!r} the mitigation is {item.slug!r}, but"
        raise UnknownNameError("component", half, near, where=where, allowed=_FORM) from None


def _missing(view: View, name: str, error: UnknownNameError) -> UsageError:
    """Say that a first half is no mitigation, and of the second half if it is wrong as well."""
    left, sign, right = name.partition("@")
    if not sign:
        return UnknownNameError(error.kind, name, error.suggestions, allowed=_FORM)
    if not left.strip():
        return _nameless(view, name, right.strip())
    also = "no component stands after '@' either; " if not right.strip() else ""
    if right.strip():
        try:
            view.component(right)
        except UsageError as other:
            also = f"{other}; "
    return UnknownNameError(
        "mitigation", left.strip(), error.suggestions, where=f"in {name!r}", allowed=f"{also}{_FORM}"
    )


def _nameless(view: View, name: str, component: str = "") -> UsageError:
    """Say that no mitigation is named, and give one that would do: the first that lowers a rule."""
    able = next((one.slug for one in view.mitigations if one.rules), "")
    place = f"@{component}" if component and _is_component(view, component) else ""
    example = f", such as {able + place!r}" if able else ""
    return UsageError(f"{name!r} names no mitigation{_BEFORE if '@' in name else ''}{example}; {_FORM}")


def _is_component(view: View, name: str) -> bool:
    try:
        view.component(name)
    except UsageError:
        return False
    return True
