"""What workers do for the pages, run here: descriptions, exports, the projection, on a snapshot of a small store."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import rdflib

from aftershock.errors import UnknownNameError, UsageError
from aftershock.explore import export
from aftershock.explore.describe import describe
from aftershock.ingest import shipped
from aftershock.projection import stored
from aftershock.projection.task import project
from aftershock.store.base import Edition, Publication
from aftershock.store.embedded import EmbeddedStore, read_current

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = "https://example.org/document"
AFT = "https://w3id.org/aftershock/ontology#"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
QUADS = f"""
<https://example.org/hub> {TYPE} <{AFT}Registry> <{DOCUMENT}> .
<https://example.org/hub> <http://www.w3.org/2004/02/skos/core#prefLabel> "Hub"@en <{DOCUMENT}> .
<https://example.org/model> {TYPE} <{AFT}Model> <{DOCUMENT}> .
<https://example.org/model> <{AFT}distributedThrough> <https://example.org/hub> <{DOCUMENT}> .
"""


@pytest.fixture(scope="module")
def header(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    data = tmp_path_factory.mktemp("data")
    store = EmbeddedStore(data)
    facts, nquads = shipped.read({}, b"")
    store.publish(Publication(tuple(Edition(one["graph"], one["kind"]) for one in facts["graphs"]), nquads))
    store.publish(Publication((Edition(DOCUMENT, "source"),), QUADS.encode()))
    store.close()
    current = read_current(data)
    assert current is not None
    return {"snapshot": str(current.snapshot), "active": list(current.active), "revision": "2"}


@pytest.mark.parametrize(
    ("format", "parser"), [("turtle", "turtle"), ("jsonld", "json-ld"), ("ntriples", "nt"), ("rdfxml", "xml")]
)
def test_a_description_says_what_is_said_and_what_points_there(header, format, parser):
    facts, content = describe({**header, "iri": "https://example.org/hub", "format": format}, b"")
    graph = rdflib.Graph().parse(data=content, format=parser)
    assert len(graph) == facts["triples"] == 3
    assert (None, None, rdflib.URIRef("https://example.org/hub")) in graph


def test_compact_json_uses_our_prefixes(header):
    _, content = describe({**header, "iri": "https://example.org/hub", "format": "jsonld"}, b"")
    assert json.loads(content)["@context"]["aft"] == "https://w3id.org/aftershock/ontology#"


@pytest.mark.parametrize("iri", ["https://example.org/nothing", "https://example.org/> { } #", "a b"])
def test_nothing_is_said_of_it(header, iri):
    with pytest.raises(UnknownNameError):
        describe({**header, "iri": iri, "format": "turtle"}, b"")


def test_a_format_that_is_none(header):
    with pytest.raises(UsageError, match="no description is written as 'pdf'"):
        describe({**header, "iri": "https://example.org/hub", "format": "pdf"}, b"")


@pytest.mark.parametrize(("format", "parser"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_statements_of_documents_are_exported_once(header, format, parser):
    _, content = export.statements({**header, "graphs": [DOCUMENT, DOCUMENT], "format": format}, b"")
    graph = rdflib.Graph().parse(data=content, format=parser)
    assert len(graph) == 4


def test_a_label_that_xml_cannot_hold_is_written_all_the_same():
    import networkx as nx

    graph = nx.MultiDiGraph()
    graph.add_node("a\x00", label="x\x0b<&")
    graph.add_edge("a\x00", "b", weight=1.5)
    for format_ in export.GRAPHS:
        content = export.graph_file(graph, format_)
        assert b"\x00" not in content
        assert "\ufffd" in content.decode()


def test_a_snapshot_is_projected(header, tmp_path: Path):
    folder = tmp_path / "projection"
    without = [one for one in header["active"] if "/catalog/incidents/" not in one and "/catalog/agents/" not in one]
    header = {**header, "active": without}  # these describe components of their own
    counts, _ = project({**header, "folder": str(folder)}, b"")
    assert counts == {"components": 2, "edges": 1}
    projection = stored.load(folder)
    assert list(projection.components) == ["https://example.org/hub", "https://example.org/model"]
    assert projection.revision == "2"
    assert project({**header, "folder": str(folder)}, b"")[0] == counts, "one that is there stays"
    (folder / "tables.json").unlink()
    with pytest.raises(Exception, match="no whole projection"):
        stored.load(folder)


def test_what_is_shipped_is_always_the_same():
    assert shipped.read({}, b"") == shipped.read({}, b"")
