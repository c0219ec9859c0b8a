"""What all parts of the knowledge base stand on: the workers, and the current revision as people look at it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from aftershock.errors import UnknownNameError
from aftershock.explore.severity import layered, marked, marks
from aftershock.explore.view import View
from aftershock.knowledge_base.together import looked_at
from aftershock.model.choice import SURENESS
from aftershock.model.iri import local_name
from aftershock.projection.chosen import Traits, chosen, exact_class
from aftershock.projection.described import component_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from aftershock.knowledge_base.engine import Engine
    from aftershock.model.answers import Picture
    from aftershock.model.choice import Choice
    from aftershock.model.marks import Marks
    from aftershock.store.layout import Current

__all__ = ["Core", "Seen"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A revision as people look at it.

    Parameters
    ----------
    view
        It.
    current
        Its snapshot, which stays as long as this.
    """

    view: View
    current: Current


class Core:
    """Workers on a data directory, and the revision that was looked at last.

    Parameters
    ----------
    engine
        The workers.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = RLock()
        self._seen: Seen | None = None
        self._marked: tuple[View, Mapping[str, Marks]] | None = None

    def _view(self) -> View:
        """Give the current revision as people look at it; made when a revision is first asked for."""
        return self._look().view

    def _look(self) -> Seen:
        """Give the same, with its snapshot; where looks belong together, what the first of them saw."""
        before = looked_at()
        if before is not None and self in before:
            earlier: Seen = before[self]
            return earlier
        revision = self._engine.current().revision
        with self._lock:
            if self._seen is None or self._seen.current.revision < revision:
                engine, current = self._engine, self._engine.kept()
                view = View(engine.projection(current), lambda text: engine.ask(text, current))
                self._seen = Seen(view, current)
            seen = self._seen
        if before is not None:
            before[self] = seen
        return seen

    def marks(self) -> Mapping[str, Marks]:
        """Give how grave the fall of a component would be, by its IRI, of all of which that is known."""
        view, known = self._view(), self._marked
        if known is None or known[0] is not view:
            known = self._marked = (view, marks(view.projection, view.agents))
        return known[1]

    def _told(self, picture: Picture) -> Picture:
        """Say of the components of a picture how grave their fall would be, in which layer they are, and whose."""
        view = self._view()
        layers = {node.iri: int(view.layer_of[view.component(node.iri)]) for node in picture.nodes}
        told = layered(marked(picture, self.marks()), layers, view.layers)
        called = self._called(node.owner for node in told.nodes)
        return replace(told, nodes=tuple(replace(node, owner_label=called[node.owner]) for node in told.nodes))

    def _called(self, owners: Iterable[str | None]) -> dict[str | None, str]:
        """Say what owners are called; those without a label by the last part of their IRI."""
        view = self._view()
        found: dict[str | None, str] = {None: ""}
        for iri in set(owners) - {None}:
            try:
                found[iri] = component_label(view.projection, view.component(str(iri)))
            except UnknownNameError:
                found[iri] = local_name(str(iri))
        return found

    def _traits(self) -> Traits:
        """Give what filters look at, of each component."""
        view = self._view()
        return Traits(view.layer_of, view.surest, self.marks())

    def _chosen(self, choice: Choice) -> NDArray[np.bool_] | None:
        """Tell which components filters let through: of a class and those below it; ``None`` for all."""
        view, traits = self._view(), self._traits()
        classes = None if choice.class_name is None else view.classes(choice.class_name)
        kept = chosen(view.projection, traits, choice, classes)
        if choice.certainty is None:
            return kept
        sure: NDArray[np.bool_] = traits.surest == SURENESS.index(choice.certainty)
        return sure if kept is None else np.logical_and(kept, sure)

    def _beside(self, choice: Choice | None) -> NDArray[np.bool_] | None:
        """Tell which components filters let through beside another: of a class and no other; ``None`` for all."""
        if choice is None:
            return None
        plain = self._view().projection
        classes = None if choice.class_name is None else exact_class(plain, choice.class_name)
        return chosen(plain, self._traits(), choice, classes)
