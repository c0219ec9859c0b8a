"""Lists as tables: columns and rows for CSV, an item a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from aftershock.model.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from aftershock.explore.tables import Table
    from aftershock.model.catalog import AgentItem, ComponentItem, MitigationItem, ThreatItem

__all__ = ["agents_table", "components_table", "mitigations_table", "threats_table"]

_LAYERS: Final = range(1, 8)
_UNMARKED: Final = Marks()


def agents_table(items: Iterable[AgentItem], marks: Mapping[str, Marks]) -> Table:
    """Give agents: the interval of the score, its bands, and of each layer the exposed claims and their certainty.

    Parameters
    ----------
    items
        The agents, in their order.
    marks
        By IRI; the bands that a score lies in or may lie in stand in one cell, the gravest first, blanks between.

    Examples
    --------
    >>> from aftershock.model.catalog import AgentItem
    >>> agent = AgentItem("urn:a", "a", "A", 4.0, 7.5, ((4, "stated", 2),))
    >>> columns, rows = agents_table([agent], {"urn:a": Marks(("high", "medium"))})
    >>> dict(zip(columns, rows[0]))["severity"], dict(zip(columns, rows[0]))["L4"]
    ('high medium', 2)
    """
    columns = ("agent", "slug", "name", "aivss_low", "aivss_high", "severity", "claims")
    of_layers = (*(f"L{layer}" for layer in _LAYERS), *(f"L{layer}_certainty" for layer in _LAYERS))
    rows: list[tuple[object, ...]] = []
    for one in items:
        claims = {number: count for number, _, count in one.layers}
        certainty = {number: how for number, how, _ in one.layers}
        severity = " ".join(marks.get(one.iri, _UNMARKED).severity)
        known = (one.iri, one.slug, one.name, one.low, one.high, severity, sum(claims.values()))
        rows.append((*known, *map(claims.get, _LAYERS), *map(certainty.get, _LAYERS), one.source))
    return (*columns, *of_layers, "source"), rows


def components_table(items: Iterable[ComponentItem], marks: Mapping[str, Marks], names: Mapping[str, str]) -> Table:
    """Give components, with who is accountable and how grave their fall would be.

    Parameters
    ----------
    items
        The components, in their order.
    marks
        By IRI, as for `agents_table`.
    names
        What owners are called, by IRI.

    Examples
    --------
    >>> from aftershock.model.catalog import ComponentItem
    >>> hub = ComponentItem("urn:hub", "Hub", "Registry", "urn:us", False, 3, 1)
    >>> components_table([hub], {"urn:hub": Marks((), "Important")}, {"urn:us": "Us"})[1]
    [('urn:hub', 'Hub', 'Registry', 'urn:us', 'Us', 'false', '', 'Important', 3, 1)]
    """
    columns = ("component", "label", "class", "owner", "owner_label", "illustrative", "severity", "criticality")
    rows: list[tuple[object, ...]] = []
    for one in items:
        mark = marks.get(one.iri, _UNMARKED)
        known = (one.iri, one.label, one.class_name, one.owner, names.get(one.owner or ""))
        grave = (str(one.illustrative).lower(), " ".join(mark.severity), mark.criticality)
        rows.append((*known, *grave, one.dependents, one.dependencies))
    return (*columns, "dependents", "dependencies"), rows


def threats_table(items: Iterable[ThreatItem]) -> Table:
    """Give threats, weaknesses and consequences; the classes that one strikes stand in one cell, blanks between.

    Parameters
    ----------
    items
        Those of a list, in their order.
    """
    return ("threat", "slug", "label", "kind", "mode", "strikes", "claims", "definition"), [
        (one.iri, one.slug, one.label, one.kind, one.starts_mode, " ".join(one.strikes), one.claims, one.definition)
        for one in items
    ]


def mitigations_table(items: Iterable[MitigationItem]) -> Table:
    """Give mitigations, with the threats that they answer and the rules that they lower, blanks between.

    Parameters
    ----------
    items
        Those of a list, in their order.
    """
    return ("mitigation", "slug", "label", "answers", "rules", "definition"), [
        (one.iri, one.slug, one.label, " ".join(one.answers), " ".join(one.rules), one.definition) for one in items
    ]
