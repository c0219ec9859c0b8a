"""What an update asks for, as data: operations of SPARQL 1.1 Update, and graphs that are put, added to or removed.

The text of an update is cut into these by `aftershock.isolation.updates`; the store carries them out.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ALL", "DEFAULT", "NAMED", "Kind", "Operation", "Section", "Update"]

Kind = Literal[
    "insert-data", "delete-data", "modify", "clear", "drop", "create", "copy", "move", "add", "put", "merge", "remove"
]

DEFAULT: Final = "DEFAULT"
"""The store's own default graph, as an operation on graphs names it."""

NAMED: Final = "NAMED"
"""All named graphs."""

ALL: Final = "ALL"
"""All graphs."""


@dataclass(frozen=True, slots=True)
class Section:
    """Statements of a template that go to one graph.

    Parameters
    ----------
    graph
        The graph as it is written (an IRI in brackets, a prefixed name, a variable); empty for the default graph.
    text
        The statements, as they are written.
    """

    graph: str
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation.

    Parameters
    ----------
    kind
        Which it is. ``"put"``, ``"merge"`` and ``"remove"`` are those of the Graph Store Protocol on `target`.
    prologue
        The prefixes and bases that hold where it stands, on one line.
    delete, insert
        What it takes away and adds.
    where
        The group of its WHERE with the brackets.
    with_graph
        The graph of its WITH as it is written, or empty.
    using, using_named
        The graphs of its USING and USING NAMED as they are written.
    silent
        Whether it does nothing where it cannot be done.
    source, target
        The graphs of an operation on graphs, as they are written, or `DEFAULT`, `NAMED`, `ALL`.
    bytes
        How long the statements are that came with a ``"put"`` or a ``"merge"``.
    there
        Whether the target of a ``"put"``, ``"merge"`` or ``"remove"`` must be there already; ``None`` where either
        will do.
    """

    kind: Kind
    prologue: str = ""
    delete: tuple[Section, ...] = ()
    insert: tuple[Section, ...] = ()
    where: str = ""
    with_graph: str = ""
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    silent: bool = False
    source: str = ""
    target: str = ""
    bytes: int = 0
    there: bool | None = None

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Operation:
        """Read what `as_json` wrote.

        Examples
        --------
        >>> clear = Operation("clear", target=ALL, silent=True)
        >>> Operation.from_json(clear.as_json()) == clear
        True
        """
        listed = {name: tuple(document[name]) for name in ("using", "using_named")}
        templates = {name: tuple(Section(**one) for one in document[name]) for name in ("delete", "insert")}
        return cls(**{**document, **listed, **templates})

    def as_json(self) -> dict[str, Any]:
        """Give the fields by name."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Update:
    """Operations that are done one after the other, all or none.

    Parameters
    ----------
    operations
        What is to be done.
    statements
        N-Quads of its ``"put"`` and ``"merge"`` operations, one after the other.
    label
        What is done, for the provenance graph.
    expected
        The revision it must meet; ``None`` where any will do.
    default
        What WHERE asks where nothing says otherwise: ``"union"`` of the current graphs, or ``"empty"``: the store's own
        default graph.
    """

    operations: tuple[Operation, ...]
    statements: bytes = b""
    label: str = "SPARQL update"
    expected: int | None = None
    default: Literal["union", "empty"] = "union"
