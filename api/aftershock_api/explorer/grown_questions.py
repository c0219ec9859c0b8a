"""The SPARQL behind pictures that were grown in place: what each step asked for, less what the legend hides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from aftershock.explore.picture import kind_of
from aftershock.explore.shown import steps
from aftershock.vocabulary import AFT
from aftershock_api.explorer.component_filters import COMPUTED, PREFIXES, itself, last_part
from aftershock_api.explorer.literals import literal, remark
from aftershock_api.explorer.ways import WAY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

__all__ = ["HIDDEN", "grown_question", "left_out", "shown_ends"]

HIDDEN: Final = "the legend of the picture hides besides"
"""What a comment says of entries that a query does not leave out."""

_IRI: Final = re.compile(r"[^\x00-\x20<>\"{}|^`\\]+")
"""What may stand as an IRI in a query, whatever an address says."""

_SAID: Final = ("kind-", "criticality-")
"""Entries of the legend that a query can leave out in time; layers would be sought for each component anew."""

_ONWARD: Final = """{ ?component ?relation ?it }
    UNION { ?d aft:dependee ?it ; aft:relation ?relation ; aft:dependent ?component }
    BIND(?it AS ?dependee) BIND(?component AS ?dependent)"""
_INWARD: Final = """{ ?it ?relation ?component FILTER(isIRI(?component)) }
    UNION { ?d aft:dependent ?it ; aft:relation ?relation ; aft:dependee ?component }
    BIND(?it AS ?dependent) BIND(?component AS ?dependee)"""
_WAYS: Final = {"onward": (_ONWARD,), "inward": (_INWARD,), "both": (_ONWARD, _INWARD)}


def grown_question(
    starts: Iterable[str],
    expand: Sequence[str],
    *,
    kept: str = "",
    besides: Sequence[str] = (),
    hidden: Collection[str] = (),
) -> str:
    """Give the query for the relations at where a picture starts, and at what it was grown from, as each step asked.

    It is empty where nothing is asked for. A comment names the filters that are computed, the ways that were drawn,
    and what else the legend hides.

    Parameters
    ----------
    starts
        IRIs of which all relations are asked for.
    expand
        Steps of growth, as `aftershock.explore.shown.steps` reads them: of each those of its direction and type.
    kept
        What filters leave of the other ends, on ``?component``, as `component_filters.itself` writes it.
    besides
        Names of filters that the query leaves out, for they are computed.
    hidden
        Entries of the legend; kinds and criticalities are left out, at either end.

    Examples
    --------
    >>> asked = grown_question(["urn:a"], ["onward~Model~urn:b"], hidden=["line-dashed"])
    >>> asked.splitlines()[0], "VALUES ?it { <urn:b> }" in asked, "?component a aft:Model ." in asked
    ('# the legend of the picture hides besides: line-dashed', True, True)
    """
    wanted: dict[tuple[str, str], dict[str, None]] = {}
    for iri in starts:
        wanted.setdefault(("both", ""), {})[iri] = None
    taken = steps(expand)
    for step in taken:
        if step.direction in _WAYS and _IRI.fullmatch(step.iri):
            wanted.setdefault((step.direction, step.class_name), {})[step.iri] = None
    computed = [*besides, *(["the ways that were drawn"] if any(step.direction == WAY for step in taken) else [])]
    parts = [
        f"""{{
    VALUES ?it {{ {" ".join(f"<{iri}>" for iri in named)} }}
    ?relation a aft:CarryingRelation .
    {way}{itself(class_name, "", "")}
  }}"""
        for (direction, class_name), named in wanted.items()
        for way in _WAYS[direction]
    ]
    if not parts:
        return ""
    ends = shown_ends(hidden, "?dependent") + shown_ends(hidden, "?dependee")
    above = remark(HIDDEN, left_out(hidden)) + remark(COMPUTED, computed)
    return f"""{above}{PREFIXES}SELECT DISTINCT ?dependent ?relation ?dependee WHERE {{
  {" UNION ".join(parts)}{kept}{ends}
}} ORDER BY ?relation ?dependent ?dependee"""


def left_out(hidden: Collection[str]) -> list[str]:
    """Give the entries of a legend that the query does not leave out.

    Parameters
    ----------
    hidden
        Entries of the legend.
    """
    return sorted(one for one in hidden if not one.startswith(_SAID))


def shown_ends(hidden: Collection[str], end: str) -> str:
    """Write what leaves only components whose kind and criticality the legend shows.

    Parameters
    ----------
    hidden
        Entries of the legend.
    end
        The variable that holds the component, with its question mark.

    Examples
    --------
    >>> shown_ends(["line-dashed"], "?component")
    ''
    """
    of = {name: {entry.removeprefix(name) for entry in hidden if entry.startswith(name)} for name in _SAID}
    found = ""
    if kinds := of["kind-"]:
        known = {name: kind_of(name) for name in vars(AFT) if name[0].isupper() and kind_of(name) != "other"}
        names = [name for name, kind in known.items() if (kind not in kinds if "other" in kinds else kind in kinds)]
        found += f"""
  FILTER {"" if "other" in kinds else "NOT "}EXISTS {{ {end} a ?kind .
    FILTER({last_part("?kind")} IN ({_listed(names)}))
    FILTER NOT EXISTS {{ {end} a/rdfs:subClassOf+ ?kind }} }}"""
    if of["criticality-"]:
        grave = f"{end} aft:criticality ?grave FILTER({last_part('?grave')} IN ({_listed(of['criticality-'])}))"
        found += f"\n  FILTER NOT EXISTS {{ {grave} }}"
    return found


def _listed(names: Iterable[str]) -> str:
    return ", ".join(literal(name) for name in sorted(names))
