"""The graph that is validated: a document on the ground of the ontology and the catalogue, in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from aftershock.errors import DocumentError, ModelError
from aftershock.resources import catalog_files, graph_path, ontology_files
from aftershock.validation.report import Result
from aftershock.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from aftershock.validation.report import Severity

__all__ = ["Ground"]

_SUBCLASS = ox.NamedNode(PREFIXES["rdfs"] + "subClassOf")


class Ground:
    """A document beside shipped files, each in its own named graph; queries see the union of all.

    Parameters
    ----------
    document
        N-Quads.
    context
        Turtle files; by default the ontology and the catalogue.

    Raises
    ------
    DocumentError
        If the document is not N-Quads.
    """

    def __init__(self, document: bytes, context: Iterable[Path] | None = None) -> None:
        self._store = ox.Store()
        for path in (*ontology_files(), *catalog_files()) if context is None else context:
            graph = ox.NamedNode(ID + graph_path(path))
            self._store.bulk_load(path=path, format=ox.RdfFormat.TURTLE, base_iri=graph.value, to_graph=graph)
        try:
            self._store.bulk_load(document, format=ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise DocumentError(f"not N-Quads: {error.msg}", "the document", error.lineno) from error
        self._below: dict[str, tuple[str, ...]] = {}

    def below(self, class_: str) -> tuple[str, ...]:
        """Give a class and all below it, sorted.

        Parameters
        ----------
        class_
            IRI.
        """
        if class_ not in self._below:
            found, pending = {class_}, [class_]
            while pending:
                quads = self._store.quads_for_pattern(None, _SUBCLASS, ox.NamedNode(pending.pop()))
                new = {quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)} - found
                found |= new
                pending += new
            self._below[class_] = tuple(sorted(found))
        return self._below[class_]

    def results(
        self, text: str, *, shape: str, severity: Severity, message: str, path: str = "", focus: str = "this"
    ) -> Iterator[Result]:
        """Ask a query whose rows are things that are wrong.

        Parameters
        ----------
        text
            A SELECT; see `aftershock.validation.queries.Query`.
        shape, severity, message
            Of the results.
        path
            Of the results, where the rows do not say it.
        focus
            The variable for what is wrong.

        Yields
        ------
        Result
            One for each row.

        Raises
        ------
        ModelError
            If the query does not parse, or has no such variable.
        """
        try:
            rows = self._store.query(text, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise ModelError(f"the query of {shape} does not parse: {error}") from error
        if not isinstance(rows, ox.QuerySolutions):
            raise ModelError(f"the query of {shape} is no SELECT")
        names = [variable.value for variable in rows.variables]
        if focus not in names:
            raise ModelError(f"the query of {shape} has no ?{focus}")
        with_value, with_path = "value" in names, "path" in names
        for row in rows:
            said = row["path"] if with_path else None
            yield Result(
                severity=severity,
                shape=shape,
                focus=_plain(row[focus]),
                path=_plain(said) if said is not None else path,
                value=str(row["value"]) if with_value and row["value"] is not None else "",
                message=message,
            )


def _plain(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)
