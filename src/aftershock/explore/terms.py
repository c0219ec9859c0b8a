"""The terms of the ontology by name: its classes, its properties, and the concepts that it names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.model.iri import local_name
from aftershock.projection.tsv import iri, rows, text
from aftershock.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from aftershock.projection.tsv import Ask

__all__ = ["PREFIX", "terms"]

PREFIX: Final = "aft:"
"""Stands before the local name of a term, as queries write it."""

_OWL: Final = "http://www.w3.org/2002/07/owl#"
_RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"

_KINDS: Final = (
    *(("Class", "class"), ("ObjectProperty", "property")),
    *(("DatatypeProperty", "property"), ("AnnotationProperty", "property")),
)


def terms(ask: Ask) -> tuple[tuple[str, str, str, str], ...]:
    """Read the terms of the ontology.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.

    Returns
    -------
    tuple of (kind, IRI, slug, label)
        The kind is ``class``, ``property`` or ``concept``; the slug is the name with its prefix, such as
        ``aft:dependsOn``.
    """
    kinds = " ".join(f'(<{_OWL}{kind}> "{called}")' for kind, called in _KINDS)
    answer = ask(
        f"SELECT ?t (MIN(?as) AS ?kind) (MIN(?l) AS ?label) {{ "
        f"?t <{_RDFS}isDefinedBy> <{NAMESPACE.removesuffix('#')}> ; <{_RDFS}label> ?l "
        f"OPTIONAL {{ VALUES (?k ?as) {{ {kinds} }} ?t a ?k }} "
        f'FILTER(STRSTARTS(STR(?t), "{NAMESPACE}")) }} GROUP BY ?t'
    )
    found = ((text(kind) or "concept", iri(one), text(label)) for one, kind, label in rows(answer))
    return tuple((kind, one, PREFIX + local_name(one), label) for kind, one, label in found)
