"""Filters by type, layer, severity and certainty, held against the unfiltered answer: every view, and its files."""

from __future__ import annotations

import csv
import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from tests.api.reading import read, words

from aftershock.model.choice import Choice, RowChoice
from aftershock.model.jsonable import as_json
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from collections.abc import Callable

    import httpx

    from aftershock import KnowledgeBase

RADIUS = "component=modelslab-registry"
SURENESS = (*CERTAINTIES, "unsaid")
EVIDENCE = ("affected", "possible", "unknown")
_CLASSES = """PREFIX aft: <https://w3id.org/aftershock/ontology#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?class ?number ?above WHERE { ?layer aft:covers ?over ; aft:layerNumber ?number . ?class rdfs:subClassOf* ?over
  BIND(IF(?class = ?over, 0, 1) AS ?above) }"""


@pytest.fixture(scope="module")
def layer_of(knowledge_base: KnowledgeBase) -> Callable[[str], str]:
    """Give the layer of a class as the ontology has it: its own, else the lowest of a class above; by SPARQL."""
    answer = json.loads(knowledge_base.query(_CLASSES, format="json").content)
    found: dict[str, tuple[int, int]] = {}
    for row in answer["results"]["bindings"]:
        name = row["class"]["value"].rpartition("#")[2]
        mine = (int(row["above"]["value"]), int(row["number"]["value"]))
        found[name] = min(mine, found.get(name, mine))
    return lambda class_name: str(found[class_name][1]) if class_name in found else "none"


@pytest.fixture(scope="module")
def sure(knowledge_base: KnowledgeBase) -> dict[str, str]:
    """Give of each component the certainty of its surest relation."""
    projection, found = knowledge_base.projection, dict[str, int]()
    for place in range(len(projection.edges)):
        for end in (projection.edges.dependee[place], projection.edges.dependent[place]):
            name, certainty = projection.components[int(end)], int(projection.edges.certainty[place])
            found[name] = min(certainty, found.get(name, certainty))
    return {name: CERTAINTIES[certainty] for name, certainty in found.items()}


def rows(answer: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(name, row) for name in EVIDENCE for row in answer[name]]


def least_sure(row: dict[str, Any]) -> str:
    return max((step["certainty"] for step in row["path"] if step["certainty"]), key=SURENESS.index)


@pytest.mark.parametrize(
    ("asked", "at_least"),
    [
        ({"layer": "4"}, 1),
        ({"layer": "none"}, 0),
        ({"class": "Component"}, 0),
        ({"layer": "1", "class": "Model"}, 1),
        ({"layer": "4", "class": "Model"}, 0),
        ({"certainty": "assumed"}, 1),
        ({"certainty": "unsaid"}, 1),
        ({"certainty": "not-certain", "layer": "7"}, 1),
        ({"layer": "7", "evidence": "affected", "criticality": "MissionCritical"}, 1),
    ],
)
def test_rows_of_a_radius_are_those_that_fit_in_table_files_and_picture(
    client: httpx.Client,
    knowledge_base: KnowledgeBase,
    layer_of: Callable[[str], str],
    asked: dict[str, str],
    at_least: int,
) -> None:
    everything = rows(client.get(f"/explore/radius.json?{RADIUS}").raise_for_status().json())
    marks = knowledge_base.marks()

    def fits(evidence: str, row: dict[str, Any]) -> bool:
        facts = {"layer": layer_of(row["class"]), "class": row["class"], "certainty": least_sure(row)}
        mark = marks.get(row["component"])
        facts |= {"evidence": evidence, "criticality": (mark.criticality if mark else None) or "ungiven"}
        return all(facts[name] == value for name, value in asked.items())

    wanted = [row["component"] for evidence, row in everything if fits(evidence, row)]
    query = f"{RADIUS}&{'&'.join(f'{name}={value}' for name, value in asked.items())}"
    given = client.get(f"/explore/radius.json?{query}").raise_for_status().json()
    table = list(csv.DictReader(client.get(f"/explore/radius.csv?{query}").raise_for_status().text.splitlines()))
    picture = client.get(f"/explore/radius.node-link.json?{query}").raise_for_status().json()

    assert [row["component"] for _, row in rows(given)] == wanted
    assert [row["component"] for row in table] == wanted
    assert given["notes"][-1] == f"{len(wanted):,} of {len(everything):,} rows fit the filters"
    assert {node["id"] for node in picture["nodes"] if node["role"] in EVIDENCE} == set(wanted)
    page = read(client, f"/explore/radius?{query}&limit=3")
    assert words(page.css_first(".shown")).startswith(f"{len(wanted)} of {len(everything)} fit")
    assert len(page.css("table.rows .what")) == min(3, len(wanted))
    assert len(wanted) >= at_least


