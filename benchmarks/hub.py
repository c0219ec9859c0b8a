"""The generated hub in a data directory, by the road that everybody takes: generate, ingest, project."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from aftershock.explore.generate import generate
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["opened"]


def opened(data: Path, models: int, applications: int, seed: int) -> Iterator[KnowledgeBase]:
    """Open a data directory that holds the hub; ingest it if it is not there yet, and say how long that took.

    Parameters
    ----------
    data
        The directory.
    models, applications, seed
        As for `aftershock.explore.generate.generate`.

    Yields
    ------
    KnowledgeBase
        Closed afterwards.
    """
    with KnowledgeBase.open(data) as base:
        begun = time.perf_counter()
        content = b"".join(generate(models=models, applications=applications, seed=seed))
        generated = time.perf_counter()
        report = base.ingest(Document(content, f"hub-{models}-{applications}-{seed}.nt"))
        taken = time.perf_counter()
        print(
            f"generated in {generated - begun:.1f} s, {report.outcome} in {taken - generated:.1f} s: "
            f"{report.quads:,} statements",
            file=sys.stderr,
        )
        yield base
