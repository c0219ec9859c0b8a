"""What operators ask: whether it can work, within which limits, what its workers do."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aftershock.errors import StoreError, WorkerLostError
from aftershock.knowledge_base.core import Core
from aftershock.model.operation import Operation, Workers

if TYPE_CHECKING:
    from aftershock.isolation import Pool

__all__ = ["Operations"]

_EMPTY = (
    "no {kind} is in the store, so that blast radii have nothing to go by; it is loaded again when the service is "
    "started again"
)


class Operations(Core):
    """The part of a knowledge base that tells how it is."""

    def operation(self) -> Operation:
        """Tell what is counted; nothing is started for it, and it is there when the store is not."""
        engine = self._engine
        missing: tuple[str, ...] = ()
        revision, graphs, triples = None, 0, 0
        try:
            current = engine.current()
        except StoreError as error:
            missing = (str(error),)
        else:
            revision, graphs = current.revision, len(current.graphs)
            triples = sum(entry.triples for entry in current.graphs)
        pools = {
            "queries": engine.readers,
            "looks": engine.looks,
            "documents": engine.builders,
            "writer": engine.writer,
        }
        workers = tuple(_workers(name, pool) for name, pool in pools.items() if pool is not None)
        return Operation(revision, graphs, triples, missing, workers, engine.flushes)

    def settings(self) -> dict[str, Any]:
        """Tell whether it can work, and if not what is missing; limits, what workers gave up, what is loaded.

        Returns
        -------
        dict
            ``ready``; ``missing``, why it is not, a sentence each; ``notes``, what an operator should know besides;
            ``revision``, ``graphs``, ``triples``; ``limits``; ``sandbox``, where a worker could be started;
            ``readers`` and ``workers``.
        """
        sandbox, lost = None, []
        try:
            sandbox = self._engine.readers.warm()
        except WorkerLostError as error:
            lost.append(str(error))
        told = self.operation()
        missing, notes = [*told.missing, *lost], []
        if sandbox is not None and sandbox.network != "refused":
            notes.append(f"workers could open a socket, for the system filters no calls: {sandbox.network}")
        if not told.missing:
            kinds = {entry.kind for entry in self._engine.current().graphs}
            absent = {"ontology": "ontology", "catalog": "catalogue"}
            notes += [_EMPTY.format(kind=name) for kind, name in absent.items() if kind not in kinds]
        return {
            "ready": not missing,
            "missing": missing,
            "notes": notes,
            "revision": None if told.revision is None else str(told.revision),
            "graphs": told.graphs,
            "triples": told.triples,
            "limits": asdict(self._engine.limits),
            "sandbox": None if sandbox is None else asdict(sandbox),
            "readers": {name: value for name, value in asdict(told.workers[0]).items() if name != "pool"},
        }

    @property
    def epoch(self) -> str:
        """What tells apart revisions of the same number: when a backup was last restored; empty where none was."""
        mark = self._engine.data / "restored"
        return mark.read_text(encoding="ascii").strip() if mark.is_file() else ""

    def load_shipped(self) -> None:
        """Load the ontology and the catalogue of this version where somebody has removed one of them.

        Raises
        ------
        StoreBusyError
            If it must be written to and another process does.
        """
        kinds = {entry.kind for entry in self._engine.current().graphs}
        if not {"ontology", "catalog"} <= kinds:
            (self._engine.data / "shipped").unlink(missing_ok=True)
            self._engine.ensure_shipped()


def _workers(name: str, pool: Pool) -> Workers:
    told = pool.status()
    return Workers(
        name, told.size, told.idle, told.running, told.waiting, told.started, told.killed, told.lost, told.retired,
        told.refused, told.left,
    )  # fmt: skip
