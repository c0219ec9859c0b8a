"""The face of the library, over the sample page and the worked example."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import networkx as nx
import pytest
from tests.loaded import load_into

from aftershock import Document, KnowledgeBase
from aftershock.errors import (
    AftershockError,
    DeadlineError,
    DocumentError,
    ForbiddenQueryError,
    ResultTooLargeError,
    StoreBusyError,
    UnknownNameError,
    UsageError,
    ValidationError,
)
from aftershock.knowledge_base import intake
from aftershock.store.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = (
    b"@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://example.org/> .\n"
    b"@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n"
    b"@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
)


@pytest.fixture(scope="module")
def base(filled: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(filled) as opened:
        yield opened


def test_lists_have_what_the_catalogue_has(base: KnowledgeBase):
    assert [layer.number for layer in base.layers().items] == [1, 2, 3, 4, 5, 6, 7]
    assert sum(layer.claims for layer in base.layers().items) == sum(
        threat.claims for threat in base.threats(limit=200).items
    )
    kinds = {threat.slug: threat.kind for threat in base.threats(limit=200).items}
    assert kinds["registry-compromise"] == "threat"
    assert kinds["missing-rbac"] == "weakness"
    assert kinds["cascading-failure"] == "consequence"
    answers = base.mitigation("Pin by digest")
    assert "registry-compromise" in answers.answers
    assert "registry-integrity" in answers.rules
    assert base.mitigations("digest").total >= 1
    assert base.threat("registry compromise").starts_mode == "control"


def test_pages_of_lists(base: KnowledgeBase):
    whole = base.components(limit=1000)
    assert whole.total == len(whole.items) > 200
    assert [*base.components(offset=0, limit=3).items, *base.components(offset=3, limit=3).items] == list(
        whole.items[:6]
    )
    models = base.components(class_name="Model", limit=1000)
    assert {item.class_name for item in models.items} == {"Model"}
    artifacts = base.components(class_name="artifact", limit=1000)
    assert models.total < artifacts.total, "a class counts those below it"
    assert base.components("registry", limit=5).total >= 3
    with pytest.raises(UnknownNameError, match="did you mean 'Model'"):
        base.components(class_name="Models")
    with pytest.raises(UsageError, match="offset is -1"):
        base.components(offset=-1)


def test_agents_and_search(base: KnowledgeBase):
    item = base.agents("modelslab").items[0]
    assert (item.low, item.high) == (1.3, 10.0)
    assert [certainty for _, certainty, _ in item.layers] == [
        "stated", "not-certain", "not-certain", "stated", "not-certain", "not-certain", "stated"
    ]  # fmt: skip
    assert [claims for _, _, claims in item.layers] == [4, 2, 1, 3, 1, 3, 4]
    found = base.search("registry")
    assert {"component", "threat"} <= {kind for kind, *_ in found}
    assert base.search("modelslab")[0][2].startswith("modelslab")
    with pytest.raises(UnknownNameError, match="no agent is called"):
        base.agent("nobody")


def test_worst_starts_are_what_a_radius_says(base: KnowledgeBase):
    worst = base.worst_starts(5)
    assert [row[1] for row in worst] == sorted((row[1] for row in worst), reverse=True)
    item, affected, possible, unknown = worst[0]
    assert base.blast_radius(item.iri, limit=0).counts == {
        "affected": affected,
        "possible": possible,
        "unknown": unknown,
    }
    assert base.component(item.iri) == item


def test_several_starts_fall_together(base: KnowledgeBase):
    one = {row.component for row in base.blast_radius("modelslab-gateway", alternatives="any").affected}
    other = {row.component for row in base.blast_radius("modelslab-gpu-host-1", alternatives="any").affected}
    both = base.blast_radius(["modelslab-gateway", "modelslab-gpu-host-1"], alternatives="any")
    starts = set(both.start)
    assert {row.component for row in both.affected} == (one | other) - starts
    with pytest.raises(UsageError, match="no component is named"):
        base.blast_radius([])


def test_a_threat_that_does_not_strike_is_said(base: KnowledgeBase):
    answer = base.blast_radius("modelslab-gateway", threat="registry-compromise", limit=0)
    assert "is of class Gateway" in answer.notes[0]


STARTS = (
    HEAD
    + b"""
