"""What a write did, and what a graph that is written comes as."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["GraphPart", "Written"]


@dataclass(frozen=True, slots=True)
class Written:
    """What an update, or a graph put, added to or removed, did.

    Parameters
    ----------
    revision
        The store's revision now; where nothing changed it stays.
    added, removed
        How many statements.
    changed
        IRIs of the graphs that say something else than before, or are new, or gone.
    made
        Those of them that were not there before.
    findings
        What the shapes noticed, where they were asked, and did not refuse.
    """

    revision: str
    added: int = 0
    removed: int = 0
    changed: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GraphPart:
    """Statements of a graph as they were sent.

    Parameters
    ----------
    content
        The bytes.
    notation
        ``"turtle"``, ``"ntriples"``, ``"rdfxml"`` or ``"jsonld"``.
    """

    content: bytes = field(repr=False)
    notation: str
