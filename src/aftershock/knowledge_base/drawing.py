"""Pictures of a knowledge base: the whole graph, and what is around one component."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, cast, get_args

from aftershock.errors import StoreError, UsageError
from aftershock.explore import placing
from aftershock.explore.groups import by_community, by_layer, by_type, members
from aftershock.explore.hiding import left, legend
from aftershock.explore.neighbourhood import around, radius_picture
from aftershock.explore.relations import relations
from aftershock.explore.severity import marked_whole
from aftershock.explore.whole import GROUPED_ABOVE, UNGROUPED, grouped, ungrouped
from aftershock.knowledge_base.core import Core
from aftershock.model.whole import Grouping
from aftershock.projection import stored

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from aftershock.explore.groups import Groups
    from aftershock.explore.hiding import Left
    from aftershock.explore.view import View
    from aftershock.model.answers import Picture
    from aftershock.model.around import Around, Relation
    from aftershock.model.catalog import Page
    from aftershock.model.choice import Choice
    from aftershock.model.radius import BlastRadius
    from aftershock.model.whole import Members, Whole

__all__ = ["Drawings"]

_GROUPINGS: Final = tuple(one for one in get_args(Grouping) if one != "none")


class Drawings(Core):
    """The part of a knowledge base that draws."""

    def whole(self, by: str | None = None, *, opened: Sequence[str] = (), hidden: Collection[str] = ()) -> Whole:
        """Lay out the whole graph.

        Parameters
        ----------
        by
            ``none``, ``type``, ``layer`` or ``community``. Where it is left out: nothing is grouped in a graph of up
            to 5,000 components, and larger ones are grouped by type.
        opened
            Keys of the groups of which the components are to be drawn, up to five; of each the thousand with most
            relations.
        hidden
            Entries of its legend, as `aftershock.explore.hiding.legend` names them: components and relations that
            they stand for are counted nowhere but in the legend. Components that are drawn one by one keep their
            places, where their group is drawn whole.

        Raises
        ------
        UsageError
            If it cannot be grouped so, or is to be drawn ungrouped and has more than 10,000 components.
        """
        view = self._view()
        count = len(view.projection.components)
        chosen = by or ("none" if count <= GROUPED_ABOVE else "type")
        if chosen not in get_args(Grouping):
            raise UsageError(f"the graph is grouped by {', '.join(get_args(Grouping))}, not by {chosen!r}")
        if chosen == "none":
            if count > UNGROUPED:
                raise UsageError(f"{count:,} components are drawn in groups only; {UNGROUPED:,} is the most without")
            drawn = ungrouped(view.projection, self._arranged(view)[0], self._left(hidden))
        else:
            groups = self._groups(view, chosen)
            drawn = grouped(view.projection, cast("Grouping", chosen), groups, opened, self._left(hidden))
        numbers = {node.iri: int(view.layer_of[view.component(node.iri)]) for node in drawn.nodes if node.iri}
        entries = legend(view.projection, self._traits())
        called = self._called(node.owner for node in drawn.nodes)
        drawn = replace(drawn, nodes=tuple(replace(node, owner_label=called[node.owner]) for node in drawn.nodes))
        return replace(marked_whole(drawn, self.marks(), numbers), legend=entries)

    def _left(self, hidden: Collection[str]) -> Left:
        return left(self._view().projection, self._traits(), hidden)

    def picture_of(self, radius: BlastRadius, *, cap: int = 200) -> Picture:
        """Draw those rows of a blast radius that it has; what lies on their ways is drawn with them.

        Parameters
        ----------
        radius
            As `KnowledgeBase.blast_radius` gives it, or with some of its rows.
        cap
            Components in the picture at the most.
        """
        return self._told(radius_picture(self._view().projection, radius, cap=cap))

    def group_members(
        self, by: str, key: str, *, offset: int = 0, limit: int = 50, hidden: Collection[str] = ()
    ) -> Members:
        """List what is in a group of the whole graph and is shown, those with most relations first.

        Parameters
        ----------
        by
            ``type``, ``layer`` or ``community``.
        key
            Of the group, as `whole` gives it.
        offset, limit
            Which of its components.
        hidden
            As `whole` takes it.

        Raises
        ------
        UnknownNameError
            If there is no such group; with the nearest.
        UsageError
            If the graph cannot be grouped so, or a number is negative.
        """
        if by not in _GROUPINGS:
            raise UsageError(f"the graph is grouped by {', '.join(_GROUPINGS)}, not by {by!r}")
        view = self._view()
        return members(view.projection, self._groups(view, by), key, offset, limit, kept=self._left(hidden).components)

    def groups_of(self, by: str, components: Sequence[str]) -> dict[str, str]:
        """Say in which groups of the whole graph components are.

        Parameters
        ----------
        by
            ``none``, ``type``, ``layer`` or ``community``.
        components
            Their IRIs.

        Returns
        -------
        dict of str to str
            Keys of groups, as `whole` gives them, by IRI; empty where nothing is grouped.

        Raises
        ------
        UsageError
            If the graph cannot be grouped so.
        """
        if by == "none":
            return {}
        if by not in _GROUPINGS:
            raise UsageError(f"the graph is grouped by {', '.join(_GROUPINGS)} or none, not by {by!r}")
        view = self._view()
        groups = self._groups(view, by)
        return {iri: groups.keys[int(groups.of[view.component(iri)])] for iri in components}

    def _groups(self, view: View, by: str) -> Groups:
        if by == "community":
            return by_community(view.projection, self._arranged(view)[1])
        if by == "layer":
            names = {layer.number: layer.name for layer in view.layers}
            return by_layer(view.layer_of, names)
        return by_type(view.projection)

    def around(
        self,
        component: str,
        *,
        direction: str = "both",
        class_name: str | None = None,
        cap: int = 100,
        choice: Choice | None = None,
    ) -> Around:
        """Give what is one relation away from a component, counted by direction and class before it is drawn.

        Parameters
        ----------
        component
            Slug, label, IRI or package URL.
        direction
            ``onward``: what falls next; ``inward``: what it falls after; ``both``.
        class_name
            Only of this class, by its local name.
        cap
            Components in the picture at the most; 0 for the counts alone.
        choice
            What filters let through of what is around it, in counts and picture: of a class and no other; over
            relations of a certainty.

        Raises
        ------
        UnknownNameError
            If there is no such component.
        UsageError
            If the direction is another, or the cap negative.
        """
        view = self._view()
        found = around(
            *(view.projection, view.component(component), direction, class_name, cap),
            kept=self._beside(choice),
            certainty=choice.certainty if choice else None,
        )
        return replace(found, picture=self._told(found.picture))

    def relations(
        self,
        component: str,
        *,
        direction: str = "onward",
        offset: int = 0,
        limit: int = 100,
        choice: Choice | None = None,
    ) -> Page[Relation]:
        """List the relations at a component, all of them, whatever a picture has room for.

        Parameters
        ----------
        component
            Slug, label, IRI or package URL.
        direction
            ``onward``: what falls next; ``inward``: what it falls after.
        offset, limit
            Which of them.
        choice
            Only those that filters let through, as `around` takes it.

        Raises
        ------
        UnknownNameError
            If there is no such component, or nothing goes by the name in a filter.
        UsageError
            If the direction is another, or a number negative.
        """
        view = self._view()
        return relations(
            *(view.projection, view.component(component), direction, offset, limit),
            kept=self._beside(choice),
            certainty=choice.certainty if choice else None,
        )

    def _arranged(self, view: View) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """Give places and communities of a revision; a worker finds them if this is the first to ask."""
        folder = self._engine.data / "projections" / f"{view.projection.revision}.{stored.FORMAT}"
        found = placing.read(folder)
        if found is None:
            self._engine.build("aftershock.explore.placing:place", {"folder": str(folder)}, what="the layout")
            found = placing.read(folder)
        if found is None:
            raise StoreError(f"the layout of the graph is not at {folder}, where a worker has just put it")
        return found
