"""The machinery under the knowledge base: worker processes, the current snapshot, and its projection."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal, Self

from aftershock import resources
from aftershock.cascade.compiled import configure_cache
from aftershock.errors import StoreError
from aftershock.isolation import Dedicated, Limits, Pool
from aftershock.knowledge_base.together import look_anew
from aftershock.model.operation import Flushes
from aftershock.projection import stored
from aftershock.store.layout import Current, Hold, Layout, hold_current, read_current

if TYPE_CHECKING:
    from aftershock.projection.stored import Projection

__all__ = ["Engine"]

_ANSWER = "aftershock.store.reader:answer"
_ASK = "aftershock.isolation.asking:answer"
_NO_CAP = 2**62


@dataclass(slots=True)
class Engine:
    """Workers on one data directory.

    Parameters
    ----------
    data
        The directory.
    limits
        What work may cost.
    readers
        Answer the queries of others, each on a snapshot.
    looks
        Answer our own look-ups, so that no query of others keeps a list or a page waiting.
    builders
        Read, validate, project and describe: heavier work, one piece at a time.
    writer
        Holds the only store that is written to; started when something is first written.
    temporary
        Whether the directory goes when the engine is closed.
    default_graph
        What is asked where nobody names graphs: the union of the current ones, or the store's own default graph.
    turn
        Held by whoever writes, so that one who writes in several steps is alone.
    flushes
        What the writer has brought to disk.
    hold
        Keeps others from restoring a backup into the directory.
    """

    data: Path
    limits: Limits
    readers: Pool
    looks: Pool
    builders: Pool
    temporary: bool
    writer: Dedicated | None = None
    default_graph: Literal["union", "empty"] = "union"
    turn: RLock = field(default_factory=RLock)
    flushes: Flushes = field(default_factory=Flushes)
    hold: Hold | None = None
    _lock: RLock = field(default_factory=RLock)

    @classmethod
    def open(cls, data: str | Path | None, limits: Limits, readers: int) -> Self:
        """Open a data directory and see to it that the shipped ontology and catalogue are in it.

        Parameters
        ----------
        data
            Where it is; ``None`` for a temporary one.
        limits
            What work may cost.
        readers
            How many queries may run at once.

        Raises
        ------
        StoreError
            If the directory cannot be used.
        StoreBusyError
            If somebody restores a backup into it.
        """
        temporary = data is None
        place = Path(tempfile.mkdtemp(prefix="aftershock-")) if data is None else Path(data).expanduser().absolute()
        Layout(place).make()
        hold = Layout(place).use()
        configure_cache(place / "kernels")
        engine = cls(
            data=place,
            limits=limits,
            readers=Pool(
                readers,
                waiting=limits.waiting,
                memory=limits.query_memory,
                preload=("aftershock.isolation.asking",),
                spare=1,
            ),
            looks=Pool(2, waiting=64, memory=limits.query_memory, preload=("aftershock.store.reader",)),
            builders=Pool(1, waiting=limits.waiting, memory=limits.ingest_memory),
            temporary=temporary,
            hold=hold,
        )
        try:
            engine.ensure_shipped()
        except BaseException:
            engine.close()
            raise
        return engine

    def close(self) -> None:
        """End the workers, and remove a temporary directory."""
        with self._lock:
            for pool in (self.readers, self.looks, self.builders, self.writer):
                if pool is not None:
                    pool.close()
            if self.hold is not None:
                self.hold.release()
            if self.temporary:
                shutil.rmtree(self.data, ignore_errors=True)

    def ensure_shipped(self) -> None:
        """Load the ontology and the catalogue of this version where the directory has none or another."""
        mark = self.data / "shipped"
        digest = resources.shipped()
        if read_current(self.data) is not None and mark.is_file() and mark.read_bytes() == digest.encode():
            return
        header, nquads = self.build("aftershock.ingest.shipped:read", {})
        self.write(
            "ensure", {"graphs": header["graphs"], "activity": {"label": "load of ontology and catalogue"}}, nquads
        )
        mark.write_text(digest, encoding="ascii")

    def current(self) -> Current:
        """Give the snapshot that readers see now.

        Raises
        ------
        StoreError
            If nothing was ever published, or the directory cannot be read.
        """
        found = read_current(self.data)
        if found is None:
            raise StoreError(f"the data directory {self.data} holds nothing yet")
        return found

    def kept(self) -> Current:
        """Give the snapshot that readers see now; it stays for as long as what is given, whatever is written meanwhile.

        Raises
        ------
        StoreError
            As `current`.
        """
        return hold_current(self.data) or self.current()

    def answer(self, text: str, header: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
        """Answer somebody's query in a worker.

        Parameters
        ----------
        text
            SPARQL.
        header
            As `aftershock.store.reader.answer` takes it, without the directory.
        """
        return self.readers.run(
            _ASK,
            {"data": str(self.data), **header},
            text.encode(),
            deadline=self.limits.deadline_s,
            what="the query",
        )

    def look(
        self, task: str, header: dict[str, Any], payload: bytes = b"", *, what: str
    ) -> tuple[dict[str, Any], bytes]:
        """Run a look-up of our own."""
        return self.looks.run(task, header, payload, deadline=self.limits.deadline_s, what=what)

    def ask(self, text: str, current: Current) -> bytes:
        """Answer a SELECT query of our own with TSV bytes, uncapped; on one snapshot, so that answers fit together."""
        header = {"snapshot": str(current.snapshot), "formats": ["tsv"], "rows": _NO_CAP, "size": _NO_CAP}
        return self.look(_ANSWER, {"data": str(self.data), **header}, text.encode(), what="a look-up")[1]

    def build(
        self, task: str, header: dict[str, Any], payload: bytes = b"", *, what: str = "the work"
    ) -> tuple[dict[str, Any], bytes]:
        """Run a piece of heavier work in a worker."""
        return self.builders.run(task, header, payload, deadline=self.limits.ingest_deadline_s, what=what)

    def write(self, task: str, header: dict[str, Any], nquads: bytes) -> dict[str, Any]:
        """Let the writer do something; it starts when it is first needed.

        Raises
        ------
        StoreBusyError
            If another process writes to the directory.
        """
        return self._written(task, header, nquads)[0]

    def change(self, header: dict[str, Any], statements: bytes) -> tuple[dict[str, Any], bytes]:
        """Let the writer carry out updates, see `aftershock.store.writer.change`."""
        kinds = {operation["kind"] for update in header["updates"] for operation in update["operations"]}
        # an update has the time of a query; whole graphs have that of a document
        whole = not kinds <= {"insert-data", "delete-data", "modify"}
        deadline = self.limits.ingest_deadline_s if whole else self.limits.deadline_s
        return self._written("change", header, statements, deadline)

    def settle(self, *, keep: bool) -> None:
        """Let the writer show what it held, or take it back."""
        self._written("settle", {"keep": keep}, b"")

    def _written(
        self, task: str, header: dict[str, Any], content: bytes, deadline: float | None = None
    ) -> tuple[dict[str, Any], bytes]:
        with self._lock:
            if self.writer is None:
                self.writer = Dedicated(memory=self.limits.ingest_memory)
        with self.turn:
            header, content = self.writer.run(
                f"aftershock.store.writer:{task}",
                {"data": str(self.data), **header},
                content,
                deadline=deadline or self.limits.ingest_deadline_s,
                what="the write",
            )
            look_anew()
            taken = header.pop("flush_s", 0.0)
            if taken:
                self.flushes = Flushes(self.flushes.count + 1, self.flushes.seconds + taken)
            return header, content

    def projection(self, current: Current) -> Projection:
        """Give the projection of a snapshot; a worker makes it where there is none yet, or what lies there is damaged.

        Parameters
        ----------
        current
            The snapshot.
        """
        folder = self.data / "projections" / f"{current.revision}.{stored.FORMAT}"
        if folder.is_dir():
            try:
                return stored.load(folder)
            except StoreError:  # it is made from the snapshot, and can be made again
                shutil.rmtree(folder, ignore_errors=True)
        header = {
            "snapshot": str(current.snapshot),
            "active": list(current.active),
            "revision": str(current.revision),
            "folder": str(folder),
        }
        self.build("aftershock.projection.task:project", header, what="the projection")
        self._forget_older(folder)
        return stored.load(folder)

    def _forget_older(self, newest: Path) -> None:
        """Remove projections that are several revisions old; whoever has mapped one keeps it."""
        folders = [folder for folder in newest.parent.iterdir() if folder.suffix == newest.suffix]
        for folder in sorted(folders, key=lambda one: int(one.stem))[:-3]:
            shutil.rmtree(folder, ignore_errors=True)
