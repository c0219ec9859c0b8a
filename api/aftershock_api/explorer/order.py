"""Columns that sort: by a link that works without script, with what is chosen in the address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeVar

from pydantic import BeforeValidator

from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from aftershock_api.explorer.address import Address

__all__ = ["Column", "Direction", "Head", "heads", "ordered"]

Item = TypeVar("Item")

Direction = Annotated[Literal["asc", "desc"] | None, BeforeValidator(lambda value: value or None)]
"""Of the order, in an address; left out: upwards for words, downwards for numbers."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Item]):
    """A column of a table.

    Parameters
    ----------
    name
        In an address; empty for a column that does not sort.
    text
        What stands above it.
    value
        What an item is sorted by; what has ``None`` or nothing comes last, either way.
    number
        Whether it holds numbers.
    first
        Which way it is sorted where nobody says; left out: upwards words, downwards numbers.
    """

    name: str
    text: str
    value: Callable[[Item], Any] = lambda _: None
    number: bool = False
    first: Literal["asc", "desc"] | None = None


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column: its link, empty where it does not sort, and ``aria-sort``, empty where it is not sorted."""

    name: str
    text: str
    number: bool
    href: str
    sorted: str


def ordered(
    items: Iterable[Item], columns: Sequence[Column[Item]], sort: str | None, direction: str | None
) -> list[Item]:
    """Sort items by a column; equal ones stay as they were.

    Parameters
    ----------
    items
        What is sorted.
    columns
        Those that there are.
    sort
        Name of one; as they are where it is ``None`` or empty.
    direction
        ``asc``, ``desc``, or ``None`` for what the column is looked at for.

    Raises
    ------
    UsageError
        If no column goes by the name.

    Examples
    --------
    >>> columns = [Column("name", "Name", str), Column("size", "Length", len, number=True)]
    >>> ordered(["bb", "", "A", "ccc"], columns, "name", None), ordered(["bb", "A", "ccc"], columns, "size", None)
    (['A', 'bb', 'ccc', ''], ['ccc', 'bb', 'A'])
    """
    found = list(items)
    if not sort:
        return found
    column = next((one for one in columns if one.name == sort), None)
    if column is None:
        raise UsageError(f"there is no column {sort!r} to sort by; there is {', '.join(_names(columns))}")
    keys = [(column.value(item), item) for item in found]
    filled = [(value.casefold() if isinstance(value, str) else value, item) for value, item in keys if _has(value)]
    filled.sort(key=lambda pair: pair[0], reverse=_downwards(column, direction))
    return [item for _, item in filled] + [item for value, item in keys if not _has(value)]


def heads(
    address: Address, columns: Sequence[Column[Any]], sort: str | None, direction: str | None
) -> tuple[Head, ...]:
    """Give the heads of a table: a link sorts by a column, and turns the order round where that is so already.

    Parameters
    ----------
    address
        Of the page.
    columns, sort, direction
        As `ordered` takes them.
    """
    found = []
    for column in columns:
        chosen = bool(column.name) and column.name == sort
        down = _downwards(column, direction) if chosen else False
        turned = ("asc" if down else "desc") if chosen else ("desc" if _downwards(column, None) else "asc")
        href = address.with_(sort=column.name, order=turned) if column.name else ""
        found.append(
            Head(
                column.name, column.text, column.number, href, ("descending" if down else "ascending") if chosen else ""
            )
        )
    return tuple(found)


def _downwards(column: Column[Any], direction: str | None) -> bool:
    wanted = direction or column.first or ("desc" if column.number else "asc")
    return wanted == "desc"


def _has(value: object) -> bool:
    return value is not None and value != ""


def _names(columns: Iterable[Column[Any]]) -> list[str]:
    return [column.name for column in columns if column.name]
