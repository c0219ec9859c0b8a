"""What INSERT and DELETE make of their templates, found out without touching a graph of anybody's.

Each part of a template is sent to a graph of its own, which is read and dropped: so the statements are known that an
operation adds and takes away. Where a variable stands for the graph, its name becomes part of that of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from pyoxigraph import NamedNode, Quad, Store

from aftershock.errors import EvaluationError
from aftershock.store.base import DEFAULT_GRAPH, PROVENANCE
from aftershock.store.operations import ALL, DEFAULT, NAMED
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pyoxigraph import QuerySolutions

    from aftershock.store.operations import Operation, Section

__all__ = ["Change", "changes_of", "names_of"]

_OURS: Final = "urn:aftershock:update:"
_MERGED: Final = NamedNode(_OURS + "using")
_VARIABLES: Final = ("?", "$")


@dataclass(frozen=True, slots=True)
class Change:
    """Statements that are added, or taken away.

    Parameters
    ----------
    adds
        Whether they are added.
    quads
        The statements, each in its graph.
    """

    adds: bool
    quads: Iterator[Quad]


def names_of(store: Store, operation: Operation, base: str) -> dict[str, str]:
    """Resolve the graphs that an operation names: from how each is written to its IRI.

    Parameters
    ----------
    store
        Any store of the engine's.
    operation
        The operation.
    base
        What relative IRIs are resolved against.

    Returns
    -------
    dict
        `DEFAULT` and the empty name stand for `DEFAULT_GRAPH`; `ALL` and `NAMED` for themselves.

    Examples
    --------
    >>> from aftershock.store.operations import Operation
    >>> names_of(Store(), Operation("clear", "PREFIX x: <http://x/>", target="x:a"), "http://y/")["x:a"]
    'http://x/a'
    """
    names = {"": DEFAULT_GRAPH, DEFAULT: DEFAULT_GRAPH, ALL: ALL, NAMED: NAMED}
    sections = (*operation.delete, *operation.insert)
    written = {one.graph for one in sections if not one.graph.startswith(_VARIABLES)}
    written |= {operation.source, operation.target, operation.with_graph, *operation.using, *operation.using_named}
    unknown = sorted(written - set(names))
    if not unknown:
        return names
    text = f"{operation.prologue} SELECT * {{ {' '.join(f'BIND({one} AS ?g{n})' for n, one in enumerate(unknown))} }}"
    (row,) = cast("QuerySolutions", store.query(text, base_iri=base, prefixes=PREFIXES))
    return names | {one: cast("NamedNode", row[f"g{n}"]).value for n, one in enumerate(unknown)}


def changes_of(store: Store, operation: Operation, base: str, default: str) -> Iterator[Change]:
    """Find out what an operation takes away and adds; it is to be carried out in this order, each before the next.

    Parameters
    ----------
    store
        The engine's store; it is the same afterwards.
    operation
        ``"insert-data"``, ``"delete-data"`` or ``"modify"``.
    base
        What relative IRIs are resolved against.
    default
        ``"union"`` or ``"empty"``: what WHERE asks where nothing says otherwise.

    Raises
    ------
    EvaluationError
        If the operation fails.
    """
    names = names_of(store, operation, base)
    taken = len(operation.delete)
    marked = [_Marked(n, one, n >= taken) for n, one in enumerate((*operation.delete, *operation.insert))]
    names[""] = names[operation.with_graph]
    scratch = Store() if operation.kind != "modify" else store
    into = " ".join(one.text for one in marked)
    if operation.kind == "modify":
        before, after = _asked(store, operation, names, default)
        text = f"{before} INSERT {{ {into} }} {after} WHERE {_where(operation, marked)}"
    else:
        text = f"INSERT DATA {{ {into} }}"
    try:
        scratch.update(f"{operation.prologue} {text}", base_iri=base, prefixes=PREFIXES)
    except (SyntaxError, RuntimeError, OSError, ValueError) as error:
        raise EvaluationError(f"the update failed: {error}") from error
    ours = [name for name in scratch.named_graphs() if isinstance(name, NamedNode) and name.value.startswith(_OURS)]
    found = [
        (one.adds, name, name.value.removeprefix(one.name) or names[one.section.graph])
        for one in marked
        for name in ours
        if name.value.startswith(one.name)
    ]
    if any(target == PROVENANCE for _, _, target in found):
        raise EvaluationError(
            f"<{PROVENANCE}> is kept by the store itself, and no update changes it; "
            "where a variable stands for graphs, leave it out with FILTER"
        )
    for adds, name, target in found:
        yield Change(adds, _moved(scratch, name, NamedNode(target)))
    for name in ours:
        scratch.remove_graph(name)


@dataclass(frozen=True, slots=True)
class _Marked:
    """A section, and the graph of ours that it is sent to."""

    number: int
    section: Section
    adds: bool

    @property
    def name(self) -> str:
        return f"{_OURS}{self.number}:"

    @property
    def text(self) -> str:
        graph = f"?_aftershock{self.number}" if self.section.graph.startswith(_VARIABLES) else f"<{self.name}>"
        return f"GRAPH {graph} {{ {self.section.text}\n }}"

    @property
    def binding(self) -> str:
        """What gives the variable its value: nothing where no IRI stands for the graph."""
        if not self.section.graph.startswith(_VARIABLES):
            return ""
        graph = self.section.graph
        return f"BIND(IF(isIRI({graph}), IRI(CONCAT('{self.name}', STR({graph}))), 1/0) AS ?_aftershock{self.number})"


def _where(operation: Operation, marked: list[_Marked]) -> str:
    bindings = " ".join(one.binding for one in marked if one.binding)
    return f"{{ {operation.where}\n {bindings} }}" if bindings else operation.where


def _asked(store: Store, operation: Operation, names: dict[str, str], default: str) -> tuple[str, str]:
    """Say what WHERE asks, before INSERT and after it."""
    asked = [names[one] for one in operation.using]
    named = [names[one] for one in operation.using_named]
    if not asked and not named:
        if default == "union":  # which the unnamed graph is
            return (f"WITH <{names['']}>" if operation.with_graph else ""), ""
        asked = [names[""]]
        named = [
            one.value
            for one in store.named_graphs()
            if isinstance(one, NamedNode) and one.value not in (PROVENANCE, DEFAULT_GRAPH)
        ]
    if len(asked) > 1:  # the engine would give a statement as often as there are graphs that make it
        for one in dict.fromkeys(asked):
            store.extend(
                Quad(quad.subject, quad.predicate, quad.object, _MERGED)
                for quad in store.quads_for_pattern(None, None, None, NamedNode(one))
            )
        asked = [_MERGED.value]
    return "", " ".join((*(f"USING <{one}>" for one in asked), *(f"USING NAMED <{one}>" for one in named)))


def _moved(store: Store, name: NamedNode, target: NamedNode) -> Iterator[Quad]:
    for quad in store.quads_for_pattern(None, None, None, name):
        yield Quad(quad.subject, quad.predicate, quad.object, target)
