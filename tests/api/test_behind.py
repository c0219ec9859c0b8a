"""The SPARQL behind every view: each page has it, it runs, and it gives what the view shows."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from fastapi.routing import iter_route_contexts
from selectolax.lexbor import LexborHTMLParser
from tests.api.reading import HTML, read, words

from aftershock.explore.page import words as spoken
from aftershock_api.app import create_app
from aftershock_api.settings import load_settings

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

START, FAR = "component=modelslab-registry", "target=modelslab-console"
SMALL = "component=quill-studio"
NO_VIEWS = {
    "/docs": "the contract of the service",
    "/sparql": "what the page holds is a query itself",
    "/rdf-graph-store/{path:path}": "graphs, for machines",
}
ASKED = {
    "/explore": ("", "?q=registry"),
    "/explore/about": ("?iri=http://www.w3.org/2004/02/skos/core%23prefLabel",),
    "/explore/around": ("?iri=modelslab-registry",),
    "/explore/around.csv": ("?iri=modelslab-registry",),
    "/explore/around.html": ("?iri=modelslab-registry",),
    "/explore/around.{form}": (".ttl?iri=modelslab-registry",),
    "/explore/agent/{name:path}": ("modelslab",),
    "/explore/component": ("?iri=modelslab-registry",),
    "/explore/component/behind": ("?iri=modelslab-registry",),
    "/explore/components": ("", "?search=modelslab&class=Registry"),
    "/explore/graph": ("", "?by=layer&open=L4"),
    "/explore/graph.{form}": (".ttl",),
    "/explore/graph/path": (f"?{START}&{FAR}",),
    "/explore/graph/members": ("?by=type&group=Model",),
    "/explore/mitigation/{name:path}": ("digest-pinning",),
    "/explore/mitigations": ("?search=digest",),
    "/explore/path": (f"?{START}&{FAR}",),
    "/explore/radius": ("", f"?{SMALL}", f"?{SMALL}&show=who"),
    "/explore/radius/behind": (f"?{SMALL}",),
    "/explore/radius.csv": (f"?{SMALL}",),
    "/explore/radius.html": (f"?{SMALL}",),
    "/explore/radius.json": (f"?{SMALL}",),
    "/explore/radius.{form}": (f".ttl?{SMALL}",),
    "/explore/replay/{name:path}": ("litellm-2026",),
    "/explore/replayed.csv": ("?scenario=litellm-2026",),
    "/explore/replayed.json": ("?scenario=litellm-2026",),
    "/explore/replayed.html": ("?scenario=litellm-2026&step=1",),
    "/explore/replayed/path": ("?scenario=litellm-2026&target=modelslab-console",),
    "/explore/replayed.{form}": (".ttl?scenario=litellm-2026",),
    "/explore/said": ("?dependent=modelslab-gateway&relation=usesModel&dependee=modelslab-registry",),
    "/explore/threat/{name:path}": ("registry-compromise",),
    "/explore/threats": ("?search=registry",),
    "/explore/why": (f"?{START}&{FAR}",),
    "/brief": (f"?{SMALL}&worlds=64",),
    "/id/{path:path}": ("threat/registry-compromise",),
    "/static/vendor/{name}": ("swagger-ui.css",),
    "/static/{name}": ("aftershock.css",),
}
"""What is asked of a route, after its path as far as its first parameter; nothing more where it is not named."""


def queries(page: LexborHTMLParser) -> dict[str, str]:
    """Give the queries of a page, by what they are behind."""
    return {
        words(one.css_first("summary")).removeprefix("The SPARQL behind "): one.css_first("pre").text()
        for one in page.css("details.sparql")
        if "SPARQL" in one.css_first("summary").text()
    }


def rows(client: httpx.Client, query: str) -> list[dict[str, str]]:
    answer = client.get("/sparql", params={"query": query, "format": "json"})
    assert answer.status_code == 200, (query, answer.text)
    return [{name: cell["value"] for name, cell in row.items()} for row in answer.json()["results"]["bindings"]]


def addresses(knowledge_base: KnowledgeBase) -> list[str]:
    """Give what is asked of every route that may answer with a page."""
    app = create_app(knowledge_base, load_settings({}))
    pages = {
        path
        for path, item in app.openapi()["paths"].items()
        if "text/html" in item.get("get", {}).get("responses", {}).get("200", {}).get("content", {})
    }
    routes: list[Any] = [one for one in iter_route_contexts(app.routes) if "GET" in (one.methods or ())]
    asked = [one.path for one in routes if not one.include_in_schema or one.path.replace(":path}", "}") in pages]
    assert {"/explore/graph", "/brief", "/id/{path:path}"} <= set(asked)
    return [
        path.partition("{")[0].removesuffix(".") + more
        for path in dict.fromkeys(asked)
        if path.rstrip("/") not in NO_VIEWS
        for more in ASKED.get(path, ("",))
    ]


def test_every_page_has_the_sparql_behind_it_and_it_runs(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    seen = 0
    for path in addresses(knowledge_base):
        answer = client.get(path, headers=HTML)
        assert answer.status_code == 200, f"{path}: {answer.status_code}; ASKED says what to ask of a new route"
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        found = queries(LexborHTMLParser(answer.text))
        assert found, f"{path} has no SPARQL behind it"
        for part, query in found.items():
            assert rows(client, query), (path, part)
        seen += 1

    assert seen >= 25


@pytest.mark.parametrize(
    "text",
    [
        *("registry", "LiteLLM", "data pois", "AML.T0010", "pkg:pypi", "aft:depend", "NotCertain", "claims"),
        *('no"such', "\U0001f600", "\\u0041"),
    ],
)
def test_behind_a_search_is_what_it_found(client: httpx.Client, text: str) -> None:
    page = read(client, f"/explore?q={text}")

    shown = [
        (words(hit.css_first(".kind")), words(hit.css_first("code")), words(hit.css_first("a")))
        for hit in page.css("ul.found li")
        if words(hit.css_first(".kind")) != "question"
    ]
    assert [(row["kind"], row["slug"], row["label"]) for row in rows(client, queries(page)["this"])] == shown
    assert bool(shown) == text.replace(" ", "").replace(":", "").replace(".T0010", "").isalpha()


def test_behind_the_places_to_start_is_who_relies_on_each(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    page = read(client, "/explore/radius")

    links = page.css("table.worst th a")
    told = {row["component"]: row for row in rows(client, *queries(page).values())}
    assert len(links) == len(told) == 12
    for link in links:
        iri = parse_qs(urlsplit(link.attributes["href"]).query)["component"][0]
        assert told[iri]["label"] == link.text()
        assert int(told[iri]["dependents"]) == knowledge_base.component(iri).dependents


@pytest.mark.parametrize("by", ["type", "layer", "community", "none"])
def test_behind_the_whole_graph_are_its_groups_and_relations(client: httpx.Client, by: str) -> None:
    page = read(client, f"/explore/graph?by={by}")
    drawn = client.get("/explore/graph/data", params={"by": by}).json()
    behind = {one["part"]: one["query"] for one in drawn["behind"]}

    relations = rows(client, queries(page)["its relations"])
    assert len(relations) == drawn["relations"]
    assert behind["its relations"] == queries(page)["its relations"]
    if by in ("type", "layer"):
        table = {words(row.css_first("th")): words(row.css_first("td")) for row in page.css("#whole-table tbody tr")}
        counted = rows(client, queries(page)["its groups"])
        if by == "type":
            told = {spoken(row["class"]): row["components"] for row in counted}
        else:
            names = {one["number"]: one["name"] for one in client.get("/layers").json()["items"]}
            told = {
                f"L{row['layer']} {names[int(row['layer'])]}" if "layer" in row else "in no layer": row["components"]
                for row in counted
            }
        assert told == {name: count for name, count in table.items() if count != "0"}
        assert behind["its groups"] == queries(page)["its groups"]
    else:
        assert "its groups" not in behind


@pytest.mark.parametrize(("by", "key"), [("type", "Model"), ("layer", "L4"), ("layer", "none"), ("community", "c0")])
def test_behind_an_opened_group_is_what_is_in_it(client: httpx.Client, by: str, key: str) -> None:
    page = read(client, f"/explore/graph?by={by}&open={key}")
    listed = client.get("/explore/graph/members", params={"by": by, "group": key}).json()

    told = rows(client, queries(page)["what is in it"])
    shown = {(row["iri"], row["class"]) for row in listed["rows"]}
    found = {(row["component"], row["class"].rpartition("#")[2]) for row in told}
    assert shown <= found
    assert len(found) == (len(shown) if by == "community" else listed["total"])
    assert listed["sparql"] == queries(page)["what is in it"]
    assert {words(link) for link in page.css("#members li a")} <= {row.get("label") for row in told}


@pytest.mark.parametrize("hide", ["kind-model,kind-agent,criticality-MissionCritical", "kind-other,layer-4,whole"])
@pytest.mark.parametrize("by", ["type", "layer"])
def test_behind_filtered_groups_is_what_the_filters_leave(client: httpx.Client, by: str, hide: str) -> None:
    page = read(client, f"/explore/graph?by={by}&hide={hide}")
    every = read(client, f"/explore/graph?by={by}")

    def counts(shown: LexborHTMLParser) -> list[int]:
        told = [int(words(row.css_first("td")).partition(" of ")[0]) for row in shown.css("#whole-table tbody tr")]
        return sorted(one for one in told if one)

    query = queries(page)["its groups"]
    assert sorted(int(row["components"]) for row in rows(client, query)) == counts(page) != counts(every)
    assert query.startswith("# the legend hides besides: whole\n") == ("whole" in hide)
    key = page.css_first("#whole-table tbody a").attributes["href"].rpartition("open=")[2]
    inside = read(client, f"/explore/graph?by={by}&hide={hide}&open={key}")
    listed = [parse_qs(urlsplit(link.attributes["href"]).query)["iri"][0] for link in inside.css("#members li a")]
    assert {row["component"] for row in rows(client, queries(inside)["what is in it"])} == set(listed)


def test_behind_a_neighbourhood_that_grew_is_all_that_it_grew_by(client: httpx.Client) -> None:
    page = "/explore/component?iri=modelslab-registry"
    step = "both~~https://w3id.org/aftershock/id/component/modelslab-gateway"

    def ends(path: str) -> set[tuple[str, str]]:
        return {(row["dependee"], row["dependent"]) for row in rows(client, queries(read(client, path))["this"])}

    drawn = client.get(f"/explore/around.node-link.json?iri=modelslab-registry&expand={step}").json()["edges"]
    start, grown = (f"https://w3id.org/aftershock/id/component/modelslab-{name}" for name in ("registry", "gateway"))
    shown = {(edge["source"], edge["target"]) for edge in drawn}
    assert {pair for pair in shown if start in pair} == ends(page)
    assert {pair for pair in shown if start in pair or grown in pair} <= ends(f"{page}&expand={step}")
    assert ends(f"{page}&expand=both~~no%20iri%3E") == ends(page)


@pytest.mark.parametrize(
    "more",
    [
        "&expand={step}",
        "&expand={step}&hide=kind-application",
        "&expand={step}&hide=kind-model,line-dashed",
        "&expand={step}&hide=kind-other",
        "&expand={step}&hide=criticality-Important",
    ],
)
def test_behind_what_grew_by_a_type_is_that_less_what_the_legend_hides(client: httpx.Client, more: str) -> None:
    page = "/explore/component?iri=modelslab-registry"

    def around(iri: str) -> list[dict[str, Any]]:
        return client.get("/explore/around", params={"iri": iri, "cap": 0}).json()["counts"]

    start = "https://w3id.org/aftershock/id/component/modelslab-registry"
    near = {iri for one in around(start) for iri, _ in one["near"]}
    far, one = max(
        ((iri, one) for iri in near for one in around(iri)[:1]), key=lambda pair: (pair[1]["count"], pair[0])
    )
    asked = more.format(step=f"{one['direction']}~{one['class']}~{far}")

    def ends(path: str) -> set[tuple[str, str]]:
        (query,) = queries(read(client, path)).values()
        named = [one for one in ("line-dashed",) if one in path]
        assert query.startswith("# the legend of the picture hides besides: line-dashed\n") == bool(named)
        return {(row["dependee"], row["dependent"]) for row in rows(client, query)}

    drawn = client.get(
        f"/explore/around.node-link.json?iri=modelslab-registry{asked.replace(',line-dashed', '')}"
    ).json()
    shown = {(edge["source"], edge["target"]) for edge in drawn["edges"]}
    told = ends(page + asked)
    assert told == {pair for pair in shown if {start, far} & {*pair}}
    assert told
    assert told != ends(page), "what grew or is hidden makes a difference"
    live = client.get(f"/explore/component/behind?iri=modelslab-registry{asked}").raise_for_status().json()["behind"]
    assert [one["query"] for one in live] == list(queries(read(client, page + asked)).values())


def test_behind_a_radius_that_grew_is_what_it_grew_by_and_what_is_hidden_is_named(client: httpx.Client) -> None:
    start = "https://w3id.org/aftershock/id/component/modelslab-registry"
    asked = f"{START}&expand=onward~Model~{start}&expand=path~~{start}&hide=line-dashed,kind-application"
    found = queries(read(client, f"/explore/radius?{asked}"))
    live = client.get(f"/explore/radius/behind?{asked}").raise_for_status().json()["behind"]
    around = client.get("/explore/around", params={"iri": start, "direction": "onward", "class": "Model", "cap": 200})
    models = {node["id"] for node in json.loads(around.json()["picture"])["nodes"]} - {start}

    assert {one["part"]: one["query"] for one in live} == found
    assert found["this"].startswith("# the legend of the picture hides besides: kind-application, line-dashed\n")
    grown = found["what its picture grew by"]
    assert grown.startswith(
        "# the legend of the picture hides besides: line-dashed\n"
        "# computed, and not asked here: the ways that were drawn\n"
    )
    assert {row["dependent"] for row in rows(client, grown)} == models
    assert "what its picture grew by" not in queries(read(client, f"/explore/radius?{START}"))


@pytest.mark.parametrize(
    ("path", "parts"),
    [
        ("/explore/about?iri=http://www.w3.org/2004/02/skos/core%23prefLabel", 2),
        ("/explore/about?iri=https://w3id.org/aftershock/id/graph/catalog/layers", 1),
        ("/id/threat/registry-compromise", 2),
    ],
)
def test_behind_linked_data_are_all_of_its_tables(client: httpx.Client, path: str, parts: int) -> None:
    page = read(client, path)

    told = {part: len(rows(client, query)) for part, query in queries(page).items()}
    shown = {words(one.css_first("h2")).lower(): len(one.css("tbody tr")) for one in page.css("main section")}
    assert told == shown
    assert len(told) >= parts


def test_behind_a_brief_is_whom_to_call_about_what(client: httpx.Client) -> None:
    page = read(client, f"/brief?{START}&worlds=64")

    told = rows(client, *queries(page).values())
    owned = {(row.get("name", "nobody is named"), row["label"]) for row in told}
    called = client.get(f"/brief?{START}&worlds=64").json()["call"]
    named = [(one["label"] or "nobody is named", [row["label"] for row in one["components"][:3]]) for one in called]
    assert [(words(row.css_first("th")), words(row.css("td")[-1])) for row in page.css("table tbody tr")] == [
        (owner, ", ".join(labels)) for owner, labels in named
    ]
    assert {(owner, label) for owner, labels in named for label in labels} <= owned
    link = page.css_first("details.sparql a").attributes["href"]
    assert parse_qs(urlsplit(link).query)["query"] == list(queries(page).values())


def end(iri: str) -> str:
    return iri.rpartition("/")[2]


def linked(page: LexborHTMLParser, links: str) -> list[str]:
    """Give the last parts of the addresses to which links of a page go, without what they ask."""
    return [end(urlsplit(link.attributes["href"] or "").path) for link in page.css(links)]


@pytest.mark.parametrize(
    "asked",
    ["search=modelslab", "search=no%22%20such", "layer=4&certainty=not-certain", "layer=4&certainty=stated", "layer=7"],
)
def test_behind_filtered_agents_are_their_cards(client: httpx.Client, asked: str) -> None:
    page = read(client, f"/explore/agents?{asked}")

    told = rows(client, *queries(page).values())
    assert sorted(end(row["agent"]) for row in told) == sorted(linked(page, ".cards h3 a"))
    assert bool(told) == ("such" not in asked)


@pytest.mark.parametrize("asked", ["", "&layer=4&certainty=stated", "&certainty=not-certain", "&search=poisoning"])
@pytest.mark.parametrize("by", ["threats", "agents"])
def test_behind_a_filtered_matrix_are_the_claims_that_it_counts(client: httpx.Client, by: str, asked: str) -> None:
    page = read(client, f"/explore/matrix?rows={by}{asked}")

    told = rows(client, *queries(page).values())
    shown = {words(row.css_first("th")): int(words(row.css_first("td.number"))) for row in page.css("tbody tr")}
    assert Counter(row["label" if by == "threats" else "name"] for row in told) == shown
    assert bool(shown) == (asked != "&search=poisoning" or by == "threats")


@pytest.mark.parametrize("agent", ["modelslab", "larkfield-shop-assistant"])
@pytest.mark.parametrize("claims", ["", "stated", "not-certain", "mitigated"])
def test_behind_an_agent_are_the_claims_that_are_shown(client: httpx.Client, agent: str, claims: str) -> None:
    page = read(client, f"/explore/agent/{agent}?claims={claims}")

    told = rows(client, *queries(page).values())
    shown = [
        (words(layer.css_first("header .number")), threat, words(said))
        for layer in page.css("article.layer")
        for threat, said in zip(
            linked(layer, ".claims li a[href^='/explore/threat/']"), layer.css(".polarity"), strict=True
        )
    ]
    assert sorted((f"L{row['number']}", end(row["threat"]), spoken(row["polarity"])) for row in told) == sorted(shown)
    assert bool(told) == ((agent, claims) != ("modelslab", "mitigated"))


@pytest.mark.parametrize("layer", ["", "?layer=7", "?layer=3"])
def test_behind_a_threat_are_the_claims_of_the_layer(client: httpx.Client, layer: str) -> None:
    page = read(client, f"/explore/threat/registry-compromise{layer}")

    told = rows(client, *queries(page).values())
    shown = [f"{words(one.css_first('a'))} {words(one.css_first('.kind'))}" for one in page.css("ul.claims li")]
    assert sorted(f"{row['name']} L{row['number']}" for row in told) == sorted(shown)
    assert bool(told) == (layer != "?layer=3")


@pytest.mark.parametrize("path", ["agents", "matrix"])
def test_what_is_computed_is_named_above_a_query(client: httpx.Client, path: str) -> None:
    (query,) = queries(read(client, f"/explore/{path}?severity=high")).values()

    assert query.startswith("# computed, and not asked here: severity\n")
    assert rows(client, query)


@pytest.mark.parametrize(
    ("path", "key", "links"),
    [
        ("documents?search=modelslab", "document", ".documents-table tbody th a"),
        ("documents?search=ESTATE.ttl", "document", ".documents-table tbody th a"),
        ("replay?search=litellm", "scenario", "ol.timeline h2 a"),
        ("replay", "scenario", "ol.timeline h2 a"),
        ("threats?search=poison", "threat", "table tbody th a"),
        ("mitigations?search=-", "mitigation", "table tbody th a"),
        ("components?search=gateway&class=service", "component", "table tbody th a"),
        ("components?owner=modelslab-edge-team", "component", "table tbody th a"),
        ("components?search=larkfield%20shop", "component", "table tbody th a"),
    ],
)
def test_behind_a_search_in_a_list_is_what_it_leaves(client: httpx.Client, path: str, key: str, links: str) -> None:
    page = read(client, f"/explore/{path}")

    told = [unquote(end(row[key])) for row in rows(client, *queries(page).values())]
    shown = [link.attributes["href"] or "" for link in page.css(links)]
    assert len(told) == len(shown) > 0
    assert {end(unquote(unquote(one))) for one in shown} == set(told)


@pytest.mark.parametrize("page", ["agents", "components", "documents", "matrix", "mitigations", "replay", "threats"])
def test_behind_a_search_for_a_smile_nothing_is_found(client: httpx.Client, page: str) -> None:
    (query,) = queries(read(client, f"/explore/{page}?search=\U0001f600%22%5C%0A")).values()

    assert rows(client, query) == []


@pytest.mark.parametrize(
    "asked",
    [
        *({}, {"type": "registry"}, {"layer": "4", "only": "all"}, {"layer": "none"}, {"owner": "nobody"}),
        *(
            {"owner": "modelslab-edge-team"},
            {"criticality": "MissionCritical"},
            {"criticality": "ungiven", "type": "Package"},
        ),
    ],
)
def test_behind_a_filtered_ranking_is_where_rules_carry(client: httpx.Client, asked: dict[str, str]) -> None:
    (query,) = queries(LexborHTMLParser(client.get("/explore/starts", params=asked, headers=HTML).text)).values()

    ranked = client.get("/ranking", params={"limit": 1000, **asked}).json()["rows"]
    able = {row["component"] for row in ranked if row["counts"]["affected"] or row["counts"]["possible"]}
    assert able <= {row["component"] for row in rows(client, query)} <= {row["component"] for row in ranked}
    assert able
    assert query.startswith("# computed, and not asked here: what falls beyond these, ")


@pytest.mark.parametrize(
    "asked",
    [
        *(
            "",
            "class=Application",
            "class=application&evidence=affected",
            "layer=4",
            "layer=none",
            "acts=0&owner=nobody",
        ),
        *("criticality=MissionCritical", "criticality=ungiven&layer=3", "mode=integrity&depth=2"),
        *("owner=modelslab-edge-team&without-rule=derived-integrity", "threat=registry-compromise&alternatives=any"),
    ],
)
def test_behind_a_filtered_radius_are_the_rows_of_its_page(client: httpx.Client, asked: str) -> None:
    page = read(client, f"/explore/radius?{START}&limit=1000&{asked}")

    told = rows(client, *queries(page).values())
    links = [
        parse_qs(urlsplit(link.attributes["href"] or "").query) for link in page.css("table.rows tbody th .what > a")
    ]
    assert sorted(row["component"] for row in told) == sorted(one["iri"][0] for one in links)
    assert told


def test_what_a_radius_graph_is_not_told_is_named_above_the_query(client: httpx.Client) -> None:
    more = "severity=high&certainty=stated&stale-days=3&without-edge=a%20b%20c"
    starts = "&".join(["component=modelslab-registry"] * 45)

    for asked in (f"{START}&{more.partition('&without')[0]}", starts):
        (query,) = queries(read(client, f"/explore/radius?{asked}")).values()
        assert query.startswith("# computed, and not asked here: ")
        assert ("stale-days" in query.splitlines()[0]) == ("stale" in asked)
        assert rows(client, query)
