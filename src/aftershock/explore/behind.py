"""The SPARQL behind pages that stand alone, such as a brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["named_question"]


def named_question(components: Iterable[str]) -> str:
    """Give the query for what some components are called, and who is accountable for each.

    Parameters
    ----------
    components
        Their IRIs; each is asked about once. Those of which neither is known have a row all the same.

    Examples
    --------
    >>> named_question(["urn:x:a", "urn:x:b", "urn:x:a"]).count("<urn:x:a>")
    1
    """
    named = " ".join(f"<{iri}>" for iri in dict.fromkeys(components))
    return f"""PREFIX aft: <{NAMESPACE}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?component ?label ?owner ?name WHERE {{
  VALUES ?component {{ {named} }}
  OPTIONAL {{ ?component skos:prefLabel ?label }}
  OPTIONAL {{ ?component aft:accountable ?owner OPTIONAL {{ ?owner skos:prefLabel ?name }} }}
}} ORDER BY ?name ?label"""
