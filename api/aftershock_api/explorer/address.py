"""A page's address as its state: the same page otherwise, with one thing more, less or changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.datastructures import URL

__all__ = ["Address"]

_PLACE: Final = ("offset",)
"""Where one stood in a list: no longer true once anything else changes."""


class Address:
    """The address of a page; what is chosen on it stands in its query, and nowhere else.

    Parameters
    ----------
    path
        Within the service.
    pairs
        Names and values of the query, in order. Empty values are left out: a form sends them for what was not chosen.

    Examples
    --------
    >>> here = Address("/explore/matrix", [("rows", "agents"), ("offset", "50"), ("heat", "")])
    >>> here.with_(heat="open"), here.drop("rows", "agents")
    ('/explore/matrix?rows=agents&heat=open', '/explore/matrix')
    >>> here.add("layer", "4")
    '/explore/matrix?rows=agents&layer=4'
    """

    def __init__(self, path: str, pairs: Collection[tuple[str, str]]) -> None:
        self.path = path
        self.pairs = tuple((name, value) for name, value in pairs if value != "" and name not in _PLACE)

    @classmethod
    def of(cls, url: URL) -> Address:
        """Take the address that was asked for.

        Parameters
        ----------
        url
            Of the request.
        """
        return cls(url.path, parse_qsl(url.query, keep_blank_values=True))

    @property
    def query(self) -> str:
        """The query, without what stands empty."""
        return urlencode(self.pairs)

    def at(self, path: str, *without: str) -> str:
        """Give the same question at another path.

        Parameters
        ----------
        path
            The other path.
        *without
            Names to leave out.
        """
        return _written(path, [(name, value) for name, value in self.pairs if name not in without])

    def with_(self, **changed: str | None) -> str:
        """Give this page with other values; ``None`` takes a name away, ``_`` in a name stands for a hyphen.

        Parameters
        ----------
        **changed
            By name.
        """
        given = {name.replace("_", "-"): value for name, value in changed.items()}
        kept = [(name, value) for name, value in self.pairs if name not in given]
        return _written(self.path, kept + [(name, value) for name, value in given.items() if value])

    def add(self, name: str, value: str) -> str:
        """Give this page with one value more under a name that may have several.

        Parameters
        ----------
        name, value
            What is added.
        """
        return _written(self.path, [*(pair for pair in self.pairs if pair != (name, value)), (name, value)])

    def drop(self, name: str, *values: str) -> str:
        """Give this page without a value of a name.

        Parameters
        ----------
        name
            The name.
        *values
            The value, as any of the texts that mean it.
        """
        return _written(self.path, [pair for pair in self.pairs if pair[0] != name or pair[1] not in values])

    def hidden(self, *shown: str) -> tuple[tuple[str, str], ...]:
        """Give what a form must carry along, besides the controls that it shows.

        Parameters
        ----------
        *shown
            Names that have controls.
        """
        return tuple(pair for pair in self.pairs if pair[0] not in shown)


def _written(path: str, pairs: Collection[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(list(pairs))}" if pairs else path
