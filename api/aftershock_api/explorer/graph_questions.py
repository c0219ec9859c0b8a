"""The SPARQL behind the whole graph: its groups, what is in an opened one, and its relations.

Communities are computed from the relations, and no query gives them; what is in one is asked for by name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.explore.picture import kind_of
from aftershock.vocabulary import AFT, NAMESPACE
from aftershock_api.explorer.literals import literal, remark

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

__all__ = ["RELATIONS", "Asked", "groups_question", "members_question", "whole_questions"]

_PREFIXES: Final = (
    f"PREFIX aft: <{NAMESPACE}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)

RELATIONS: Final = f"""{_PREFIXES}SELECT DISTINCT ?dependent ?relation ?dependee WHERE {{
  ?relation a aft:CarryingRelation .
  {{ ?dependent ?relation ?dependee FILTER(isIRI(?dependee)) }}
  UNION {{ ?d aft:relation ?relation ; aft:dependent ?dependent ; aft:dependee ?dependee }}
}}"""
"""Every relation that may carry a loss, bare or as a node."""

_CLASSED: Final = """  { ?component a ?class . ?class rdfs:subClassOf* aft:Component .
    FILTER NOT EXISTS { ?component a ?nearer . ?nearer rdfs:subClassOf+ ?class } }
  UNION { { SELECT DISTINCT ?component WHERE {
      ?relation a aft:CarryingRelation .
      { ?component ?relation ?other } UNION { ?other ?relation ?component FILTER(isIRI(?component)) }
      UNION { ?d aft:relation ?relation ; aft:dependent|aft:dependee ?component }
      FILTER NOT EXISTS { ?component a/rdfs:subClassOf* aft:Component } } }
    BIND(aft:Component AS ?class) }"""
"""Components with the class nearest to them; those that nobody typed are components and no more."""

_LAYERED: Final = """
  OPTIONAL { ?own aft:covers ?class ; aft:layerNumber ?exact }
  OPTIONAL { { SELECT ?class (MIN(?number) AS ?above) WHERE {
      ?class rdfs:subClassOf+ ?wider . ?covering aft:covers ?wider ; aft:layerNumber ?number } GROUP BY ?class } }
  BIND(COALESCE(?exact, ?above) AS ?layer)"""
"""The layer that covers a class, or else the first that covers one above it; unbound where there is none."""


_LOCAL: Final = 'REPLACE(STR(?class), "^.*[#/]", "")'
_LEFT_OUT: Final = ("kind-", "layer-", "criticality-")
"""Entries of the legend that the query for groups leaves out as the picture does."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query behind a part of a page: the part, in words that end "The SPARQL behind ...", and the query."""

    part: str
    query: str


def groups_question(by: str, hidden: Collection[str] = ()) -> str:
    """Give the query for how many components are in which group.

    Parameters
    ----------
    by
        ``"layer"``; by type otherwise.
    hidden
        Entries of the legend. Those of kinds, layers and criticalities are left out; a comment names the others.

    Examples
    --------
    >>> "AS ?layer" in groups_question("layer"), "AS ?layer" in groups_question("type")
    (True, False)
    >>> groups_question("type", ["line-dashed"]).splitlines()[0]
    '# the legend hides besides: line-dashed'
    """
    name, more = ("?layer", _LAYERED) if by == "layer" else ("?class", "")
    order = "?layer" if by == "layer" else "DESC(?components)"
    left, layers, others = _left(hidden)
    more = _LAYERED if layers else more
    return f"""{_besides(others)}{_PREFIXES}SELECT {name} (COUNT(DISTINCT ?component) AS ?components) WHERE {{
{_CLASSED}{more}{left}{layers}
}} GROUP BY {name} ORDER BY {order}"""


def _left(hidden: Collection[str]) -> tuple[str, str, list[str]]:
    """Give what leaves out hidden kinds and criticalities, what leaves out hidden layers, and the other entries."""
    of = {name: {entry.removeprefix(name) for entry in hidden if entry.startswith(name)} for name in _LEFT_OUT}
    text = ""
    if kinds := of["kind-"]:
        known = {name: kind_of(name) for name in vars(AFT) if name[0].isupper() and kind_of(name) != "other"}
        names = [name for name, kind in known.items() if (kind not in kinds if "other" in kinds else kind in kinds)]
        text += f"\n  FILTER({_LOCAL} {'' if 'other' in kinds else 'NOT '}IN ({_listed(names)}))"
    if of["criticality-"]:
        grave = '?component aft:criticality ?grave FILTER(REPLACE(STR(?grave), "^.*[#/]", "") IN'
        text += f"\n  FILTER NOT EXISTS {{ {grave} ({_listed(of['criticality-'])})) }}"
    layers = f'\n  FILTER(COALESCE(STR(?layer), "none") NOT IN ({_listed(of["layer-"])}))'
    return text, layers if of["layer-"] else "", sorted(one for one in hidden if not one.startswith(_LEFT_OUT))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(literal(name) for name in sorted(names))


def _besides(hidden: Collection[str]) -> str:
    """Name in a comment what the legend hides and the query does not leave out."""
    return remark("the legend hides besides", sorted(hidden))


def members_question(by: str, key: str, listed: Iterable[str], *, filtered: bool = False) -> str:
    """Give the query for what is in a group.

    Parameters
    ----------
    by
        What components are grouped by: ``"type"``, ``"layer"`` or ``"community"``.
    key
        Of the group.
    listed
        IRIs of its components that are shown; where no query gives them, it names them.
    filtered
        Whether the legend hides anything.
    """
    if by == "community" or filtered:
        named = " ".join(f"<{iri}>" for iri in listed)
        inside = f"  VALUES ?component {{ {named} }}\n{_CLASSED}"
    elif by == "layer":
        number = key.removeprefix("L")
        test = f"?layer = {number}" if number.isdigit() else "!BOUND(?layer)"
        inside = f"{_CLASSED}{_LAYERED}\n  FILTER({test})"
    else:
        inside = f"{_CLASSED}\n  FILTER({_LOCAL} = {literal(key)})"
    return f"""{_PREFIXES}SELECT DISTINCT ?component ?label ?class WHERE {{
{inside}
  OPTIONAL {{ ?component skos:prefLabel ?label }}
}} ORDER BY ?label"""


def whole_questions(by: str, hidden: Collection[str] = ()) -> tuple[Asked, ...]:
    """Give the queries behind the whole graph as it is drawn.

    Parameters
    ----------
    by
        What it is grouped by.
    hidden
        Entries of the legend, as for `groups_question`; a comment names them above the relations.

    Examples
    --------
    >>> [one.part for one in whole_questions("type")], [one.part for one in whole_questions("community")]
    (['its groups', 'its relations'], ['its relations'])
    """
    groups = () if by in ("community", "none") else (Asked("its groups", groups_question(by, hidden)),)
    return (*groups, Asked("its relations", _besides(hidden) + RELATIONS))
