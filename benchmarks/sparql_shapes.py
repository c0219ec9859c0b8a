"""Shapes of queries over the generated hub: eight, two of them asked again besides, and three that close a relation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["SHAPES", "Shape", "application", "point"]

_LABEL: Final = f"<{PREFIXES['skos']}prefLabel>"
_HUB: Final = f"<{ID}component/hub-registry>"


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape.

    Parameters
    ----------
    name
        What it is called.
    text
        Gives a query of it; another number gives other words for the same question, or another question of its kind.
    near
        Whether Oxigraph's own server is to be near.
    before
        Whether the very same question was asked before.
    """

    name: str
    text: Callable[[int], str]
    near: bool = False
    before: bool = False

    @property
    def counted(self) -> bool:
        """Whether it is one of the eight: never asked before, and no closure."""
        return not (self.before or "+" in self.name)


def point(iri: str) -> str:
    """Ask for what one component is and is called."""
    return f"SELECT ?class ?label {{ <{iri}> a ?class ; {_LABEL} ?label }}"


def application(number: int) -> str:
    """Give the IRI of an application of the hub."""
    return f"{ID}component/hub-application-{number % 3_000 + 1}"


def _star(iri: str) -> str:
    return f"SELECT ?p ?o ?q ?s {{ <{iri}> ?p ?o , ?s ; ?q ?s }}"


def _said(text: str) -> Callable[[int], str]:
    return lambda number: f"{text} # {number}"


SHAPES: Final = (
    Shape("point", lambda number: point(application(number)), near=True),
    Shape("point, asked before", lambda _number: point(application(71)), near=True, before=True),
    Shape("star, asked before", lambda _number: _star(application(71)), near=True, before=True),
    Shape(
        "star",
        lambda number: _star(application(number)),
        near=True,
    ),
    Shape(
        "star over a class",
        _said(
            f"SELECT ?edge ?a ?b ?relation {{ ?edge a <{AFT.Dependency}> ; <{AFT.dependent}> ?a ; <{AFT.dependee}> ?b "
            f"; <{AFT.relation}> ?relation ; <{AFT.hasQualifier}> <{AFT.SignatureVerified}> }}"
        ),
        near=True,
    ),
    Shape("count by class", _said("SELECT ?class (COUNT(*) AS ?n) { ?s a ?class } GROUP BY ?class")),
    Shape(
        "two steps",
        _said(
            f"SELECT ?agent ?publisher {{ ?agent a <{AFT.AIAgent}> ; <{AFT.usesModel}> ?model . "
            f"?model <{AFT.publishedBy}> ?publisher }}"
        ),
    ),
    Shape(
        "filter over labels",
        _said(f'SELECT ?s ?label {{ ?s {_LABEL} ?label FILTER(CONTAINS(STR(?label), "123")) }}'),
    ),
    Shape(
        "optional",
        _said(f"SELECT ?agent ?owner {{ ?agent a <{AFT.AIAgent}> OPTIONAL {{ ?agent <{AFT.accountable}> ?owner }} }}"),
    ),
    Shape(
        "first in order",
        _said(f"SELECT ?s ?label {{ ?s a <{AFT.Model}> ; {_LABEL} ?label }} ORDER BY ?label ?s LIMIT 20"),
    ),
    Shape(
        "dependsOn+ from an IRI",
        _said(f"SELECT ?x {{ ?x <{AFT.dependsOn}>+ <{ID}component/hub-worker-71> }}"),
    ),
    Shape(
        "dependsOn+ from a busy one",
        _said(f"SELECT ?x {{ ?x <{AFT.dependsOn}>+ <{ID}component/hub-worker-0> }}"),
    ),
    Shape(
        "derived+ from the hub",
        _said(f"SELECT (COUNT(*) AS ?n) {{ ?x (<{AFT.distributedThrough}>|<{AFT.derivedFrom}>)+ {_HUB} }}"),
    ),
)
"""What is asked."""
