"""A data directory with ontology and catalogue in it, copied from one that is loaded once."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from functools import cache
from pathlib import Path


def load_into(place: Path) -> Path:
    """Put a data directory in which ontology and catalogue are loaded where there is none, or an empty folder."""
    shutil.copytree(_loaded(), place, dirs_exist_ok=True)
    return place


@cache
def _loaded() -> Path:
    from aftershock.knowledge_base import KnowledgeBase

    kept = tempfile.TemporaryDirectory(prefix="aftershock-tests-")
    atexit.register(kept.cleanup)
    data = Path(kept.name) / "data"
    KnowledgeBase.open(data).close()
    return data
