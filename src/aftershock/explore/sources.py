"""What documents are called, for pages that nobody serves: by their titles, else by their files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.explore.page import within
from aftershock.projection.tsv import iri, rows, text
from aftershock.vocabulary import ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.projection.tsv import Ask

__all__ = ["titles"]

_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
"""What may stand as an IRI in a query."""

_AT_ONCE: Final = 200
_SHORT: Final = 12


def titles(ask: Ask, documents: Iterable[str]) -> dict[str, str]:
    r"""Say what documents are called.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes.
    documents
        Their IRIs.

    Returns
    -------
    dict of str to str
        The title of each, as it stands there; where it has none the name of its file, else of its graph or the first
        twelve characters of its hash.

    Examples
    --------
    >>> titles(lambda _: b'?d\t?t\t?l\n<urn:x>\t"One"\t\n', ["urn:x", "urn:y"])
    {'urn:x': 'One', 'urn:y': 'urn:y'}
    """
    named = sorted(set(documents))
    found = {one: within(one).removeprefix("document/") for one in named}
    found = {one: name if "/" in name or ":" in name else name[:_SHORT] for one, name in found.items()}
    askable = [one for one in named if _IRI.fullmatch(one)]
    told: set[str] = set()
    for start in range(0, len(askable), _AT_ONCE):
        values = " ".join(f"<{one}>" for one in askable[start : start + _AT_ONCE])
        answer = ask(
            f"SELECT ?document ?title ?label WHERE {{ VALUES ?document {{ {values} }} "
            f"OPTIONAL {{ GRAPH ?document {{ ?document <{PREFIXES['dcterms']}title> ?title }} }} "
            f"OPTIONAL {{ GRAPH <{ID}graph/provenance> {{ ?activity <{PREFIXES['prov']}used> ?document ; "
            f"<{PREFIXES['rdfs']}label> ?label }} }} }} ORDER BY ?document ?title ?label"
        )
        for document, title, label in rows(answer):
            name = text(title) or text(label).removeprefix("ingest of ").rpartition("/")[2]
            if name and iri(document) not in told:
                told.add(iri(document))
                found[iri(document)] = name
    return found