x:file a aft:Model ; skos:prefLabel "File" . x:key a aft:Credential ; skos:prefLabel "Key" .
x:bot a aft:AIAgent ; skos:prefLabel "Bot" ; aft:usesModel x:file ; aft:holdsCredential x:key .
x:thing a aft:Component ; skos:prefLabel "Thing" ; aft:dependsOn x:bot .
"""
)


@pytest.fixture(scope="module")
def starts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(load_into(tmp_path_factory.mktemp("starts"))) as opened:
        opened.ingest(Document(STARTS, "starts.ttl"))
        yield opened


@pytest.mark.parametrize(
    ("names", "mode", "started", "note"),
    [
        (["bot"], None, "control", None),
        (["thing"], None, "control", None),
        (["file"], None, "integrity", "control does not fit file, of class Model: started in integrity"),
        (["key"], None, "confidentiality", "control does not fit key, of class Credential: started in confidentiality"),
        (["bot", "file"], None, "integrity", "control does not fit file, of class Model: started in integrity"),
        (["file"], "control", "control", "control does not fit file, of class Model"),
        (["file"], "availability", "availability", None),
    ],
)
def test_a_start_is_in_a_mode_that_fits_what_it_is(
    starts: KnowledgeBase, names: list[str], mode: str | None, started: str, note: str | None
):
    """By the definition of aft:fits: only what runs or acts does somebody's bidding, and no key emits anything."""
    answer = starts.blast_radius(names, mode=mode, limit=0)
    assert answer.mode == started
    assert [one for one in answer.notes if "does not fit" in one] == ([] if note is None else [note])


def test_the_networkx_graph_bounds_every_radius(base: KnowledgeBase):
    graph = base.to_networkx()
    start = base.component("modelslab-gpu-host-1").iri
    answer = base.blast_radius(start)
    fallen = {row.component for row in (*answer.affected, *answer.possible)}
    assert fallen <= nx.descendants(graph, start)
    assert graph.nodes[start]["kind"] == "Runtime"
    assert {"relation", "rule", "from_mode", "to_mode", "certainty"} <= set(next(iter(graph.edges(data=True)))[2])


def test_pictures_hold_what_was_asked(base: KnowledgeBase):
    near = base.neighbourhood("modelslab-registry")
    names = {node.iri for node in near.nodes}
    assert base.component("modelslab-registry").iri in names
    assert all(edge.source in names and edge.target in names for edge in near.edges)
    assert near.shown == len(near.nodes) == near.total
    wider = base.neighbourhood("modelslab-registry", hops=2, cap=20)
    assert wider.shown == 20 < wider.total
    picture = base.radius_picture("modelslab-registry")
    counts = base.blast_radius("modelslab-registry", limit=0).counts
    assert picture.shown == sum(counts.values()) + 1
    assert {node.role for node in picture.nodes} == {"start", "affected", "possible", "unknown"}
    assert base.radius_picture("modelslab-registry", cap=10).shown <= 10
    assert len({(node.x, node.y) for node in picture.nodes}) == len(picture.nodes), "no node lies on another"
    assert base.query(picture.sparql).rows


def test_descriptions_are_linked_data(base: KnowledgeBase):
    turtle = base.describe("https://w3id.org/aftershock/id/maestro/L4")
    assert turtle.media_type == "text/turtle"
    assert b'skos:prefLabel "Deployment and Infrastructure"@en' in turtle.content
    with pytest.raises(UnknownNameError):
        base.describe("https://w3id.org/aftershock/id/maestro/L8")
    with pytest.raises(UnknownNameError):
        base.describe("https://example.org/> ?p ?o } #")
    with pytest.raises(UsageError, match="there are turtle"):
        base.describe("https://w3id.org/aftershock/id/maestro/L4", "word")


