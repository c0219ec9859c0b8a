"""What an address of the explorer may say, and what is told of one that says something else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import httpx


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
