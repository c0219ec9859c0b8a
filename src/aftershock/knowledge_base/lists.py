"""Things by name, and lists of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aftershock.explore.questions import find_question, shipped_questions
from aftershock.explore.sought import search
from aftershock.explore.view import page
from aftershock.knowledge_base.core import Core

if TYPE_CHECKING:
    from collections.abc import Iterable

    from aftershock.model.catalog import (
        AgentItem,
        AgentRecord,
        ComponentItem,
        LayerItem,
        MitigationItem,
        Page,
        ThreatItem,
    )
    from aftershock.model.choice import Choice
    from aftershock.model.questions import Question

__all__ = ["Lists"]


class Lists(Core):
    """The part of a knowledge base that looks things up."""

    def agent(self, name: str) -> AgentRecord:
        """Give everything that its page says of an agent, found by slug, name or IRI."""
        return self._view().agent(name)

    def threat(self, name: str) -> ThreatItem:
        """Give a threat, weakness or consequence by slug, label or IRI."""
        return self._view().threat(name)

    def mitigation(self, name: str) -> MitigationItem:
        """Give a mitigation by slug, label or IRI."""
        return self._view().mitigation(name)

    def component(self, name: str) -> ComponentItem:
        """Give a component by slug, label, IRI or package URL."""
        view = self._view()
        return view.component_item(view.component(name))

    def agents(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[AgentItem]:
        """List agents whose name contains a text."""
        found = [one for one in self._view().agents if _has(search, one.slug, one.name)]
        return page(found, offset, limit)

    def threats(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[ThreatItem]:
        """List threats, weaknesses and consequences whose name or definition contains a text."""
        found = [one for one in self._view().threats if _has(search, one.slug, one.label, one.definition)]
        return page(found, offset, limit)

    def layers(self) -> Page[LayerItem]:
        """List the seven layers."""
        found = self._view().layers
        return page(found, 0, len(found))

    def mitigations(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[MitigationItem]:
        """List mitigations whose name or definition contains a text."""
        found = [one for one in self._view().mitigations if _has(search, one.slug, one.label, one.definition)]
        return page(found, offset, limit)

    def components(
        self,
        search: str = "",
        class_name: str | None = None,
        offset: int = 0,
        limit: int = 100,
        *,
        choice: Choice | None = None,
    ) -> Page[ComponentItem]:
        """List components whose name contains a text, of one class and those below it, or of all.

        Parameters
        ----------
        search, class_name
            Which.
        offset, limit
            Which page of them.
        choice
            What else filters let through; by certainty those of which the surest relation is so sure.
        """
        kept = None if choice is None else self._chosen(choice)
        return self._view().components(search, class_name, offset, limit, kept)

    def owners(
        self, search: str = "", class_name: str | None = None, *, choice: Choice | None = None
    ) -> tuple[tuple[str | None, int], ...]:
        """Count components by who is accountable for them.

        Parameters
        ----------
        search, class_name, choice
            Which components, as for `components`.

        Returns
        -------
        tuple of (IRI, components)
            The most first; ``None`` for those that nobody is named for, last.
        """
        kept = None if choice is None else self._chosen(choice)
        return self._view().owners(search, class_name, kept)

    def titles(self, documents: Iterable[str]) -> dict[str, str]:
        """Say what documents are called, by their IRIs: their titles, where they have none the names of their files."""
        return self._view().titles(documents)

    def questions(self, search: str = "", offset: int = 0, limit: int = 100) -> Page[Question]:
        """List the catalogue of queries, by topic: those whose name, topic or words contain a text."""
        found = [one for one in shipped_questions() if _has(search, one.name, one.topic, one.question)]
        return page(found, offset, limit)

    def question(self, name: str) -> Question:
        """Give a question of the catalogue of queries by its name."""
        return find_question(name)

    def worst_starts(self, limit: int = 10) -> tuple[tuple[ComponentItem, int, int, int], ...]:
        """List where control does most, of one's own components if there are any: item, affected, possible, unknown."""
        return self._view().worst_starts[:limit]

    def search(self, text: str, limit: int = 20) -> tuple[tuple[str, str, str, str], ...]:
        """Find anything whose name contains a text: kind, IRI (of a question nothing), slug, label."""
        return search(self._view(), text, limit)


def _has(search: str, *texts: str) -> bool:
    wanted = search.casefold().strip()
    return any(wanted in text.casefold() for text in texts)
