"""What all parts of the knowledge base stand on: the workers, and the current revision as people look at it."""

from __future__ import annotations

from threading import RLock
from typing import TYPE_CHECKING

from aftershock.explore.view import View

if TYPE_CHECKING:
    from aftershock.knowledge_base.engine import Engine

__all__ = ["Core"]


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
        self._seen: View | None = None

    def _view(self) -> View:
        """Give the current revision as people look at it; made when a revision is first asked for."""
        current = self._engine.current()
        with self._lock:
            if self._seen is None or self._seen.projection.revision != str(current.revision):
                engine, snapshot = self._engine, current.snapshot
                self._seen = View(engine.projection(current), lambda text: engine.ask(text, snapshot))
            return self._seen
