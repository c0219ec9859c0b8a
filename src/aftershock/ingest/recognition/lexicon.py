"""The catalogue's labels: what each threat, weakness, consequence and control is called."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from aftershock import resources
from aftershock.errors import ModelError
from aftershock.vocabulary import AFT, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Concept", "Kind", "Lexicon", "read_lexicon", "shipped_lexicon"]

Kind = Literal["threat", "weakness", "consequence", "control"]

_KINDS: Final[dict[str, Kind]] = {
    AFT.Threat: "threat",
    AFT.Weakness: "weakness",
    AFT.Consequence: "consequence",
    AFT.SecurityControl: "control",
}
_TYPE: Final = PREFIXES["rdf"] + "type"
_PREFERRED: Final = PREFIXES["skos"] + "prefLabel"
_LABELS: Final = (_PREFERRED, PREFIXES["skos"] + "altLabel", PREFIXES["skos"] + "hiddenLabel")


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that recognition can find in words.

    Parameters
    ----------
    slug
        The last part of its IRI.
    kind
        What it is; a control is found so that its lack can be.
    label
        The preferred label.
    labels
        All labels, preferred, alternative and hidden, in a fixed order.
    lack_of
        Of a weakness: the slug of the control whose lack it is.
    """

    slug: str
    kind: Kind
    label: str
    labels: tuple[str, ...]
    lack_of: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All that recognition can find.

    Parameters
    ----------
    concepts
        In the order of their kinds and slugs.
    """

    concepts: tuple[Concept, ...]

    def weakness_for(self, control: str) -> Concept | None:
        """Give the weakness that is the lack of a control, if the catalogue has one.

        Parameters
        ----------
        control
            The control's slug.

        Examples
        --------
        >>> shipped_lexicon().weakness_for("access-control").slug
        'missing-rbac'
        """
        return next((concept for concept in self.concepts if concept.lack_of == control), None)


def read_lexicon(documents: Iterable[bytes]) -> Lexicon:
    """Read concepts from Turtle.

    Parameters
    ----------
    documents
        Turtle files as bytes, such as ``threats.ttl`` and ``controls.ttl`` of the catalogue.

    Returns
    -------
    Lexicon
        Every threat, weakness, consequence and control that has a preferred label.

    Raises
    ------
    ModelError
        If a concept has no preferred label.

    Examples
    --------
    >>> turtle = b'''@prefix aft: <https://w3id.org/aftershock/ontology#> .
    ... @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    ... <https://w3id.org/aftershock/id/threat/noise> a aft:Threat ; skos:prefLabel "Noise"@en .'''
    >>> [concept.label for concept in read_lexicon([turtle]).concepts]
    ['Noise']
    """
    from pyoxigraph import RdfFormat, parse

    kinds: dict[str, Kind] = {}
    labels: dict[tuple[str, str], list[str]] = {}
    lacks: dict[str, str] = {}
    for document in documents:
        for quad in parse(document, format=RdfFormat.TURTLE):
            subject, predicate = str(quad.subject.value), str(quad.predicate.value)
            value = str(quad.object.value)
            if predicate == _TYPE and value in _KINDS:
                kinds[subject] = _KINDS[value]
            elif predicate in _LABELS:
                labels.setdefault((subject, predicate), []).append(value)
            elif predicate == AFT.lackOf:
                lacks[subject] = _slug(value)
    order = list(_KINDS.values())
    return Lexicon(
        tuple(
            _concept(iri, kinds[iri], labels, lacks.get(iri))
            for iri in sorted(kinds, key=lambda iri: (order.index(kinds[iri]), iri))
        )
    )


@cache
def shipped_lexicon() -> Lexicon:
    """Give the lexicon of the catalogue that travels with the library.

    Examples
    --------
    >>> next(concept.label for concept in shipped_lexicon().concepts if concept.slug == "container-escape")
    'Container escape'
    """
    wanted = ("catalog/threats.ttl", "catalog/controls.ttl")
    return read_lexicon(
        path.read_bytes() for path in resources.catalog_files() if f"{path.parent.name}/{path.name}" in wanted
    )


def _concept(iri: str, kind: Kind, labels: dict[tuple[str, str], list[str]], lack_of: str | None) -> Concept:
    preferred = labels.get((iri, _PREFERRED))
    if not preferred:
        raise ModelError(f"the catalogue gives no preferred label for <{iri}>; recognition needs one")
    every = [label for predicate in _LABELS for label in sorted(labels.get((iri, predicate), ()))]
    return Concept(_slug(iri), kind, preferred[0], tuple(every), lack_of)


def _slug(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]
