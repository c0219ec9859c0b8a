"""Names in the ontology's namespace that a graph uses and the ontology does not have, with the lines they stand on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.model.documents import Finding
from aftershock.model.terms import unknown_term
from aftershock.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.model.terms import Use

__all__ = ["lines_of", "told"]

_TOLD: Final = 20
_SEARCHED: Final = 2_000_000  # bytes of a document in which lines are looked for

_PREFIX: Final = re.compile(rb"(?i)(?:@prefix|\bprefix)\s+([\w.-]*):\s*<" + re.escape(NAMESPACE.encode()) + rb">")
_TOKEN: Final = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""|' + rb"'''(?:[^'\\]|\\.|'(?!''))*'''|"
    rb'"(?:[^"\\\n]|\\.)*"|' + rb"'(?:[^'\\\n]|\\.)*'|"
    rb"<(?P<iri>[^<>\s]*)>|#[^\n]*|(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[\w-]+(?:\.[\w-]+)*)",
    re.DOTALL,
)


def told(used: Mapping[str, Use], text: bytes) -> tuple[Finding, ...]:
    r"""Say of each name what it is not, where it stands first, and which name is meant perhaps.

    Parameters
    ----------
    used
        IRIs that the ontology does not have, and as what they are used.
    text
        The document, Turtle or N-Triples.

    Returns
    -------
    tuple of Finding
        Warnings in the order of the text, 20 at the most; a last one says how many more there are.

    Examples
    --------
    >>> from aftershock.vocabulary import NAMESPACE
    >>> text = b"@prefix aft: <https://w3id.org/aftershock/ontology#> .\n<a> a aft:Regstry ."
    >>> [(one.line, one.message) for one in told({NAMESPACE + "Regstry": "class"}, text)]
    [(2, 'aft:Regstry is no class of the ontology; did you mean aft:Registry?')]
    """
    lines = lines_of(used, text) if used else {}
    ordered = sorted(used, key=lambda iri: (lines.get(iri, len(text)), iri))
    found = [Finding("warning", unknown_term(iri, used[iri]), lines.get(iri)) for iri in ordered[:_TOLD]]
    if len(ordered) > _TOLD:
        found.append(Finding("warning", f"{len(ordered) - _TOLD} more names are no terms of the ontology"))
    return tuple(found)


def lines_of(iris: Iterable[str], text: bytes) -> dict[str, int]:
    """Find the lines on which names of the ontology's namespace stand first, in no comment and no literal.

    Parameters
    ----------
    iris
        The names.
    text
        Turtle or N-Triples, of which the first 2 MB are searched.

    Returns
    -------
    dict
        Lines, counted from 1; without those that were not found.
    """
    text = text[:_SEARCHED]
    sought = {iri.removeprefix(NAMESPACE).encode(): iri for iri in iris}
    prefixes, space = set(_PREFIX.findall(text)), NAMESPACE.encode()
    found: dict[str, int] = {}
    for token in _TOKEN.finditer(text):
        iri, local = token["iri"], token["local"]
        if local is None and iri is not None and iri.startswith(space):
            local = iri.removeprefix(space)
        elif local is None or (token["prefix"] or b"") not in prefixes:
            continue
        name = sought.pop(local, None)
        if name is not None:
            found[name] = text.count(b"\n", 0, token.start()) + 1
            if not sought:
                break
    return found