def test_queries_are_limited(tmp_path: Path):
    limits = {"deadline_s": 1.0, "result_rows": 10, "query_memory": 1 << 29}
    with KnowledgeBase.open(tmp_path, limits=limits) as small:
        with pytest.raises(ResultTooLargeError, match="LIMIT"):
            small.query("SELECT * { ?s ?p ?o }")
        with pytest.raises(DeadlineError, match="1 s"):
            small.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }")
        with pytest.raises(ForbiddenQueryError):
            small.query(f"ASK {{ FILTER({'(' * 5000}1{')' * 5000}) }}")
        assert small.query("ASK {}").content, "the next question is answered"


def test_a_query_can_name_its_graphs(base: KnowledgeBase):
    layers = "https://w3id.org/aftershock/id/graph/catalog/layers"
    count = "SELECT (COUNT(*) AS ?n) { ?s a aft:Layer }"
    assert base.query(count, format="csv", default_graphs=[layers]).content == b"n\r\n7\r\n"
    empty = base.query(count, format="csv", named_graphs=[layers])
    assert empty.content == b"n\r\n0\r\n"
    inside = base.query("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s a aft:Layer } }", format="csv", named_graphs=[layers])
    assert inside.content == b"n\r\n7\r\n"


def test_a_document_adds_a_relation_a_rule_and_a_mode(loaded: Path, root: Path):
    estate = HEAD + (
        b'x:hub a aft:Registry ; skos:prefLabel "Hub"@en . '
        b'x:copy a aft:Registry ; skos:prefLabel "Copy"@en ; x:mirrors x:hub .'
    )
    own = HEAD + (
        b'x:mirrors a owl:ObjectProperty , aft:CarryingRelation ; rdfs:label "mirrors"@en ; '
        b'skos:definition "Copies all of it."@en . '
        b'x:Tainted a aft:Mode ; rdfs:label "tainted"@en ; skos:definition "Holds what it should not."@en . '
        b'x:rule a aft:PropagationRule ; skos:prefLabel "Mirrors copy"@en ; aft:overRelation x:mirrors ; '
        b"aft:direction aft:ObjectToSubject ; aft:fromMode aft:Control ; aft:toMode x:Tainted ; "
        b"aft:effect aft:FollowsByItself ; aft:combines aft:AnyAlternative ; aft:coinScope aft:PerSource ; "
        b"aft:likelihoodLow 0.1 ; aft:likelihood 0.5 ; aft:likelihoodHigh 0.9 ; aft:horizonDays 30 ; "
        b"aft:estimateBasis aft:ExpertEstimate ; <http://purl.org/dc/terms/source> x:me ."
    )
    with KnowledgeBase.open(loaded) as mine:
        mine.ingest(Document(estate, "estate.ttl"))
        assert mine.blast_radius("hub").counts["affected"] == 0
        mine.ingest(Document(own, "own.ttl"))
        after = mine.blast_radius("hub")
        assert [row.mode for row in after.affected] == ["tainted"]
        assert mine.blast_radius("hub", without_rules=["https://example.org/rule"]).counts["affected"] == 0
        assert mine.blast_radius("copy", mode="tainted").mode == "tainted"


