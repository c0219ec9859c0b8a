"""The SPARQL behind a blast radius: a graph of it that is computed, less what the filters of the page leave out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from aftershock_api.explorer.component_filters import COMPUTED, PREFIXES, itself, owned
from aftershock_api.explorer.graph_questions import Asked
from aftershock_api.explorer.grown_questions import HIDDEN, grown_question
from aftershock_api.explorer.list_questions import relations_question
from aftershock_api.explorer.literals import remark

if TYPE_CHECKING:
    from aftershock.model.radius import BlastRadius
    from aftershock_api.explorer.asked import WorkbenchQuery

__all__ = ["radius_question", "radius_questions"]

_NAMED: Final = 40
"""Parameters that the IRI of a radius graph is given; it may have fifty."""

_ROWS: Final = 100_000
"""Rows of a radius that a query can be given, see `aftershock.isolation.limits.Limits.result_rows`."""


def radius_questions(asked: WorkbenchQuery, radius: BlastRadius) -> tuple[Asked, ...]:
    """Give the queries behind a radius: for its rows, and for what its picture grew by where it did.

    The legend hides nothing of the rows: above their query a comment names what the picture hides.

    Parameters
    ----------
    asked
        What the page was asked for.
    radius
        What it shows.
    """
    hidden = frozenset(filter(None, asked.hide.split(",")))
    grown = grown_question(
        (),
        asked.expand,
        kept=itself(asked.class_name or "", asked.criticality or "", asked.layer or "") + owned(asked.owner or ""),
        besides=[name for name in ("severity", "certainty") if getattr(asked, name)],
        hidden=hidden,
    )
    rows = Asked("this", remark(HIDDEN, sorted(hidden)) + radius_question(asked, radius))
    return (rows, Asked("what its picture grew by", grown)) if grown else (rows,)


def radius_question(asked: WorkbenchQuery, radius: BlastRadius) -> str:
    """Give the query for what falls, as the filters of a page leave it, nearest first within its evidence.

    A comment names what it leaves out: filters over what is computed, and what is supposed and a radius graph is not
    told. Where there is more than such a graph can tell, it is the query for the relations where the radius starts.

    Parameters
    ----------
    asked
        What the page was asked for.
    radius
        What it shows.
    """
    pairs = [
        *(("start", name) for name in asked.component),
        *((name, getattr(asked, name)) for name in ("threat", "mode", "depth", "at")),
        ("alternatives", None if asked.alternatives == "by-rule" else asked.alternatives),
        *(("without_rule", name) for name in asked.without_rules),
        *(("with_mitigation", name) for name in asked.with_mitigations),
    ]
    given = "&".join(f"{name}={quote(str(value), safe='')}" for name, value in pairs if value is not None)
    others = ("certainty", "severity", "window", "stale_days", "without_edges", "with_edges")
    left_out = [name.replace("_", "-") for name in others if getattr(asked, name) not in (None, [])]
    if given.count("&") > _NAMED or sum(radius.counts.values()) > _ROWS:
        return remark(COMPUTED, ["what falls beyond these relations", *left_out]) + relations_question(radius.start)
    kept = itself(asked.class_name or "", asked.criticality or "", asked.layer or "") + owned(asked.owner or "")
    if asked.evidence:
        kept += f'\n  FILTER(?evidence = "{asked.evidence}")'
    if asked.acts is not None:
        kept += f"\n  FILTER(?acts <= {asked.acts})"
    return f"""{remark(COMPUTED, left_out)}{PREFIXES}PREFIX radius: <https://w3id.org/aftershock/radius#>
SELECT ?component (MIN(?called) AS ?label) (MIN(?owned) AS ?owner) ?evidence ?depth ?acts WHERE {{
  GRAPH <radius?{given}> {{
    ?component radius:evidence ?evidence ; radius:depth ?depth ; radius:attackSteps ?acts }}
  OPTIONAL {{ ?component skos:prefLabel ?called }}
  OPTIONAL {{ ?component aft:accountable/skos:prefLabel ?owned }}{kept}
}} GROUP BY ?component ?evidence ?depth ?acts ORDER BY ?evidence ?depth ?label"""