def test_rows_are_sorted_before_a_page_is_cut(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    whole = [row for _, row in rows(client.get(f"/explore/radius.json?{RADIUS}&certainty=assumed").json())]
    owners = {row["owner"]: knowledge_base.component(row["owner"]).label for row in whole if row["owner"]}

    def likely(row: dict[str, Any]) -> tuple[float, float]:
        odds = row["likelihood"]
        return -(odds["low"] if odds["default"] is None else odds["default"]), -odds["high"]

    for sort, key in {
        "component": lambda row: row["label"].casefold(),
        "owner": lambda row: (row["owner"] is None, owners.get(row["owner"], "").casefold()),
        "lost": lambda row: ", ".join(row["modes"]),
        "likely": likely,
        "depth": lambda row: -row["depth"],
        "acts": lambda row: -row["attack_steps"],
    }.items():
        page = read(client, f"/explore/radius?{RADIUS}&certainty=assumed&sort={sort}&limit=10&offset=60")
        shown = [words(node) for node in page.css("table.rows .what a")]
        assert shown == [row["label"] for row in sorted(whole, key=key)][60:70], sort
        table = client.get(f"/explore/radius.csv?{RADIUS}&certainty=assumed&sort={sort}").text.splitlines()
        assert [row["label"] for row in csv.DictReader(table)] == [row["label"] for row in sorted(whole, key=key)], sort


def test_a_ranking_ranks_what_fits_of_all(
    client: httpx.Client, layer_of: Callable[[str], str], sure: dict[str, str]
) -> None:
    def ranked(**asked: str) -> list[dict[str, Any]]:
        return (
            client.get("/ranking", params={"limit": "1000", "only": "all", **asked}).raise_for_status().json()["rows"]
        )

    every = ranked()
    cases: dict[tuple[tuple[str, str], ...], Callable[[dict[str, Any]], bool]] = {
        (("layer", "1"),): lambda row: layer_of(row["class"]) == "1",
        (("layer", "none"),): lambda row: layer_of(row["class"]) == "none",
        (("type", "Model"),): lambda row: row["class"] == "Model",
        (("certainty", "not-certain"),): lambda row: sure.get(row["component"]) == "not-certain",
        (("certainty", "stated"), ("layer", "4")): lambda row: (
            sure.get(row["component"]) == "stated" and layer_of(row["class"]) == "4"
        ),
    }
    for asked, fits in cases.items():
        wanted = {row["component"] for row in every if fits(row)}
        assert {row["component"] for row in ranked(**dict(asked))} == wanted, asked
        page = read(client, f"/explore/starts?only=all&{'&'.join(map('='.join, asked))}")
        assert words(page.css_first("h1 .quiet")) == f"{len(wanted):,}"
        export = next(node for node in page.css(".export a") if node.text() == "CSV").attributes["href"]
        assert len(client.get(export).text.splitlines()) == len(wanted) + 1
        assert {node.attributes["value"] for node in page.css(".controls option[selected]")} >= {
            value for _, value in asked
        }


def test_lists_and_the_matrix_hold_what_fits(
    client: httpx.Client, knowledge_base: KnowledgeBase, layer_of: Callable[[str], str], sure: dict[str, str]
) -> None:
    every = client.get("/components", params={"limit": 1000}).json()["items"]
    for layer, certainty in (("4", None), ("none", "stated"), ("1", "not-certain")):
        asked = {"layer": layer, **({"certainty": certainty} if certainty else {})}
        wanted = [
            one["iri"] for one in every if layer_of(one["class"]) == layer and certainty in (None, sure.get(one["iri"]))
        ]
        found = client.get("/explore/components.json", params=asked).raise_for_status().json()["items"]
        assert [one["iri"] for one in found] == wanted
    for layer in ("4", "none"):
        asked = read(client, f"/explore/components?layer={layer}&severity=").css_first("details.sparql code").text()
        answer = json.loads(knowledge_base.query(asked, format="json").content)
        assert {row["component"]["value"] for row in answer["results"]["bindings"]} == {
            one["iri"] for one in every if layer_of(one["class"]) == layer
        }

    agents = client.get("/agents", params={"limit": 1000}).json()["items"]
    found = client.get("/explore/agents.json", params={"layer": 4, "certainty": "not-certain"}).json()["items"]
    assert [one["iri"] for one in found] == [
        one["iri"] for one in agents if any(each[:2] == [4, "not-certain"] and each[2] for each in one["layers"])
    ]
    assert 0 < len(found) < len(agents)

    whole = list(csv.DictReader(client.get("/explore/matrix.csv").text.splitlines()))
    fourth = list(csv.DictReader(client.get("/explore/matrix.csv?layer=4").text.splitlines()))
    assert {row["threat"]: row["L4"] for row in fourth} == {
        row["threat"]: row["L4"] for row in whole if row["L4"] != "0"
    }
    assert all(row["total"] == row["L4"] for row in fourth)


def test_legends_filter_by_layer_in_every_file_of_a_picture(
    client: httpx.Client, layer_of: Callable[[str], str]
) -> None:
    for path in (
        f"/explore/radius.node-link.json?{RADIUS}",
        "/explore/around.node-link.json?iri=modelslab-registry",
        "/explore/replayed.node-link.json?scenario=litellm-2026&step=2",
        "/explore/graph.node-link.json?by=none",
    ):
        whole = client.get(path).raise_for_status().json()["nodes"]
        assert all(str(node.get("layer", "none")) == layer_of(node["kind"]) for node in whole)
        gone = Counter(str(node.get("layer", "none")) for node in whole).most_common(1)[0][0]
        left = client.get(f"{path}&hide=layer-{gone}").raise_for_status().json()
        assert [node["id"] for node in left["nodes"]] == [
            node["id"] for node in whole if str(node.get("layer", "none")) != gone
        ]
        assert {end for edge in left["edges"] for end in (edge["source"], edge["target"])} <= {
            node["id"] for node in left["nodes"]
        }


@pytest.mark.parametrize("hide", ["layer-1", "kind-service,criticality-MissionCritical", "layer-7,illustrative"])
def test_relations_of_closed_groups_are_counted_anew(client: httpx.Client, hide: str) -> None:
    whole = client.get("/explore/graph.node-link.json?by=none").json()
    listed = client.get("/components", params={"limit": 1000}).json()["items"]
    classes = {one["iri"]: one["class"] for one in listed}
    left = {node["id"] for node in client.get(f"/explore/graph.node-link.json?by=none&hide={hide}").json()["nodes"]}

    between: Counter[tuple[str, str]] = Counter()
    for edge in whole["edges"]:
        ends = (edge["source"], edge["target"])
        if left.issuperset(ends) and classes[ends[0]] != classes[ends[1]]:
            between[classes[ends[0]], classes[ends[1]]] += edge["relations"]
    grouped = client.get(f"/explore/graph.node-link.json?by=type&hide={hide}").json()

    assert {
        tuple(edge[end].removeprefix("group:") for end in ("source", "target")): edge["relations"]
        for edge in grouped["edges"]
    } == between
    assert {node["id"].removeprefix("group:"): node["components"] for node in grouped["nodes"]} == Counter(
        classes[iri] for iri in left
    )
    group = max(grouped["nodes"], key=lambda node: node["components"])["id"].removeprefix("group:")
    members = client.get("/explore/graph/members", params={"by": "type", "group": group, "hide": hide}).json()
    assert members["total"] == sum(classes[iri] == group for iri in left)


def test_what_a_picture_grows_by_honours_the_filters_of_its_page(
    client: httpx.Client, layer_of: Callable[[str], str]
) -> None:
    asked = {"iri": "modelslab-registry", "cap": 200}
    whole = client.get("/explore/around", params=asked).json()
    nodes = json.loads(whole["picture"])["nodes"][1:]
    found = client.get("/explore/around", params={**asked, "layer": "1"}).json()

    wanted = {node["id"] for node in nodes if layer_of(node["class"]) == "1"}
    assert {node["id"] for node in json.loads(found["picture"])["nodes"][1:]} == wanted
    assert sum(one["count"] for one in found["counts"]) == len(wanted) > 0
    assert (whole["filtered"], found["filtered"]) == (0, len(nodes) - len(wanted))
    start = json.loads(whole["picture"])["nodes"][0]["id"]
    path = f"/explore/radius.node-link.json?{RADIUS}&layer=4"
    before = {node["id"] for node in client.get(path).json()["nodes"]}
    grown = client.get(
        path, params={**dict(part.split("=") for part in f"{RADIUS}&layer=4".split("&")), "expand": f"inward~~{start}"}
    )
    fresh = {node["id"]: node["kind"] for node in grown.json()["nodes"] if node["id"] not in before}
    assert fresh
    assert {layer_of(kind) for kind in fresh.values()} == {"4"}


def test_relations_of_a_component_are_those_that_fit_in_tables_files_and_query(
    client: httpx.Client, knowledge_base: KnowledgeBase, layer_of: Callable[[str], str]
) -> None:
    name = knowledge_base.component("modelslab-registry").iri
    every = [
        (relation, edge.class_name, edge.edge.certainty, edge.other)
        for direction in ("onward", "inward")
        for edge in knowledge_base.relations(name, direction=direction, limit=1000).items
        for relation in [(edge.edge.source, edge.edge.target, edge.edge.relation)]
    ]
    cases: dict[str, Callable[[str, str], bool]] = {
        "class=Model": lambda kind, _: kind == "Model",
        "layer=3": lambda kind, _: layer_of(kind) == "3",
        "layer=none": lambda kind, _: layer_of(kind) == "none",
        "certainty=not-certain": lambda _, sure: sure == "not-certain",
        "certainty=stated&layer=1": lambda kind, sure: sure == "stated" and layer_of(kind) == "1",
    }
    for asked, fits in cases.items():
        wanted = [row for row in every if fits(row[1], row[2])]
        page = read(client, f"/explore/component?iri={name}&{asked}&onward=0")
        assert words(page.css_first(".shown")).startswith(f"{len(wanted)} of {len(every)} relations fit")
        shown = [words(row) for row in page.css("table.relations tbody th a")]
        assert Counter(shown) == Counter(knowledge_base.component(row[3]).label for row in wanted)
        files = {node.text(): node.attributes["href"] for node in page.css(".files a")}
        table = list(csv.DictReader(client.get(files["CSV"]).raise_for_status().text.splitlines()))
        assert {(row["from"], row["to"], row["relation"]) for row in table if row["to"]} >= {row[0] for row in wanted}
        ends = {end for row in table for end in (row["from"], row["to"]) if end}
        assert ends == {name, *(row[3] for row in wanted)}
        query = page.css_first("details.sparql code").text()
        answer = json.loads(knowledge_base.query(query, format="json").content)["results"]["bindings"]
        asks = {row["dependee"]["value"] for row in answer} | {row["dependent"]["value"] for row in answer}
        assert asks >= ends - {name}
        assert ("# computed" in query) == ("certainty" in asked)
        if "certainty" not in asked:
            assert asks - {name} == ends - {name}
    assert page.css_first('select[name="layer"] option[selected]').attributes["value"] == "1"


def test_rows_of_a_replay_are_those_that_fit_in_tables_picture_and_files(
    client: httpx.Client, knowledge_base: KnowledgeBase, layer_of: Callable[[str], str]
) -> None:
    scenario, number = "litellm-2026", 3
    whole = knowledge_base.replay(scenario, likelihood=False)
    step, path = whole.steps[number - 1], f"/explore/replay/{scenario}"
    starts, until = [one.component for one in whole.starts], f"{whole.window[0]}/{step.as_of}"
    radius = knowledge_base.blast_radius(starts, mode=whole.starts[0].mode, window=until, likelihood=False)
    fallen = rows(as_json(radius))
    certainties = Counter(least_sure(row) for _, row in fallen)
    cases: dict[str, Callable[[str, dict[str, Any]], bool]] = {
        "layer=7": lambda _, row: layer_of(row["class"]) == "7",
        "evidence=possible&class=Application": lambda evidence, row: (
            (evidence, row["class"])
            == (
                "possible",
                "Application",
            )
        ),
        f"certainty={min(certainties)}": lambda _, row: least_sure(row) == min(certainties),
    }
    fresh = {one.component for one in step.new}
    for asked, fits in cases.items():
        wanted = {row["component"] for evidence, row in fallen if fits(evidence, row)}
        assert 0 < len(wanted) < len(fallen), asked
        page = read(client, f"{path}?step={number}&{asked}")
        said = words(page.css("section.step .shown")[0])
        assert said.startswith(f"{len(wanted & fresh)} of {len(fresh)} new fit; {len(wanted)} of {len(fallen)} that")
        links = {node.text(): node.attributes["href"] or "" for node in page.css("section.step .export a")}
        table = list(csv.DictReader(client.get(links["CSV"]).raise_for_status().text.splitlines()))
        assert {row["component"] for row in table if row["event"] == step.iri} == wanted & fresh
        told = client.get(links["JSON"]).raise_for_status().json()
        assert {row["component"] for row in told["steps"][number - 1]["new"]} == wanted & fresh
        assert told["steps"][number - 1]["counts"] == step.counts, "counts are of all"
        assert "rows of what is new fit the filters" in told["notes"][-1]
        picture = client.get(f"/explore/replayed.node-link.json?scenario={scenario}&step={number}&{asked}").json()
        assert {node["id"] for node in picture["nodes"] if node["role"] in EVIDENCE} == wanted
        query = page.css_first("details.sparql code").text()
        assert query.startswith("# computed, and not asked here: what had fallen by each event, ")
        knowledge_base.query(query, format="json")
        onward = next(node for node in page.css("section.step a") if "radius?" in (node.attributes["href"] or ""))
        assert {*asked.split("&")} <= {*(onward.attributes["href"] or "").partition("?")[2].split("&")}
    turtle = client.get(f"{path}?format=turtle&layer=7").raise_for_status().text
    assert 0 < turtle.count("a view:Arrival") < sum(len(one.new) for one in whole.steps)


def test_what_stands_otherwise_in_a_replay_is_filtered_too(knowledge_base: KnowledgeBase) -> None:
    replay = knowledge_base.replay(
        "clawhub-2026", without_rules=["package-execution"], stale_days=900, likelihood=False
    )
    step = replay.steps[0]
    assert step.difference is not None
    moved = step.difference.moved
    kinds = Counter(one.class_name for one in moved)
    kind = min(kinds, key=lambda name: (kinds[name], name))

    some = knowledge_base.replay_rows(replay, RowChoice(Choice(class_name=kind)), steps=[1], stale_days=900)
    sure = knowledge_base.replay_rows(replay, RowChoice(Choice(certainty="stale")), steps=[1], stale_days=900)

    left = some.steps[0].difference
    assert left is not None
    assert left.moved == tuple(one for one in moved if one.class_name == kind)
    assert len(left.moved) == left.total < step.difference.total
    assert some.steps[1:] == replay.steps[1:], "other events are left as they are"
    assert some.steps[0].counts == step.counts
    assert sure.steps[0].difference is not None
    assert all(one.after is not None for one in sure.steps[0].difference.moved), "what stands has no certainty"


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/explore/component?iri=modelslab-registry&class=Modell", 404, "Model"),
        ("/explore/around.csv?iri=modelslab-registry&certainty=unsaid", 422, "'stale'"),
        ("/explore/replay/litellm-2026?owner=nobodi", 404, "nobody"),
        ("/explore/replayed.csv?scenario=litellm-2026&layer=8", 422, "'none'"),
        (f"/explore/radius.csv?{RADIUS}&layer=8", 422, "'7' or 'none'"),
        (f"/explore/radius.json?{RADIUS}&certainty=sure", 422, "'not-certain'"),
        (f"/explore/radius.csv?{RADIUS}&class=Modell", 404, "Model"),
        (f"/explore/radius.gexf?{RADIUS}&criticality=Dear", 404, "MissionCritical"),
        (f"/explore/radius.ttl?{RADIUS}&owner=nobodi", 404, "nobody"),
        (f"/explore/radius.graphml?{RADIUS}&hide=layer-8", 400, "layer- with 1, 2, 3, 4, 5, 6, 7, none"),
        (f"/explore/radius.csv?{RADIUS}&sort=colour", 400, "component, owner, lost, likely, depth, acts"),
        ("/explore/graph/data?hide=kind-spaceship", 400, "kind- with agent"),
        ("/explore/starts?certainty=unsaid", 422, "'stale'"),
        ("/ranking?layer=0", 422, "'none'"),
        ("/ranking?type=Modell", 404, "Model"),
        ("/explore/matrix.csv?layer=none", 422, "layer"),
        ("/explore/components.json?layer=L4", 422, "'4'"),
    ],
)
def test_an_unknown_value_is_refused_with_those_there_are(
    client: httpx.Client, path: str, status: int, said: str
) -> None:
    answer = client.get(path)

    assert answer.status_code == status
    assert said in answer.json()["detail"]
