"""Pages of choke points, actions and facts: those of the library, linked, and together the whole."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from aftershock.errors import UsageError
from aftershock.model.jsonable import as_json
from aftershock_api import schemas_replay

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase

START = {"component": "larkfield-shop-assistant", "mode": "control", "worlds": 16}
PAGED = [("choke-points", "rows", 2), ("facts", "rows", 6), ("contain", "actions", 12)]


def whole(knowledge: KnowledgeBase, path: str) -> dict[str, Any]:
    """All that the library has, at once."""
    method = getattr(knowledge, path.replace("-", "_"))
    answer: dict[str, Any] = as_json(method(START["component"], mode="control", worlds=16, limit=100))
    return answer


def links(answer: httpx.Response) -> dict[str, str]:
    """The addresses of other pages, by what they are."""
    return {name: str(link["url"]) for name, link in answer.links.items()}


@pytest.mark.parametrize(("path", "rows", "limit"), PAGED)
def test_pages_that_are_linked_hold_the_whole_each_row_once(
    client: httpx.Client, knowledge_base: KnowledgeBase, path: str, rows: str, limit: int
) -> None:
    expected = whole(knowledge_base, path)
    answer = client.get(f"/{path}", params={**START, "limit": limit})
    pages = [answer]
    while "next" in links(answer):
        answer = client.get(links(answer)["next"])
        pages.append(answer)

    told = [page.json() for page in pages]
    assert len(pages) > 1
    assert [page["offset"] for page in told] == [place * limit for place in range(len(pages))]
    gathered = [row for page in told for row in page[rows]]
    if path == "contain":
        for page in told:
            assert max(sum(one["kind"] == kind for one in page[rows]) for kind in page["found"]) <= limit
        numbers = {kind: sum(one["kind"] == kind for one in gathered) for kind in expected["found"] if kind != "pin"}
        assert numbers.items() <= expected["found"].items()
        assert all((page["rotate"], page["call"]) == (expected["rotate"], expected["call"]) for page in told)
        gathered, expected[rows] = (sorted(some, key=str) for some in (gathered, expected[rows]))
    else:
        assert expected["found"] == len(expected[rows])
    assert gathered == expected[rows]
    assert all(page["found"] == expected["found"] for page in told)
    between = [{"first", "prev", "next"}] * (len(pages) - 2)
    assert [set(links(page)) for page in pages] == [{"next"}, *between, {"first", "prev"}]
    assert client.get(links(pages[-1])["prev"]).json() == told[-2]


@pytest.mark.parametrize(("path", "rows", "limit"), PAGED)
def test_a_page_by_post_and_as_csv_is_that_by_get(client: httpx.Client, path: str, rows: str, limit: int) -> None:
    asked = {**START, "offset": limit, "limit": 1}
    by_get = client.get(f"/{path}", params=asked)
    by_post = client.post(f"/{path}", json={**asked, "component": [START["component"]]})
    table = client.get(f"/{path}", params={**asked, "format": "csv"})

    assert by_post.json() == by_get.json()
    assert "link" not in by_post.headers
    assert table.headers["link"].count("format=csv") == len(links(table)) == len(links(by_get))
    components = [row["component"] for row in csv.DictReader(io.StringIO(table.text))]
    assert components == [row["component"] for row in by_get.json()[rows]] != []


@pytest.mark.parametrize(("path", "rows", "limit"), PAGED)
def test_behind_the_end_there_is_nothing_and_before_the_beginning_no_page(
    client: httpx.Client, knowledge_base: KnowledgeBase, path: str, rows: str, limit: int
) -> None:
    beyond = client.get(f"/{path}", params={**START, "offset": 1000, "limit": limit})
    assert beyond.json()[rows] == []
    assert set(links(beyond)) == {"first", "prev"}
    assert client.get(f"/{path}", params={**START, "offset": -1}).status_code == 422
    with pytest.raises(UsageError, match="offset is -1; it must be 0 or more"):
        getattr(knowledge_base, path.replace("-", "_"))(START["component"], offset=-1)


def test_the_list_of_scenarios_is_a_table_too(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    table = client.get("/replay", params={"format": "csv", "offset": 2, "limit": 3})
    by_header = client.get("/replay", params={"offset": 2, "limit": 3}, headers={"Accept": "text/csv"})

    page = schemas_replay.ScenarioPage.model_validate(as_json(knowledge_base.scenarios(offset=2, limit=3)))
    rows = list(csv.DictReader(io.StringIO(table.text)))
    assert [(row["scenario"], row["what"], int(row["events"]), int(row["figures"])) for row in rows] == [
        (one.slug, one.label, one.events, one.figures) for one in page.items
    ]
    assert [tuple(end or None for end in (row["from"], row["until"])) for row in rows] == [
        tuple(end and end[:10] for end in one.window) for one in page.items
    ]
    assert by_header.text == table.text
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    assert 'filename="scenarios.csv"' in table.headers["content-disposition"]
    assert set(links(table)) == {"first", "prev", "next"}
    assert client.get("/replay", params={"format": "turtle"}).status_code == 400
