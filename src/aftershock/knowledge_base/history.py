"""Why something falls and by which ways: the part of a knowledge base that explains cascades."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aftershock.knowledge_base.consequence import Consequence
from aftershock.projection.why import paths, why

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aftershock.model.history import Paths, Why

__all__ = ["History"]


class History(Consequence):
    """The part of a knowledge base that explains cascades."""

    def why(self, component: str | Sequence[str], target: str, **options: Any) -> Why:
        """Explain why one component falls with others.

        Parameters
        ----------
        component
            Where it starts: a name or several, as for `blast_radius`.
        target
            The component asked about, by any name.
        **options
            As for `blast_radius`, without those of likelihood and page.

        Returns
        -------
        Why
            The path, and all that the fall rests on; where the component stands, a note says as far as is known why.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If an option is not as said.
        """
        found = self.found(component, **options)
        place = found.view.component(target)
        return why(
            found.now, place, before=found.before, supposed=found.supposed, threat=found.threat, notes=found.notes
        )

    def paths(self, component: str | Sequence[str], target: str, *, count: int = 5, **options: Any) -> Paths:
        """Find the best ways from components to another: by evidence, then likelihood, then length.

        Parameters
        ----------
        component
            Where it starts: a name or several, as for `blast_radius`.
        target
            The component that the ways lead to, by any name.
        count
            How many ways to give at the most, 1 to 100.
        **options
            As for `blast_radius`, without those of likelihood and page, and without ``window``.

        Returns
        -------
        Paths
            It says so where the search was cut off.

        Raises
        ------
        UnknownNameError
            If nothing goes by a name; with the nearest.
        UsageError
            If an option is not as said.
        """
        found = self.found(component, **options)
        place = found.view.component(target)
        return paths(found.now, place, count=count, supposed=found.supposed, threat=found.threat, notes=found.notes)
