"""Every format that is read, a line for each: its name, its reader, the media types and endings that mean it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from aftershock.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from aftershock.ingest.reading import Reading
    from aftershock.model.documents import Document

__all__ = ["FORMATS", "Format", "reader_of"]


@dataclass(frozen=True, slots=True)
class Format:
    """A format that is read.

    Parameters
    ----------
    name
        Its name.
    reader
        Module and function that read it; imported when first used.
    media_types
        Those that mean it, and those that may.
    suffixes
        Endings of names that mean it, or may.
    described
        What it is, for people.
    """

    name: str
    reader: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    described: str


_READERS: Final = "aftershock.ingest.readers."
FORMATS: Final = {
    known.name: known
    for known in (
        Format(
            "agent-page",
            _READERS + "agent_page:read",
            ("text/html", "text/plain", "application/xhtml+xml", "text/markdown"),
            (".html", ".htm", ".xhtml", ".txt", ".md"),
            "an agent's threat-model page, as text or HTML",
        ),
        Format(
            "turtle",
            _READERS + "turtle:read_turtle",
            ("text/turtle", "application/x-turtle"),
            (".ttl", ".turtle"),
            "RDF in Turtle, in the terms of our ontology",
        ),
        Format(
            "n-triples",
            _READERS + "turtle:read_ntriples",
            ("application/n-triples",),
            (".nt",),
            "RDF in N-Triples, in the terms of our ontology",
        ),
    )
}
"""Name to format."""


def reader_of(name: str) -> Callable[[Document], Reading]:
    """Give the reader of a format.

    Parameters
    ----------
    name
        The format's name.

    Raises
    ------
    UsageError
        If there is no such format.

    Examples
    --------
    >>> reader_of("turtle").__name__
    'read_turtle'
    """
    if name not in FORMATS:
        raise UsageError(f"no format is called {name!r}; the formats are {', '.join(FORMATS)}")
    module, _, function = FORMATS[name].reader.partition(":")
    return cast("Callable[[Document], Reading]", getattr(import_module(module), function))
