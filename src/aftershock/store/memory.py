"""A store in memory: for previews, tests, and graphs that need no tomorrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import Store

from aftershock.store.answering import answer
from aftershock.store.dumping import dump
from aftershock.store.holdings import Holdings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.store.base import Answer, Caps, Dataset, GraphEntry, Publication, Published

__all__ = ["MemoryStore"]


class MemoryStore:
    r"""A store that is gone when it is closed.

    A publication of more than 5,000 statements that turns out not to parse leaves what came before the fault behind;
    `EmbeddedStore` does not.

    Examples
    --------
    >>> from aftershock.store.base import Edition, Publication
    >>> store = MemoryStore()
    >>> quad = b"<http://x/a> <http://x/p> <http://x/b> <http://x/g> ."
    >>> store.publish(Publication((Edition("http://x/g", "source"),), quad)).outcome
    'added'
    >>> store.dump("ntriples")
    b'<http://x/a> <http://x/p> <http://x/b> .\n'
    """

    def __init__(self) -> None:
        self._holdings = Holdings(Store())

    def revision(self) -> int:
        """Give the number of the last change."""
        return self._holdings.revision

    def graphs(self) -> tuple[GraphEntry, ...]:
        """Give the index: current and superseded graphs, by IRI."""
        return self._holdings.index()

    def query(self, text: str, dataset: Dataset, formats: Sequence[str], caps: Caps) -> Answer:
        """Answer a query, see `aftershock.store.base.QuadStore.query`."""
        return answer(self._holdings.store, text, dataset, formats, caps)

    def publish(self, publication: Publication) -> Published:
        """Publish graphs, see `aftershock.store.base.QuadStore.publish`."""
        return self._holdings.publish(publication)

    def dump(self, notation: str, graph: str | None = None) -> bytes:
        """Give statements, see `aftershock.store.dumping.dump`."""
        return b"".join(dump(self._holdings.store, notation, graph))

    def close(self) -> None:
        """Forget everything."""
        self._holdings = Holdings(Store())
