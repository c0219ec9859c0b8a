"""Documents in: read, held against the shapes, published; all of one or nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from aftershock import resources
from aftershock.errors import AftershockError, DocumentError, UsageError
from aftershock.ingest.recognise import recognise
from aftershock.isolation import scan_document
from aftershock.isolation.limits import MB
from aftershock.knowledge_base.core import Core
from aftershock.model.documents import Document, Finding, IngestReport, Preview
from aftershock.projection.tsv import iri, rows
from aftershock.store.base import CHANGED
from aftershock.validation.report import Report
from aftershock.vocabulary import ID, NAMESPACE

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.isolation import Notation

__all__ = ["Intake"]

_NAMES: Final = (f"<{ID}".encode(), f"<{NAMESPACE}".encode())
_LOOKED_AT: Final = 1_000  # names of ours in one document

_LARGE: Final = 5_000_000
"""Bytes of statements from which on a document is written while it is validated: taking it back costs a copy anew."""

_NOTATIONS: Final[dict[str, Notation]] = {"turtle": "turtle", "n-triples": "ntriples"}  # they know causes of violations


class Intake(Core):
    """The part of a knowledge base that takes documents."""

    def ingest(self, document: Document | Path | str) -> IngestReport:
        """Read a document into the graph: all of it, or nothing.

        Parameters
        ----------
        document
            A document, or the path of a file.

        Returns
        -------
        IngestReport
            What it became. The same document again changes nothing; a new edition takes the place of the old one.

        Raises
        ------
        DocumentError
            If it cannot be read: where, and what is wrong.
        ValidationError
            If its graph breaks the shapes.
        StoreBusyError
            If another process writes to the data directory.
        """
        taken = self._taken(document)
        facts, nquads = self._read(taken)
        current = self._engine.current()
        known = {entry.graph: entry for entry in current.graphs}
        if all(graph in known and not known[graph].sha256.startswith(CHANGED) for graph in facts["graphs"]):
            return _report(facts, (), "unchanged", current.revision)
        publication = {
            "graphs": _editions(facts),
            "activity": {"label": f"ingest of {taken.name}", "used": [facts["document"]], "software": "aftershock"},
        }
        if len(nquads) >= _LARGE:
            return self._ingest_large(taken, facts, nquads, publication)
        findings = self._validated(taken, facts, nquads)
        done = self._engine.write("publish", publication, nquads)
        return _report(facts, findings, done["outcome"], done["revision"])

    def _ingest_large(
        self, document: Document, facts: dict[str, Any], nquads: bytes, publication: dict[str, Any]
    ) -> IngestReport:
        """Write while the shapes are still looked at; nobody sees what is written before they have passed it."""
        with self._engine.turn, ThreadPoolExecutor(1, "aftershock-validation") as beside:
            validation = beside.submit(self._validated, document, facts, nquads)
            try:
                done = self._engine.write("publish", {**publication, "hold": True}, nquads)
            except AftershockError:
                validation.result()  # what is wrong with the document is said before what became of the write
                raise
            try:
                findings = validation.result()
            except BaseException:
                self._engine.settle(keep=False)
                raise
            self._engine.settle(keep=True)
        return _report(facts, findings, done["outcome"], done["revision"])

    def preview(self, document: Document | Path | str) -> Preview:
        """Show what ingesting a document would do, and do nothing.

        Parameters
        ----------
        document
            A document, or the path of a file.

        Raises
        ------
        DocumentError, ValidationError
            As `ingest`.
        """
        taken = self._taken(document)
        facts, nquads = self._read(taken)
        findings = self._validated(taken, facts, nquads)
        current = self._engine.current()
        lineages = {entry.lineage for entry in current.graphs}
        held = set(facts["graphs"]) <= set(current.active)
        outcome = "unchanged" if held else "revised" if facts["lineage"] in lineages else "added"
        return Preview(_report(facts, findings, outcome, current.revision), nquads)

    def load_examples(self) -> tuple[IngestReport, ...]:
        """Ingest the worked examples of the checkout, every estate and every page; they are illustrative and say so.

        Raises
        ------
        UsageError
            If they did not travel with this installation.
        """
        try:
            folder = resources.example("modelslab").parent
        except FileNotFoundError as missing:
            raise UsageError(str(missing)) from missing
        paths = [*sorted(folder.glob("*/estate.ttl")), *sorted(folder.glob("pages/*.txt"))]
        return tuple(
            self.ingest(Document(path.read_bytes(), f"examples/{path.parent.name}/{path.name}")) for path in paths
        )

    def _taken(self, document: Document | Path | str) -> Document:
        taken = document if isinstance(document, Document) else Document.from_path(document)
        limit = self._engine.limits.document_bytes
        if len(taken.content) > limit:
            raise DocumentError(f"it has {len(taken.content)} bytes; {limit} is the limit", taken.name)
        return taken

    def _read(self, document: Document) -> tuple[dict[str, Any], bytes]:
        """Recognise, scan and read."""
        format_ = recognise(document)
        if format_ in _NOTATIONS:
            scan_document(document.content, _NOTATIONS[format_], self._engine.limits, document.name)
        header = {
            "name": document.name,
            "format": format_,
            "media_type": document.media_type,
            "unpacked": self._engine.limits.expansion * max(len(document.content), MB),
        }
        facts, nquads = self._engine.build("aftershock.ingest.task:read", header, document.content, what="the document")
        limit = self._engine.limits.triples
        if facts["quads"] > limit:
            raise DocumentError(f"it has {facts['quads']} statements; {limit} is the limit", document.name)
        return facts, nquads

    def _validated(self, document: Document, facts: dict[str, Any], nquads: bytes) -> tuple[Finding, ...]:
        """Hold the quads against the shapes; give what the reader and they noticed."""
        found, _ = self._engine.build("aftershock.validation:task", {}, nquads, what="the document's validation")
        report = Report.from_header(found)
        noticed = [Finding(**finding) for finding in facts["findings"]]
        report.refuse(document.name, [_placed(one) for one in noticed] if facts["format"] in _NOTATIONS else ())
        told = {one.message for one in noticed}
        noticed += [
            Finding("warning" if result.severity == "warning" else "info", result.sentence)
            for result in report.results
            if result.message not in told
        ]
        noticed += [
            Finding("warning", f"it says something of {name}, which is the catalogue's or the ontology's own")
            for name in self._ours(nquads)
        ]
        return tuple(noticed)

    def _ours(self, nquads: bytes) -> list[str]:
        """Find what the document says something of although the shipped ontology or catalogue has it."""
        subjects = {line.partition(b" ")[0] for line in nquads.split(b"\n")}
        named = sorted(one.decode() for one in subjects if one.startswith(_NAMES))[:_LOOKED_AT]
        if not named:
            return []
        current = self._engine.kept()
        shipped = " ".join(f"<{entry.graph}>" for entry in current.graphs if entry.kind in ("ontology", "catalog"))
        answer = self._engine.ask(
            f"SELECT DISTINCT ?s {{ VALUES ?s {{ {' '.join(named)} }} VALUES ?g {{ {shipped} }} "
            "GRAPH ?g { ?s a ?t } }",
            current,
        )
        return [iri(row[0]) for row in rows(answer)]


def _placed(finding: Finding) -> str:
    return finding.message if finding.line is None else f"line {finding.line}: {finding.message}"


def _editions(facts: dict[str, Any]) -> list[dict[str, str]]:
    """Name the graphs of a document: its own is its source, any other is a reading of it."""
    return [
        {
            "graph": graph,
            "kind": "source" if graph == facts["document"] else "reading",
            "lineage": facts["lineage"],
        }
        for graph in facts["graphs"]
    ]


def _report(facts: dict[str, Any], findings: tuple[Finding, ...], outcome: Any, revision: object) -> IngestReport:
    return IngestReport(
        document=facts["name"],
        sha256=facts["sha256"],
        format=facts["format"],
        outcome=outcome,
        graphs=tuple(facts["graphs"]),
        quads=facts["quads"],
        agents=tuple(facts["agents"]),
        findings=findings,
        revision=str(revision),
    )
