"""A blast radius inside SPARQL is the blast radius; the queries of the documentation run."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.loaded import load_into

from aftershock import Document, KnowledgeBase
from aftershock.errors import ResultTooLargeError, UnknownNameError, UsageError
from aftershock.model.writes import GraphPart

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PREFIXES = "PREFIX radius: <https://w3id.org/aftershock/radius#> PREFIX aft: <https://w3id.org/aftershock/ontology#> "
ROWS = (
    "SELECT ?c ?evidence ?depth ?steps ?through ?rule { GRAPH <%s> { ?c radius:evidence ?evidence ; "
    "radius:depth ?depth ; radius:attackSteps ?steps "
    "OPTIONAL { ?c radius:through ?through OPTIONAL { ?c radius:rule ?rule } } } }"
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(load_into(tmp_path_factory.mktemp("radii")), limits={"result_rows": 1_000}) as opened:
        opened.load_examples()
        yield opened


def rows(base: KnowledgeBase, text: str, **graphs: Any) -> list[dict[str, str]]:
    answer = base.query(PREFIXES + text, **graphs)
    found = json.loads(answer.content)["results"]["bindings"]
    return [{name: term["value"] for name, term in row.items()} for row in found]


@pytest.mark.parametrize(
    ("iri", "starts", "options"),
    [
        ("radius?start=modelslab-registry", ["modelslab-registry"], {}),
        ("./radius?start=modelslab-registry&depth=1", ["modelslab-registry"], {"depth": 1}),
        (r"r\u0061dius?start=modelslab-registry&depth=1", ["modelslab-registry"], {"depth": 1}),
        ("https://w3id.org/aftershock/id/radius?start=modelslab-registry&depth=2",
         ["modelslab-registry"], {"depth": 2}),
        ("radius?start=modelslab-registry&start=tarnbrook-llm-gateway&alternatives=any",
         ["modelslab-registry", "tarnbrook-llm-gateway"], {"alternatives": "any"}),
        ("radius?start=modelslab-registry&threat=registry-compromise&without_rule=derived-integrity",
         ["modelslab-registry"], {"threat": "registry-compromise", "without_rules": ["derived-integrity"]}),
        ("radius?start=https%3A%2F%2Fw3id.org%2Faftershock%2Fid%2Fcomponent%2Fmodelslab-registry&mode=control",
         ["modelslab-registry"], {"mode": "control"}),
    ],
)  # fmt: skip
def test_its_rows_are_those_of_the_blast_radius(
    base: KnowledgeBase, iri: str, starts: list[str], options: dict[str, Any]
) -> None:
    radius = base.blast_radius(starts, **options)
    expected = {
        (row.component, evidence, str(row.depth), str(row.attack_steps))
        for evidence in ("affected", "possible", "unknown")
        for row in getattr(radius, evidence)
    }
    paths = {row.component: row.path for row in (*radius.affected, *radius.possible, *radius.unknown)}

    found = rows(base, ROWS % iri)

    assert {(row["c"], row["evidence"], row["depth"], row["steps"]) for row in found} == expected
    assert len(found) == sum(radius.counts.values()) > 3
    for row in found:
        path = paths[row["c"]]
        assert row.get("through") == (path[-2].component if len(path) > 1 else None)
        assert row.get("rule") == (path[-1].rule if len(path) > 1 else None)


def test_the_queries_of_the_documentation_run_and_find_something(base: KnowledgeBase, root: Path) -> None:
    queries = re.findall(r"```sparql\n(.*?)```", (root / "docs" / "sparql.md").read_text(encoding="utf-8"), re.DOTALL)

    assert len(queries) == 5
    for query in queries:
        assert base.query(query).rows > 0, query


def test_owners_layers_and_mitigations_are_joined_as_by_hand(base: KnowledgeBase) -> None:
    radius = base.blast_radius("modelslab-registry")
    owned = {(row.component, row.owner) for row in radius.affected if row.owner is not None}

    found = rows(
        base,
        'SELECT ?c ?owner { GRAPH <radius?start=modelslab-registry> { ?c radius:evidence "affected" } '
        "?c aft:accountable ?owner }",
    )

    assert {(row["c"], row["owner"]) for row in found} == owned
    assert len(owned) > 5


def test_nothing_else_sees_it(base: KnowledgeBase) -> None:
    asked = (
        "SELECT ?n { { SELECT (COUNT(*) AS ?n) { ?s radius:evidence ?o } } FILTER EXISTS { GRAPH <%s> { ?a ?b ?c } } }"
    )

    assert rows(base, asked % "radius?start=modelslab-registry") == [{"n": "0"}]
    assert rows(base, "SELECT ?s { GRAPH ?g { ?s radius:evidence ?o } }") == []


def test_a_request_may_name_it(base: KnowledgeBase) -> None:
    iri = "https://w3id.org/aftershock/id/radius?start=modelslab-registry"
    asked = "SELECT ?s { ?s radius:evidence ?o }"

    expected = sum(base.blast_radius("modelslab-registry", limit=0).counts.values())
    assert len(rows(base, asked, default_graphs=[iri])) == expected
    assert len(rows(base, "SELECT ?s { GRAPH ?g { ?s radius:evidence ?o } }", named_graphs=[iri])) == expected


@pytest.mark.parametrize(
    ("text", "error", "told"),
    [
        ("SELECT * { GRAPH <radius?start=modelslab-registri> { ?s ?p ?o } }", UnknownNameError, "modelslab-registry"),
        ("SELECT * { GRAPH <radius?depth=1> { ?s ?p ?o } }", UsageError, "names no start"),
        ("SELECT * { GRAPH <radius?start=> { ?s ?p ?o } }", UsageError, "''"),
        (
            "SELECT * { GRAPH <radius?start=a&dept=1> { ?s ?p ?o } }",
            UsageError,
            "'dept' is no parameter; there are start",
        ),
        ("SELECT * { GRAPH <radius?start=a&depth=1&depth=2> { ?s ?p ?o } }", UsageError, "'depth' is given twice"),
        ("SELECT * { GRAPH <radius?start=a&depth=-1> { ?s ?p ?o } }", UsageError, "it is a whole number"),
        ("BASE <http://x/> SELECT * { GRAPH <radius?start=a> { ?s ?p ?o } }", UsageError, "write the whole IRI"),
        (
            r"PREFIX id: <https://w3id.org/aftershock/id/> SELECT * { GRAPH id:radius\?start\=a { ?s ?p ?o } }",
            UsageError,
            "names a radius by a prefix",
        ),
        (
            "SELECT * { " + "".join(f"GRAPH <radius?start=a{n}> {{ ?s ?p ?o }} " for n in range(5)) + "}",
            UsageError,
            "5 radius graphs; 4 is the limit",
        ),
    ],
)
def test_what_is_no_radius_is_said(base: KnowledgeBase, text: str, error: type[Exception], told: str) -> None:
    query = text if text.startswith("BASE") else PREFIXES + text

    with pytest.raises(error, match=re.escape(told)):
        base.query(query)


def test_no_update_asks_a_radius_or_is_kept_as_one(base: KnowledgeBase) -> None:
    name = "https://w3id.org/aftershock/id/radius?start=modelslab-registry"
    asked = "INSERT { GRAPH <a:g> { ?c a <a:b> } } %s WHERE { %s { ?c ?p ?o } }"
    before = base.revision
    for text in (
        asked % ("", "GRAPH <radius?start=modelslab-registry>"),
        asked % (f"USING <{name}>", ""),
        f"INSERT DATA {{ GRAPH <{name}> {{ <a:a> <a:b> <a:c> }} }}",
    ):
        with pytest.raises(UsageError, match="is a radius, which is computed for a query"):
            base.update(text)
    with pytest.raises(UsageError, match="is a radius"):
        base.update(asked % ("", ""), using=[name])
    with pytest.raises(UsageError, match="is a radius"):
        base.put_graph(name, [GraphPart(b"<a:a> <a:b> <a:c> .", "turtle")])
    assert base.revision == before


def test_a_radius_follows_the_revision_and_few_are_kept(loaded: Path) -> None:
    estate = (
        "@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://example.org/> . "
        "x:hub a aft:Registry . x:model a aft:Model ; aft:distributedThrough x:hub . "
    )
    asked = "SELECT ?c { GRAPH <radius?start=https%%3A%%2F%%2Fexample.org%%2F%s> { ?c radius:evidence 'affected' } }"
    with KnowledgeBase.open(loaded, limits={"result_rows": 20}) as base:
        base.ingest(Document(estate.encode(), "a.ttl"))
        before = rows(base, asked % "hub")
        more = "".join(f"x:m{n} a aft:Model ; aft:distributedThrough x:hub . " for n in range(9))
        base.ingest(Document((estate + more).encode(), "b.ttl"))
        after = rows(base, asked % "hub")
        for number in range(9):
            rows(base, asked % f"m{number}")
        kept = [one for one in (loaded / "radii").iterdir() if one.is_dir()]
        many = "".join(f"x:n{n} a aft:Model ; aft:distributedThrough x:hub . " for n in range(20))
        base.ingest(Document((estate + many).encode(), "c.ttl"))
        with pytest.raises(ResultTooLargeError, match="more than 20 rows"):
            rows(base, asked % "hub")

    assert (len(before), len(after)) == (1, 10)
    assert 8 <= len(kept) <= 10, "the last eight, and what a reader still holds"
