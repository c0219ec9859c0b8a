"""What a reader hands on: a document as quads, and what is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aftershock.model.documents import Finding

__all__ = ["Reading"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, read.

    Parameters
    ----------
    format
        The format's name.
    document
        IRI of the document.
    lineage
        IRI of what all editions of the document have in common.
    graphs
        IRIs of the named graphs that hold it, the source graph first.
    quads
        How many quads there are.
    agents
        IRIs of the agents it describes, sorted.
    findings
        What the reader noticed.
    nquads
        The quads as N-Quads, sorted for pages, in the document's order for graphs.
    """

    format: str
    document: str
    lineage: str
    graphs: tuple[str, ...]
    quads: int
    agents: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    nquads: bytes = field(default=b"", repr=False)