@pytest.mark.parametrize("large", [0, intake._LARGE], ids=["written beside its validation", "validated first"])
def test_bad_documents_leave_nothing(loaded: Path, monkeypatch: pytest.MonkeyPatch, large: int):
    monkeypatch.setattr(intake, "_LARGE", large)
    with KnowledgeBase.open(loaded, limits={"document_bytes": 1000, "triples": 10}) as base:
        before = base.revision
        with pytest.raises(DocumentError, match="1000 is the limit"):
            base.ingest(Document(b"x" * 1001, "large.ttl"))
        with pytest.raises(DocumentError, match="10 is the limit"):
            base.ingest(Document(HEAD + b" ".join(b"x:a x:p x:o%d ." % n for n in range(12)), "many.ttl"))
        with pytest.raises(DocumentError, match="line 3"):
            base.ingest(Document(b"@prefix x: <https://example.org/> .\n\nx:a x:b .", "half.ttl"))
        with pytest.raises(DocumentError, match="brackets"):
            base.ingest(Document(b"<x:a> <x:b> " + b"(" * 200 + b")" * 200 + b" .", "deep.ttl"))
        with pytest.raises(ValidationError, match="violation"):
            base.ingest(Document(HEAD + b"x:d a aft:Dependency .", "edge.ttl"))
        with pytest.raises(
            ValidationError, match=r"^edge.ttl, line 4: aft:Agnet is no class of .* mean aft:AIAgent\? "
        ):
            base.ingest(Document(HEAD + b"x:d a aft:Dependency ; aft:dependent [ a aft:Agnet ] .", "edge.ttl"))
        noticed = base.preview(Document(HEAD + b"x:d a aft:Agnet .", "bot.ttl")).report.findings
        assert [(one.severity, one.line) for one in noticed if "Agnet" in one.message] == [("warning", 4)], "told once"
        with pytest.raises(OSError, match="nowhere"):
            base.ingest(loaded / "nowhere.ttl")
        assert base.revision == before
        good = Document(HEAD + b'x:r a aft:Registry ; skos:prefLabel "R"@en .', "r.ttl")
        assert [base.ingest(good).outcome, base.ingest(good).outcome] == ["added", "unchanged"]
        assert (base.component("r").label, base.revision != before) == ("R", True)


@pytest.mark.parametrize("large", [0, intake._LARGE])
def test_one_writer_and_many_readers(loaded: Path, monkeypatch: pytest.MonkeyPatch, large: int):
    monkeypatch.setattr(intake, "_LARGE", large)
    with KnowledgeBase.open(loaded) as first, KnowledgeBase.open(loaded) as second:
        document = Document(HEAD + b'x:r a aft:Registry ; skos:prefLabel "R"@en .', "r.ttl")
        first.ingest(document)
        assert second.component("r").label == "R", "a reader sees what was published"
        with pytest.raises(StoreBusyError, match="writes to"):
            second.ingest(Document(HEAD + b'x:q a aft:Registry ; skos:prefLabel "Q"@en .', "q.ttl"))


