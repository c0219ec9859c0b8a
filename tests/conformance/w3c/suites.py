"""The W3C's manifests, read into cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pyoxigraph import DefaultGraph, Literal, NamedNode, RdfFormat, Store, parse

if TYPE_CHECKING:
    from pathlib import Path

MF = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#"
QT = "http://www.w3.org/2001/sw/DataAccess/tests/test-query#"
UT = "http://www.w3.org/2009/sparql/tests/test-update#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
DAWGT = "http://www.w3.org/2001/sw/DataAccess/tests/test-dawg#"

BASE = "http://w3c.example/"
"""Where the suites' folder is said to be, so that relative IRIs have something to be relative to."""

QUERY_11 = [
    *("aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation"),
    *("project-expression", "property-path", "subquery", "syntax-query", "csv-tsv-res", "json-res"),
]
UPDATE_11 = [
    *("add", "basic-update", "clear", "copy", "delete-data", "delete-insert", "delete-where", "delete", "drop", "move"),
    *("syntax-update-1", "syntax-update-2", "update-silent"),
]


@dataclass(frozen=True)
class Case:
    """A test of a manifest.

    `kind` is the last part of its type, such as ``"QueryEvaluationTest"``. `data` are files of the default graph,
    `graphs` names and files of named ones; `after` and `after_graphs` what an update must leave.
    """

    suite: str
    folder: str
    name: str
    kind: str
    action: str
    data: tuple[str, ...] = ()
    graphs: tuple[tuple[str, str], ...] = ()
    result: str | None = None
    after: tuple[str, ...] = ()
    after_graphs: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        return f"{self.suite}/{self.folder}/{self.name}"


class Manifest:
    """A manifest's graph."""

    def __init__(self, root: Path, place: str) -> None:
        self.place, self.store = place, Store()
        for quad in parse(path=root / place, format=RdfFormat.TURTLE, base_iri=BASE + place):
            self.store.add(quad)

    def all(self, subject, predicate):
        return [one.object for one in self.store.quads_for_pattern(subject, NamedNode(predicate), None, DefaultGraph())]

    def one(self, subject, predicate):
        found = self.all(subject, predicate)
        return found[0] if found else None

    def items(self, head):
        while head is not None and head != NamedNode(RDF + "nil"):
            yield self.one(head, RDF + "first")
            head = self.one(head, RDF + "rest")

    def entries(self):
        for quad in self.store.quads_for_pattern(None, NamedNode(MF + "entries"), None, DefaultGraph()):
            yield from self.items(quad.object)


def cases(root: Path, suite: str, folders: list[str]) -> list[Case]:
    """Read the cases of some folders of a suite, in the order of their manifests."""
    found = []
    for folder in folders:
        manifest = Manifest(root, f"sparql/{suite}/{folder}/manifest.ttl")
        found += [case for entry in manifest.entries() if (case := _case(manifest, suite, folder, entry))]
    return found


def _case(manifest: Manifest, suite: str, folder: str, entry) -> Case | None:
    kinds = [one.value for one in manifest.all(entry, RDF + "type")]
    kind = next(one.removeprefix(MF) for one in kinds if one.startswith(MF))
    action, result = manifest.one(entry, MF + "action"), manifest.one(entry, MF + "result")
    name = manifest.one(entry, MF + "name")
    title = entry.value.rpartition("#")[2] or entry.value.rpartition("/")[2] or str(name)
    if isinstance(action, NamedNode):
        return Case(suite, folder, title, kind, action.value, result=getattr(result, "value", None))
    if "Update" in kind:
        request = manifest.one(action, UT + "request")
        return Case(
            suite,
            folder,
            title,
            kind,
            request.value,
            data=tuple(one.value for one in manifest.all(action, UT + "data")),
            graphs=_named(manifest, action, UT),
            after=tuple(one.value for one in manifest.all(result, UT + "data")),
            after_graphs=_named(manifest, result, UT),
        )
    return Case(
        suite,
        folder,
        title,
        kind,
        manifest.one(action, QT + "query").value,
        data=tuple(one.value for one in manifest.all(action, QT + "data")),
        graphs=_named(manifest, action, QT),
        result=getattr(result, "value", None),
    )


def _named(manifest: Manifest, action, space: str) -> tuple[tuple[str, str], ...]:
    found = []
    for one in manifest.all(action, space + "graphData"):
        label = manifest.one(one, RDFS + "label")
        place = manifest.one(one, space + "graph") or manifest.one(one, space + "data")
        if isinstance(one, NamedNode):
            found.append((one.value, one.value))
        else:
            found.append((label.value if isinstance(label, Literal) else place.value, place.value))
    return tuple(found)
