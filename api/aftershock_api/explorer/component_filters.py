"""What the filters of pages leave of components, as patterns of SPARQL on ``?component``."""

from __future__ import annotations

from typing import Final

from aftershock.model.choice import NOBODY
from aftershock.model.marks import UNGIVEN
from aftershock.vocabulary import AFT, NAMESPACE
from aftershock_api.explorer.literals import literal

__all__ = ["COMPUTED", "PREFIXES", "class_named", "fitting", "itself", "last_part", "owned"]

PREFIXES: Final = (
    f"PREFIX aft: <{NAMESPACE}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
)
"""Those that queries on components need."""

COMPUTED: Final = "computed, and not asked here"
"""What a comment says of filters that a query leaves out."""


def last_part(variable: str) -> str:
    """Write the last part of the IRI that a variable holds.

    Parameters
    ----------
    variable
        With its question mark.
    """
    return f'REPLACE(STR({variable}), "^.*[/#]", "")'


def class_named(name: str) -> str:
    """Give the local name of a class of ours, whatever its case; of nothing of ours, of all components.

    Parameters
    ----------
    name
        Local name or IRI; empty for all components.

    Examples
    --------
    >>> class_named("registry"), class_named(""), class_named("no such")
    ('Registry', 'Component', 'Component')
    """
    wanted = name.strip().removeprefix(NAMESPACE)
    known = {one.casefold(): one for one in vars(AFT) if one[0].isupper()}
    return known.get(wanted.casefold(), wanted if wanted.isalnum() else "") or "Component"


def fitting(criticality: str, layer: str, kind: str = "?class") -> str:
    """Write what leaves only components that are so critical, and of whose ``?class`` the layer is.

    Parameters
    ----------
    criticality
        Local name of one, or ``ungiven``; empty for all.
    layer
        Number of a MAESTRO layer, or ``none``; empty for all.
    kind
        The variable that is its class.

    Examples
    --------
    >>> fitting("", "")
    ''
    """
    found = ""
    if criticality == UNGIVEN:
        found = "\n  FILTER NOT EXISTS { ?component aft:criticality ?criticality }"
    elif criticality:
        name = literal(criticality)
        found = f"\n  ?component aft:criticality ?criticality . FILTER({last_part('?criticality')} = {name})"
    if layer == "none":
        found += f"\n  FILTER NOT EXISTS {{ {kind} rdfs:subClassOf* ?covered . ?anywhere aft:covers ?covered }}"
    elif layer:
        found += f"\n  {kind} rdfs:subClassOf* ?covered . ?layer aft:covers ?covered ; aft:layerNumber {int(layer)} ."
    return found


def itself(class_name: str, criticality: str, layer: str) -> str:
    """Write what leaves only components of a class and no other below it, so critical, and of a layer.

    Parameters
    ----------
    class_name
        Local name of a class, ``Component`` for those that nobody typed; empty for all.
    criticality, layer
        As for `fitting`.

    Examples
    --------
    >>> itself("", "", "")
    ''
    """
    found = ""
    if class_name:
        kind = class_named(class_name)
        typed = "" if kind == "Component" else f"\n  ?component a aft:{kind} ."
        found = f"{typed}\n  FILTER NOT EXISTS {{ ?component a/rdfs:subClassOf+ aft:{kind} }}"
    if layer == "none":
        covered = "FILTER EXISTS { ?class rdfs:subClassOf* ?covered . ?anywhere aft:covers ?covered }"
        found += f"\n  FILTER NOT EXISTS {{ ?component a ?class . {covered} }}"
    elif layer:
        found += "\n  ?component a ?class ."
    return found + fitting(criticality, "" if layer == "none" else layer)


def owned(owner: str) -> str:
    """Write what leaves only components for which somebody is accountable.

    Parameters
    ----------
    owner
        IRI of who it is or its last part, or ``nobody``; empty for all.
    """
    if owner == NOBODY:
        return "\n  FILTER NOT EXISTS { ?component aft:accountable ?anybody }"
    if not owner:
        return ""
    name = literal(owner)
    return f"\n  ?component aft:accountable ?named . FILTER({name} IN (STR(?named), {last_part('?named')}))"
