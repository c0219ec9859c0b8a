"""One revision of the graph as people look at it: names, lists, search, and what a cascade starts from."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final, TypeVar

import numpy as np

from aftershock.errors import UnknownNameError, UsageError
from aftershock.explore import agents, catalogue
from aftershock.explore.groups import layers_of
from aftershock.explore.scenarios import read_notes, read_scenarios
from aftershock.explore.sources import titles
from aftershock.explore.terms import terms
from aftershock.model.catalog import ComponentItem, Page
from aftershock.model.iri import local_name
from aftershock.projection.chosen import surest
from aftershock.projection.described import component_class, component_label
from aftershock.projection.names import Names, near
from aftershock.projection.question import weights
from aftershock.projection.ranking import RankingAsked, rank
from aftershock.projection.tsv import iri, number, rows
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from aftershock.model.catalog import AgentItem, AgentRecord, LayerItem, MitigationItem, ThreatItem
    from aftershock.model.replay import Scenario
    from aftershock.projection.stored import Projection
    from aftershock.projection.tsv import Ask

__all__ = ["View", "page"]

Item = TypeVar("Item")

_WORST: Final = 100
_DEFAULT_MODES: Final = ("control", "integrity", "confidentiality", "availability")


def page(items: Sequence[Item], offset: int, limit: int) -> Page[Item]:
    """Cut a page out of a list.

    Parameters
    ----------
    items
        The whole list.
    offset, limit
        Where the page starts and how many it holds, 0 or more.

    Raises
    ------
    UsageError
        If either is negative.

    Examples
    --------
    >>> page("abcde", 1, 2).items
    ('b', 'c')
    """
    for name, value in (("offset", offset), ("limit", limit)):
        if value < 0:
            raise UsageError(f"{name} is {value}; it must be 0 or more")
    return Page(tuple(items[offset : offset + limit]), len(items), offset, limit)


class View:
    """What can be looked up on one revision; read once, when first asked for.

    Parameters
    ----------
    projection
        The revision's projection.
    ask
        Answers a SELECT query on the same revision with TSV bytes.
    """

    def __init__(self, projection: Projection, ask: Ask) -> None:
        self.projection = projection
        self._ask = ask

    @cached_property
    def threats(self) -> tuple[ThreatItem, ...]:
        """Threats, weaknesses and consequences."""
        return catalogue.threats(self._ask)

    @cached_property
    def layers(self) -> tuple[LayerItem, ...]:
        """The seven layers in order."""
        return catalogue.layers(self._ask)

    @cached_property
    def covered(self) -> dict[str, int]:
        """The number of the layer to which a class of components belongs by its nature, by the class's IRI."""
        asked = f"SELECT ?c ?n {{ ?l <{AFT.covers}> ?c ; <{AFT.layerNumber}> ?n }}"
        return {iri(kind): int(number(value) or 0) for kind, value in rows(self._ask(asked))}

    @cached_property
    def layer_of(self) -> NDArray[np.int8]:
        """Of each component the number of its layer, 0 for none; shape ``(components,)``."""
        return layers_of(self.projection, self.covered)

    @cached_property
    def surest(self) -> NDArray[np.uint8]:
        """Of each component the certainty of its surest relation, as `aftershock.projection.chosen.Traits` has it."""
        return surest(self.projection.edges, len(self.projection.components))

    @cached_property
    def mitigations(self) -> tuple[MitigationItem, ...]:
        """The mitigations."""
        return catalogue.mitigations(self._ask)

    @cached_property
    def agents(self) -> tuple[AgentItem, ...]:
        """The agents of which a page tells."""
        return agents.agent_items(self._ask)

    @cached_property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Scenarios and incidents, oldest first."""
        return read_scenarios(self._ask)

    @cached_property
    def scope_notes(self) -> dict[str, str]:
        """What is noted of components' scope, by their IRIs."""
        return read_notes(self._ask)

    @cached_property
    def _components(self) -> Names:
        projection = self.projection
        return Names("component", zip(projection.components, projection.labels, projection.slugs, strict=True))

    @cached_property
    def _rules(self) -> Names:
        slugs = catalogue.rule_slugs(self._ask)
        return Names("rule", ((rule.iri, rule.label, slugs.get(rule.iri, "")) for rule in self.projection.rules))

    @cached_property
    def _degrees(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        count, edges = len(self.projection.components), self.projection.edges
        return np.bincount(edges.dependee, minlength=count), np.bincount(edges.dependent, minlength=count)

    @cached_property
    def _fitting(self) -> dict[str, frozenset[str]]:
        """The classes that each mode fits, by the mode's IRI; a mode that names none is left out and fits all."""
        found: dict[str, set[str]] = {}
        for mode, kind in rows(self._ask(f"SELECT DISTINCT ?m ?c {{ ?m <{AFT.fits}> ?c }}")):
            found.setdefault(iri(mode), set()).add(iri(kind))
        return {mode: frozenset(kinds) for mode, kinds in found.items()}

    @cached_property
    def beside(self) -> tuple[tuple[str, str, str, str], ...]:
        """What else has a name, as `aftershock.explore.catalogue.beside` gives it, and the terms of the ontology."""
        return catalogue.beside(self._ask) + terms(self._ask)

    @cached_property
    def _searchable(self) -> list[str]:
        names = zip(self.projection.components, self.projection.labels, strict=True)
        return [f"{name} {label}".casefold() for name, label in names]

    @cached_property
    def worst_starts(self) -> tuple[tuple[ComponentItem, int, int, int], ...]:
        """The hundred components of the user's own documents (if any are; else of all) with which most falls."""
        projection = self.projection
        asked = RankingAsked(self.mode("control"), weights(projection, {}), limit=_WORST, fitting=self.fitting_modes)
        return tuple(
            (
                self.component_item(self.component(row.component)),
                *(row.counts["affected"], row.counts["possible"], row.counts["unknown"]),
            )
            for row in rank(projection, asked).rows
        )

    def agent(self, name: str) -> AgentRecord:
        """Give an agent by slug, name or IRI.

        Raises
        ------
        UnknownNameError
            If no page tells of it.
        """
        slugs = catalogue.agent_slugs(self._ask)
        known = tuple((one, label, slugs.get(one, "")) for one, label in agents.agent_names(self._ask))
        return agents.agent_record(self._ask, known[Names("agent", known).find(name)][0])

    def threat(self, name: str) -> ThreatItem:
        """Give a threat by slug, label or IRI."""
        return self.threats[Names("threat", ((one.iri, one.label, one.slug) for one in self.threats)).find(name)]

    def mitigation(self, name: str) -> MitigationItem:
        """Give a mitigation by slug, label or IRI."""
        known = ((one.iri, one.label, one.slug) for one in self.mitigations)
        return self.mitigations[Names("mitigation", known).find(name)]

    def scenario(self, name: str) -> Scenario:
        """Give a scenario by slug, label or IRI."""
        known = ((one.item.iri, one.item.label, one.item.slug) for one in self.scenarios)
        return self.scenarios[Names("scenario", known).find(name)]

    def component(self, name: str) -> int:
        """Give the index of a component by slug, label, IRI or package URL."""
        return self._components.find(name)

    def rule(self, name: str) -> int:
        """Give the index of a rule by slug, label or IRI."""
        return self._rules.find(name)

    def mode(self, name: str) -> int:
        """Give the index of a mode by its name or IRI.

        Raises
        ------
        UnknownNameError
            If there is none; with all that there are.
        """
        for place, mode in enumerate(self.projection.modes):
            if name.strip().casefold() in {mode.name.casefold(), mode.iri.casefold()}:
                return place
        names = [mode.name for mode in self.projection.modes]
        raise UnknownNameError("mode", name, near(name, names) or names)

    def component_item(self, place: int) -> ComponentItem:
        """Give a component as a list shows it."""
        projection, (dependents, dependencies) = self.projection, self._degrees
        owner = int(projection.owner_of[place])
        return ComponentItem(
            iri=projection.components[place],
            label=component_label(projection, place),
            class_name=component_class(projection, place),
            owner=projection.owners[owner] if owner >= 0 else None,
            illustrative=bool(projection.imagined[place]),
            dependents=int(dependents[place]),
            dependencies=int(dependencies[place]),
        )

    def titles(self, documents: Iterable[str]) -> dict[str, str]:
        """Say what documents are called, by their IRIs."""
        return titles(self._ask, documents)

    def components(
        self, search: str, class_name: str | None, offset: int, limit: int, kept: NDArray[np.bool_] | None = None
    ) -> Page[ComponentItem]:
        """Give a page of components whose name contains a text, of one class or of all, of those that are kept."""
        picked = page(self._places(search, class_name, kept).tolist(), offset, limit)
        return Page(tuple(self.component_item(one) for one in picked.items), picked.total, offset, limit)

    def owners(
        self, search: str, class_name: str | None, kept: NDArray[np.bool_] | None = None
    ) -> tuple[tuple[str | None, int], ...]:
        """Count such components by who is accountable for them, the most first, last those that nobody is named for."""
        of = self.projection.owner_of[self._places(search, class_name, kept)]
        found = list(zip(*(one.tolist() for one in np.unique(of, return_counts=True)), strict=True))
        found.sort(key=lambda pair: (pair[0] < 0, -pair[1], pair[0]))
        return tuple((self.projection.owners[place] if place >= 0 else None, count) for place, count in found)

    def _places(self, search: str, class_name: str | None, kept: NDArray[np.bool_] | None) -> NDArray[np.int64]:
        projection = self.projection
        chosen = np.arange(len(projection.components)) if kept is None else np.flatnonzero(kept)
        if class_name is not None:
            chosen = chosen[np.isin(projection.class_of[chosen], self.classes(class_name))]
        if wanted := search.casefold().strip():
            chosen = np.asarray([one for one in chosen.tolist() if wanted in self._searchable[one]], np.int64)
        return chosen

    def classes(self, class_name: str) -> list[int]:
        """Give the indices of a class and of all below it."""
        named = {local_name(name).casefold(): name for name in self.projection.class_above}
        wanted = named.get(class_name.strip().casefold(), class_name)
        if wanted not in self.projection.class_above:
            known = sorted(local_name(one) for one in named.values() if AFT.Component in self._above(one))
            raise UnknownNameError("class", class_name, near(class_name, known) or known)
        return [place for place, one in enumerate(self.projection.classes) if wanted in self._above(one)]

    def below(self, class_iri: str) -> list[int]:
        """Give the indices of a class, by its IRI, and of all below it."""
        return [place for place, one in enumerate(self.projection.classes) if class_iri in self._above(one)]

    def _above(self, class_iri: str) -> frozenset[str]:
        return self.projection.class_above.get(class_iri, frozenset({class_iri})) | {class_iri}

    def starts(
        self, names: Sequence[str], threat: str | None, mode: str | None
    ) -> tuple[list[int], int, ThreatItem | None, tuple[str, ...]]:
        """Find where a cascade starts.

        Parameters
        ----------
        names
            Components as people type them, at least one.
        threat
            Starts in its mode, at a component that it strikes: the named one, or its parts that are struck.
        mode
            Starts in this one, whatever the threat says. Where neither is given: in control, or, where that does not
            fit what the components are, in the first of integrity, confidentiality and availability that does.

        Returns
        -------
        components : list of int
        mode : int
        threat : ThreatItem or None
        notes : tuple of str
            What was done that the reader should know.
        """
        if not names:
            raise UsageError("no component is named to start from")
        places = list(dict.fromkeys(self.component(name) for name in names))
        if threat is None:
            chosen, notes = self._chosen(places, mode)
            return places, chosen, None, notes
        item = self.threat(threat)
        if item.starts_mode is None and mode is None:
            able = ", ".join(one.slug for one in self.threats if one.starts_mode)
            raise UsageError(f"{item.slug} is a {item.kind} and starts no cascade; these threats do: {able}")
        said: list[str] = []
        if mode is not None and item.starts_mode not in (None, mode.casefold()):
            said.append(f"{item.slug} starts in {item.starts_mode}; started in {mode} as asked")
        struck = list(dict.fromkeys(one for place in places for one in self._struck(place, item, said)))
        asked = self.mode(mode or item.starts_mode or "control")
        return struck, asked, item, (*said, *self._misfits(struck, asked))

    @cached_property
    def fitting_modes(self) -> NDArray[np.int32]:
        """Of each component the index of the mode it starts in where nobody says one; shape ``(components,)``."""
        projection = self.projection
        modes = [self.mode(name) for name in _DEFAULT_MODES]
        of_class = np.full(len(projection.classes) + 1, modes[0], np.int32)
        for place, kind in enumerate(projection.classes):
            above = self._above(kind)
            fits = (mode for mode in modes if self._takes(mode, kind, above))
            of_class[place] = next(fits, modes[0])
        found: NDArray[np.int32] = of_class[projection.class_of]  # -1, nobody typed it, is the last
        return found

    def _takes(self, mode: int, kind: str, above: frozenset[str]) -> bool:
        fitting = self._fitting.get(self.projection.modes[mode].iri)
        return fitting is None or kind == AFT.Component or bool(above & fitting)

    def _chosen(self, places: Sequence[int], mode: str | None) -> tuple[int, tuple[str, ...]]:
        """Give the mode to start in where no threat says it: what is asked, or the first that fits."""
        if mode is not None:
            asked = self.mode(mode)
            return asked, self._misfits(places, asked)
        default = self.mode(_DEFAULT_MODES[0])
        if not (notes := self._misfits(places, default)):
            return default, ()
        for name in _DEFAULT_MODES[1:]:
            other = self.mode(name)
            if not self._misfits(places, other):
                return other, (f"{'; '.join(notes)}: started in {name}",)
        return default, notes

    def _misfits(self, places: Sequence[int], mode: int) -> tuple[str, ...]:
        """Say which of some components a mode does not fit; one of which only says that it is a component, fits."""
        projection, one = self.projection, self.projection.modes[mode]
        fitting = self._fitting.get(one.iri)
        found: dict[str, list[str]] = {}
        if fitting is None:
            return ()
        for place in places:
            kind, name = int(projection.class_of[place]), local_name(projection.components[place])
            said = projection.classes[kind] if kind >= 0 else AFT.Component
            if not self._takes(mode, said, self._above(said)):
                found.setdefault(local_name(said), []).append(name)
        return tuple(
            f"{one.name} does not fit {', '.join(names)}, of class {kind}" for kind, names in sorted(found.items())
        )

    def _struck(self, place: int, threat: ThreatItem, notes: list[str]) -> list[int]:
        projection = self.projection
        if not threat.strikes or self._fits(place, threat):
            return [place]
        parts = projection.part[projection.whole == place].tolist()
        fitting = [part for part in parts if self._fits(part, threat)]
        name, kinds = local_name(projection.components[place]), ", ".join(threat.strikes)
        if fitting:
            where = ", ".join(local_name(projection.components[part]) for part in fitting)
            notes.append(f"{threat.slug} strikes {kinds}: started at the parts of {name} that are one, {where}")
            return fitting
        notes.append(f"{threat.slug} strikes {kinds}, and {name} is of class {component_class(projection, place)}")
        return [place]

    def _fits(self, place: int, threat: ThreatItem) -> bool:
        kind = int(self.projection.class_of[place])
        above = self._above(self.projection.classes[kind]) if kind >= 0 else frozenset[str]()
        return bool({local_name(one) for one in above} & set(threat.strikes))
