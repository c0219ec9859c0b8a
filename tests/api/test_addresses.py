"""What an address of the explorer may say, and what is told of one that says something else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from tests.api.reading import HTML, read, words
from tests.browser import places

from aftershock.cli import main
from aftershock.errors import UsageError
from aftershock.explore.shown import hidden_by
from aftershock.model.asked import STALE_DAYS

if TYPE_CHECKING:
    import httpx
    from selectolax.lexbor import LexborNode

    from aftershock import KnowledgeBase

SAME = {"landing", "whom to call", "do at once", "open facts", "agent", "agent of the catalogue", "radius, filtered"}
"""Pages that cost a moment, and whose forms stand on others."""

SCRIPTED = {"drop", "whole-find"}
"""Forms that a script answers; their controls have no names that an address takes."""


@pytest.mark.parametrize("asked", [{"layer": "1"}, {"certainty": "stated", "layer": "1"}, {"criticality": "ungiven"}])
def test_a_class_and_other_filters_let_through_what_fits_both(client: httpx.Client, asked: dict[str, str]) -> None:
    every = client.get("/components", params={"limit": 1000, "class": "Model"}).json()["items"]
    fits = {one["iri"] for one in client.get("/explore/components.json", params=asked).json()["items"]}
    both = {**asked, "class": "Model"}

    found = client.get("/explore/components.json", params=both).raise_for_status().json()["items"]

    assert [one["iri"] for one in found] == [one["iri"] for one in every if one["iri"] in fits]
    assert found
    assert client.get("/explore/components", params=both).status_code == 200
    assert client.get("/explore/components", params={"class": "Model", "layer": "4"}).status_code == 200


@pytest.mark.parametrize("road", ["/explore/replay/litellm-2026", "/replay/litellm-2026"])
def test_days_of_not_being_seen_have_a_bound_that_is_named(client: httpx.Client, road: str) -> None:
    refused = client.get(f"{road}?stale-days={10**20}", headers=HTML)

    assert refused.status_code == 422
    assert "stale-days: input should be less than or equal to 1000000" in refused.text
    assert refused.headers["content-type"].startswith("text/html") == road.startswith("/explore")
    assert client.get(f"{road}?stale-days={STALE_DAYS}").status_code == 200


def test_the_bound_holds_in_python_and_on_the_command_line(
    knowledge_base: KnowledgeBase, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UsageError, match="stale_days is 1000001; it must be from 0 to 1,000,000"):
        knowledge_base.replay("litellm-2026", stale_days=STALE_DAYS + 1)

    with pytest.raises(SystemExit) as ended:
        main(["replay", "litellm-2026", "--stale-days", str(10**20)])
    assert ended.value.code == 2
    assert "is not in the range 0<=x<=1000000" in capsys.readouterr().err


def sent(form: LexborNode) -> list[tuple[str, str]]:
    """Give what a form sends that nobody has touched, as HTML has it (constructing the entry list)."""
    pairs = []
    for control in form.css("input, select, textarea"):
        name = control.attributes.get("name")
        kind = (control.attributes.get("type") or "").lower()
        if not name or "disabled" in control.attributes or kind in ("submit", "button", "reset", "file"):
            continue
        if control.tag == "select":
            options = control.css("option")
            chosen = [one for one in options if "selected" in one.attributes] or options[:1]
            pairs += [(name, one.attributes.get("value", one.text(strip=True)) or "") for one in chosen]
        elif kind not in ("checkbox", "radio") or "checked" in control.attributes:
            value = control.text() if control.tag == "textarea" else control.attributes.get("value")
            pairs.append((name, value or ""))
    return pairs


def test_what_a_form_sends_that_nobody_touched_is_answered(client: httpx.Client) -> None:
    """Every form of every page; where several pages have one with the same controls, that of the first."""
    asked: dict[tuple[object, ...], str] = {}
    for path in (one for name, one in places.PAGES.items() if name not in SAME and one.startswith(("/explore", "/s"))):
        for form in read(client, path).css("form"):
            if (form.attributes.get("method") or "get").lower() == "get" and form.attributes.get("id") not in SCRIPTED:
                action = (form.attributes.get("action") or path.partition("?")[0]).partition("#")[0]
                names = {one.attributes.get("name") for one in form.css("input:not([type=hidden]), select, textarea")}
                asked.setdefault((action, *sorted(filter(None, names))), f"{action}?{urlencode(sent(form))}")

    assert "/explore/matrix?rows=&heat=&certainty=&layer=&severity=&search=" in asked.values()
    for address in asked.values():
        answer = client.get(address, headers=HTML)
        assert answer.status_code == 200, (address, answer.text)


@pytest.mark.parametrize(
    ("asked", "like"),
    [
        ("matrix.json?rows=&heat=&layer=&offset=", "matrix.json"),
        ("components.json?class=&layer=&sort=&order=&offset=", "components.json"),
        ("radius.json?component=quill-studio&show=&limit=&likelihood=", "radius.json?component=quill-studio"),
    ],
)
def test_a_blank_is_what_a_page_shows_by_itself(client: httpx.Client, asked: str, like: str) -> None:
    found = client.get(f"/explore/{asked}").raise_for_status().json()

    assert found == client.get(f"/explore/{like}").raise_for_status().json()


def test_choosing_claims_keeps_what_the_picture_hides(client: httpx.Client) -> None:
    page = read(client, "/explore/agent/modelslab?claims=stated&hide=kind-model")

    links = [one.attributes["href"] for one in page.css("nav.choices a")]
    assert links == [
        f"/explore/agent/modelslab?hide=kind-model{claims}#layers"
        for claims in ("", "&claims=stated", "&claims=not-certain", "&claims=mitigated")
    ]


def test_a_form_for_another_ranking_carries_no_order_that_it_lacks(client: httpx.Client) -> None:
    def kept(sort: str) -> dict[str, str]:
        page = read(client, f"/explore/starts?by=impact&class=Application&sort={sort}&order=asc")
        pairs = sent(page.css_first("form.controls"))
        plain = [(name, "" if name == "by" else value) for name, value in pairs]
        assert client.get("/explore/starts", params=plain).status_code == 200
        return {name: value for name, value in pairs if name in ("sort", "order")}

    assert kept("impact") == {}
    assert kept("owner") == {"sort": "owner", "order": "asc"}
    told = client.get("/explore/starts?sort=impact", headers=HTML)
    assert told.status_code == 400
    assert "there is rank, component, owner, affected, possible, unknown" in told.text


def test_no_road_of_the_explorer_takes_what_it_does_not_know(client: httpx.Client) -> None:
    examples = [one for one in (*places.PAGES.values(), *places.OTHERS.values()) if one.startswith("/explore")]
    pages = {one.partition("?")[0] for one in places.PAGES.values() if one.startswith("/explore")}
    for address in {one.partition("?")[0]: one for one in examples}.values():
        answer = client.get(f"{address}{'&' if '?' in address else '?'}bogus=1", headers=HTML)

        assert answer.status_code == 422, address
        assert "bogus: there is no such parameter; there " in answer.text, address
        assert answer.headers["content-type"].startswith("text/html") or address.partition("?")[0] not in pages
    assert "did you mean &#39;search&#39;?" in client.get("/explore/components?serach=x", headers=HTML).text
    assert "did you mean 'group'" in client.get("/explore/graph/members?by=type&group=Model&groups=x").json()["detail"]


@pytest.mark.parametrize(
    ("road", "pair", "status"),
    [
        ("radius?component=quill-studio", "mode=control&mode=integrity", 422),
        ("radius?component=quill-studio", "mode=control&mode=control&mode=", 200),
        ("radius?component=modelslab-registry&limit=1", "protect=modelslab-console&protect=quill-studio", 200),
        ("components", "severity=high&severity=low", 422),
        ("component?iri=quill-studio", "iri=modelslab-registry", 422),
        ("graph", "by=type&by=layer", 422),
    ],
)
def test_of_what_a_road_takes_one_it_takes_no_two(client: httpx.Client, road: str, pair: str, status: int) -> None:
    answer = client.get(f"/explore/{road}{'&' if '?' in road else '?'}{pair}", headers=HTML)

    assert answer.status_code == status, answer.text
    if status == 422:
        assert re.search(
            r"\b(mode|severity|iri|by): takes one value, and was given &#39;.+&#39; and &#39;", answer.text
        )


@pytest.mark.parametrize(
    "road",
    [
        "radius?component=quill-studio&",
        "component?iri=modelslab-registry&",
        "agent/modelslab?",
        "why?component=modelslab-registry&target=modelslab-console&",
        "replay/litellm-2026?",
        "graph?",
        "around.gexf?iri=modelslab-registry&",
        "radius.csv?component=quill-studio&",
    ],
)
def test_what_no_legend_has_is_refused_wherever_anything_is_hidden(client: httpx.Client, road: str) -> None:
    refused = client.get(f"/explore/{road}hide=kind-agent,kind-modle")

    assert refused.status_code == 400
    assert "hide names 'kind-modle', which no legend has; did you mean 'kind-model'?" in refused.json()["detail"]
    assert client.get(f"/explore/{road}hide=kind-agent,kind-model").status_code == 200


def test_a_legend_has_the_modes_that_documents_name() -> None:
    assert hidden_by("obedience", ["control", "obedience"]) == {"obedience"}
    with pytest.raises(UsageError, match="did you mean 'obedience'"):
        hidden_by("obedienc", ["control", "obedience"])


def test_claims_are_of_a_kind_that_there_is(client: httpx.Client) -> None:
    refused = client.get("/explore/agent/modelslab?claims=bogus")

    assert refused.status_code == 422
    assert "'stated', 'not-certain' or 'mitigated'" in refused.json()["detail"]


def test_links_of_a_page_hold_no_more_than_is_taken(client: httpx.Client) -> None:
    for address in (
        "/explore/component?iri=modelslab-registry&hide=kind-agent&chosen=x&lit=x~y&onward=0&inward=0",
        "/explore/agent/modelslab?claims=stated&hide=kind-agent&chosen=x&lit=x~y",
        "/explore/graph?by=type&open=Model&hide=kind-agent&at=x&offset=1",
        "/explore/replay?search=lite",
    ):
        links = [one.attributes["href"] for one in read(client, address).css("main a[href*='?']")]
        for link in {one.partition("?")[0]: one for one in links if one.startswith("/explore")}.values():
            assert client.get(link.partition("#")[0]).status_code == 200, link


@pytest.mark.parametrize(
    "road",
    [
        "agents?",
        "components?class=Model&",
        "documents?search=modelslab&",
        "graph?open=Model&",
        "matrix?rows=agents&",
        "mitigations?",
        "radius?component=modelslab-registry&evidence=affected&",
        "replay?",
        "starts?",
        "threats?",
    ],
)
def test_past_the_end_of_a_list_it_says_so_and_leads_back(client: httpx.Client, road: str) -> None:
    page = read(client, f"/explore/{road}offset=99999")

    (told,) = [one for one in page.css("main .empty") if one.css("a") and "past the end" in one.text()]
    total = re.fullmatch(r"That is past the end: there are ([\d,]+)\. The first page", words(told))
    assert total is not None
    assert int(total[1].replace(",", "")) > 0
    assert not re.search(r"100,000|99,999|None\.|\bNo ", " ".join(words(one) for one in page.css("main .shown")))
    back = told.css_first("a").attributes["href"]
    assert dict(parse_qsl(urlsplit(back).query)) == {**dict(parse_qsl(road.partition("?")[2])), "offset": "0"}
    assert page.css("nav.pages") == []
    assert read(client, back).css("main .empty a[href*='offset=0']") == []
