"""Statements as the store keeps them, written as Turtle with our prefixes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.vocabulary import AFT, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Term", "node_turtle", "triple_turtle"]

Term = dict[str, str]
"""A term as the SPARQL 1.1 Query Results JSON Format has it; empty where nothing is bound."""

_SHORT: Final = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?\Z", re.ASCII)
_ESCAPED: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})
_TYPE: Final = PREFIXES["rdf"] + "type"
_FIRST: Final = (_TYPE, AFT.dependent, AFT.relation, AFT.dependee, AFT.sourceCertainty)


def triple_turtle(subject: str, property_: str, value: str) -> str:
    """Write a statement that is a bare triple of three IRIs.

    Parameters
    ----------
    subject, property_, value
        IRIs.

    Examples
    --------
    >>> triple_turtle("urn:x", AFT.dependsOn, "https://w3id.org/aftershock/id/component/y")
    '<urn:x> aft:dependsOn component:y .'
    """
    return f"{_short(subject)} {_short(property_)} {_short(value)} ."


def node_turtle(node: str, said: Iterable[tuple[str, Term]]) -> str:
    r"""Write a statement that has an IRI of its own.

    Parameters
    ----------
    node
        Its IRI.
    said
        Its properties and their values; what makes it a relation is written first.

    Examples
    --------
    >>> text = {"type": "literal", "value": 'A "note"', "xml:lang": "en"}
    >>> kind = {"type": "uri", "value": AFT.Dependency}
    >>> print(node_turtle("urn:d", [(PREFIXES["skos"] + "note", text), (PREFIXES["rdf"] + "type", kind)]))
    <urn:d>
        a aft:Dependency ;
        skos:note "A \"note\""@en .
    """
    ranks = {name: place for place, name in enumerate(_FIRST)}
    ordered = sorted(said, key=lambda pair: (ranks.get(pair[0], len(ranks)), pair[0], pair[1]["value"]))
    lines = [f"{'a' if name == _TYPE else _short(name)} {_written(value)}" for name, value in ordered]
    return f"{_short(node)}\n    " + " ;\n    ".join(lines) + " ."


def _written(term: Term) -> str:
    if term["type"] != "literal":
        return _short(term["value"])
    text = f'"{term["value"].translate(_ESCAPED)}"'
    if language := term.get("xml:lang"):
        return f"{text}@{language}"
    kind = term.get("datatype", "")
    return text if kind in ("", PREFIXES["xsd"] + "string") else f"{text}^^{_short(kind)}"


def _short(iri: str) -> str:
    """Write an IRI with the prefix that shortens it most, as our Turtle has it, else in brackets."""
    spaces = ((name, space) for name, space in PREFIXES.items() if iri.startswith(space))
    name, space = max(spaces, key=lambda pair: len(pair[1]), default=("", ""))
    rest = iri.removeprefix(space)
    return f"{name}:{rest}" if name and _SHORT.match(rest) else f"<{iri}>"
