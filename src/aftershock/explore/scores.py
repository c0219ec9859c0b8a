"""How agents score by the directory's practice, from the factors and inputs that their pages or the catalogue give."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from aftershock.errors import DocumentError, UnknownNameError
from aftershock.projection.tsv import iri, rows, text
from aftershock.risk.aivss import aivss
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.model.risk import Assessment
    from aftershock.projection.tsv import Ask

__all__ = ["scores"]

_INPUTS = ("cvss_base", "threat_multiplier", "mitigation_factor")
_DCTERMS = "http://purl.org/dc/terms/"
_PROV = "http://www.w3.org/ns/prov#"


def scores(ask: Ask, agents: Sequence[str]) -> dict[str, tuple[dict[str, float], Assessment]]:
    """Give the factors and the score of each agent, with three queries for all of them.

    Where several assessments are of one agent, that of a document in the graph goes before the catalogue's, which only
    points at the work that it is from (a `dcterms:BibliographicResource`); no two are mixed.

    Parameters
    ----------
    ask
        Answers a SELECT query with TSV bytes over the union of current graphs.
    agents
        Their IRIs.

    Returns
    -------
    dict
        By the agent's IRI: name of each factor to its value, 0 to 1, and the score. An agent of which there is no
        assessment is scored from nothing.
    """
    named = " ".join(f"<{one}>" for one in agents)
    assessed = f"VALUES ?a {{ {named} }} ?r a <{AFT.RiskAssessment}> ; <{AFT.assesses}> ?a "
    factors: dict[bytes, dict[str, str]] = defaultdict(dict)
    for assessment, name, value in rows(
        ask(
            f"SELECT ?r ?n ?v {{ {assessed}; <{AFT.factorScore}> ?f . ?f <{AFT.factorName}> ?n ; <{AFT.score}> ?v "
            f"OPTIONAL {{ ?f <{AFT.order}> ?o }} }} ORDER BY ?r ?o ?n"
        )
    ):
        factors[assessment][text(name)] = text(value)
    pointed = {
        assessment
        for (assessment,) in rows(
            ask(f"SELECT ?r {{ {assessed}; <{_PROV}wasDerivedFrom> ?d . ?d a <{_DCTERMS}BibliographicResource> }}")
        )
    }
    answer = ask(
        f"SELECT ?a ?r ?b ?t ?m {{ {assessed}OPTIONAL {{ ?r <{AFT.cvssBase}> ?b }} "
        f"OPTIONAL {{ ?r <{AFT.threatMultiplier}> ?t }} OPTIONAL {{ ?r <{AFT.mitigationFactor}> ?m }} }}"
    )
    found: dict[str, tuple[dict[str, float], Assessment]] = {}
    for one, assessment, *inputs in sorted(rows(answer), key=lambda row: (row[1] in pointed, row)):
        if iri(one) not in found:
            given = {name: text(value) for name, value in zip(_INPUTS, inputs, strict=True) if value}
            found[iri(one)] = _told(factors[assessment], given)
    return {one: found.get(one) or _told({}, {}) for one in agents}


def _told(factors: dict[str, str], inputs: dict[str, str]) -> tuple[dict[str, float], Assessment]:
    return {name: float(value) for name, value in factors.items()}, _scored(dict(factors), inputs)


def _scored(factors: dict[str, str], inputs: dict[str, str]) -> Assessment:
    """Score what the method takes; what it refuses counts as missing, and a note says so: one page fails no list."""
    left_out: list[str] = []
    while True:
        try:
            score = aivss(factors, method="directory", **inputs)
        except (DocumentError, UnknownNameError) as refused:
            named = refused.field if isinstance(refused, DocumentError) else refused.name
            if named is None or (inputs.pop(named, None) is None and factors.pop(named, None) is None):
                raise
            left_out.append(f"left out, and so missing: {refused}")
        else:
            return replace(score, notes=(*score.notes, *left_out))
