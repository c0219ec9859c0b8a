"""Terms of the ontology that there are, and what to say of one that there is not: the nearest, of the same kind."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from aftershock.resources import ontology_files
from aftershock.vocabulary import AFT, NAMESPACE, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["TERMS", "Use", "unknown_term"]

Use = Literal["class", "property", "term"]
"""As what a name is used: in the place of a class, of a property, or of a value."""

TERMS: Final = frozenset(value for name, value in vars(AFT).items() if not name.startswith("_"))
"""IRIs of all terms of the ontology."""

_KINDS: Final[Mapping[str, Use]] = {
    PREFIXES["owl"] + "Class": "class",
    PREFIXES["owl"] + "ObjectProperty": "property",
    PREFIXES["owl"] + "DatatypeProperty": "property",
}
_PLURAL: Final[Mapping[Use, str]] = {"class": "classes", "property": "properties", "term": "terms"}
_NEAR: Final = 0.8  # of Jaro's and Winkler's similarity: 'Agnet' is at 0.81 to 'AIAgent'
_TIE: Final = 0.01


def unknown_term(iri: str, use: Use) -> str:
    """Say that the ontology has no such term, and which is meant perhaps.

    Parameters
    ----------
    iri
        In the ontology's namespace.
    use
        As what it is used; what is near is of that kind.

    Returns
    -------
    str
        One sentence, without its full stop.

    Examples
    --------
    >>> unknown_term("https://w3id.org/aftershock/ontology#Agnet", "class")
    'aft:Agnet is no class of the ontology; did you mean aft:AIAgent?'
    >>> unknown_term("https://w3id.org/aftershock/ontology#dependsOm", "property")
    'aft:dependsOm is no property of the ontology; did you mean aft:dependsOn?'
    """
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    name = iri.removeprefix(NAMESPACE)
    matches = process.extract(
        name,
        sorted(one.removeprefix(NAMESPACE) for one in _of(use)),
        scorer=JaroWinkler.similarity,
        processor=str.casefold,
        score_cutoff=_NEAR,
        limit=3,
    )
    near = [f"aft:{match}" for match, score, _ in matches if score >= matches[0][1] - _TIE]
    if near:
        return f"aft:{name} is no {use} of the ontology; did you mean {' or '.join(near)}?"
    return (
        f"aft:{name} is no {use} of the ontology, and none of its {_PLURAL[use]} has a name near that; "
        "terms of your own need a namespace of their own"
    )


@cache
def _of(use: Use) -> frozenset[str]:
    if use == "term":
        return TERMS
    from pyoxigraph import NamedNode, RdfFormat, parse

    kind_of = NamedNode(PREFIXES["rdf"] + "type")
    return frozenset(
        quad.subject.value
        for path in ontology_files()
        for quad in parse(path=path, format=RdfFormat.TURTLE, base_iri=NAMESPACE)
        if quad.predicate == kind_of
        and isinstance(quad.subject, NamedNode)
        and isinstance(quad.object, NamedNode)
        and _KINDS.get(quad.object.value) == use
        and quad.subject.value in TERMS
    )
