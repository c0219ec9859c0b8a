"""What an address of the explorer may say, and what is told of one that says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.api.reading import HTML

from aftershock.cli import main
from aftershock.errors import UsageError
from aftershock.model.asked import STALE_DAYS

if TYPE_CHECKING:
    import httpx

    from aftershock import KnowledgeBase


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