def test_threads_share_a_knowledge_base(base: KnowledgeBase):
    found: list[int] = []

    def look() -> None:
        found.append(base.blast_radius("modelslab-registry", limit=0).counts["affected"])

    threads = [threading.Thread(target=look) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_an_operator_sees_limits_and_sandbox(base: KnowledgeBase):
    told = base.settings()
    assert told["ready"] is True
    assert told["revision"] == base.revision
    assert told["graphs"] > 15
    assert told["limits"]["nesting"] == 64
    assert told["sandbox"]["network"] == "refused"


def test_warming_makes_the_projection(loaded: Path):
    with KnowledgeBase.open(loaded) as base:
        with pytest.raises(StoreBusyError, match=r"has .* open; stop it"):  # nobody restores a backup under it
            Layout(loaded).use_alone()
        base.warm()
        assert list((loaded / "projections").iterdir())


def test_a_new_installation_draws_an_incident_of_the_catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with KnowledgeBase.open(tmp_path) as base:
        item, affected, _, _ = base.worst_starts(1)[0]
        assert affected >= 7  # what fell with the maintainer of xz, the shortest chain of several components
        assert item.label.encode() in base.export("html")
        monkeypatch.setattr(KnowledgeBase, "worst_starts", lambda _base, _limit: ())
        with pytest.raises(UsageError, match="nothing is there to draw"):
            base.export("html")


def test_older_projections_go(loaded: Path):
    with KnowledgeBase.open(loaded) as base:
        for number in range(5):
            base.ingest(Document(HEAD + b'x:r%d a aft:Registry ; skos:prefLabel "R"@en .' % number, f"{number}.ttl"))
            base.warm()
        assert len(list((loaded / "projections").iterdir())) == 3


def test_a_data_directory_that_cannot_be_one(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(Exception, match="cannot be used") as refused:
        KnowledgeBase.open(tmp_path / "file")
    assert type(refused.value).__name__ == "StoreError"


def test_one_page_that_cannot_be_scored_fails_no_list(loaded: Path, shared: Path):
    page = (shared / "samples" / "modelslab.txt").read_text(encoding="utf-8")
    scored = page.replace(
        "OWASP AIVSS score rationale", "CVSS base 7.5 Threat ×0.5 Mitigation ×0.85\nOWASP AIVSS score rationale"
    )
    with KnowledgeBase.open(loaded) as base:
        base.ingest(Document(scored.encode(), "page.txt"))
        (item,) = base.agents("modelslab").items
        assert item.low <= item.high
        record = base.agent("modelslab")
        assert record.aivss.missing == ("threat_multiplier",)
        assert "0.5" in record.aivss.notes[-1]


def test_a_project_is_none_of_its_releases(loaded: Path):
    with KnowledgeBase.open(loaded) as base:
        base.ingest(Document(HEAD + b'<pkg:pypi/foo@1.0> a aft:Package ; skos:prefLabel "foo 1.0"@en .', "foo.ttl"))
        assert base.component("pkg:pypi/foo@1.0").iri == "pkg:pypi/foo@1.0"
        with pytest.raises(UnknownNameError, match=r"did you mean 'pkg:pypi/foo@1\.0'"):
            base.blast_radius("pkg:pypi/foo")


def test_queries_of_others_keep_no_list_waiting(loaded: Path):
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with KnowledgeBase.open(loaded, limits={"deadline_s": 4.0, "waiting": 1}) as base:
        base.warm()
        failed: list[str] = []

        def ask() -> None:
            try:
                base.query(endless)
            except AftershockError as error:
                failed.append(type(error).__name__)

        threads = [threading.Thread(target=ask) for _ in range(5)]
        for thread in threads:
            thread.start()
        assert base.layers().total == 7
        assert base.describe("https://w3id.org/aftershock/id/maestro/L1").content
        assert sum(thread.is_alive() for thread in threads), "the endless query is at work still"
        for thread in threads:
            thread.join()
        assert set(failed) == {"DeadlineError", "BusyError"}


def test_a_document_that_speaks_of_the_catalogue_is_noticed(loaded: Path):
    text = (
        b'<https://w3id.org/aftershock/id/threat/container-escape> skos:scopeNote "not here"@en . x:a skos:note "b" .'
    )
    with KnowledgeBase.open(loaded) as base:
        findings = base.preview(Document(HEAD + text, "own.ttl")).report.findings
        said = [one.message for one in findings if "catalogue's" in one.message]
        assert said == [
            (
                "it says something of https://w3id.org/aftershock/id/threat/container-escape, "
                "which is the catalogue's or the ontology's own"
            )
        ]


def test_a_projection_that_is_damaged_is_made_again(loaded: Path):
    with KnowledgeBase.open(loaded) as mine:
        total = mine.components(limit=1).total
    tables = list((loaded / "projections").glob("*/tables.json"))
    assert tables
    for table in (*tables, loaded / "shipped"):
        table.write_bytes(b"\xff" + table.read_bytes())
    with KnowledgeBase.open(loaded) as mine:
        assert mine.components(limit=1).total == total > 0
    assert (loaded / "shipped").read_bytes().isalnum(), "ontology and catalogue were loaded again"
