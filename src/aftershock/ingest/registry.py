"""Every format that is read, a line for each: its name, its reader, the media types and endings that mean it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
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
    packed
        Whether it may come packed; its reader then takes, as a second argument, how many bytes it may become.
    """

    name: str
    reader: str
    media_types: tuple[str, ...]
    suffixes: tuple[str, ...]
    described: str
    packed: bool = False


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
        Format(
            "debian-packages",
            _READERS + "debian:read",
            ("application/gzip", "application/x-gzip", "application/x-xz", "application/x-lz4"),
            (".gz", ".xz", ".lz4"),
            "a list of Debian packages: apt's Packages, plain, gz, xz or lz4, or dpkg's status file",
            packed=True,
        ),
    )
}
"""Name to format."""


def reader_of(name: str, unpacked: int | None = None) -> Callable[[Document], Reading]:
    """Give the reader of a format.

    Parameters
    ----------
    name
        The format's name.
    unpacked
        How many bytes a document may become when it is unpacked, where its format may come packed.

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
    found = getattr(import_module(module), function)
    if FORMATS[name].packed and unpacked is not None:
        found = partial(found, unpacked=unpacked)
    return cast("Callable[[Document], Reading]", found)
