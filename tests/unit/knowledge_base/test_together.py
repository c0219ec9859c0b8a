"""What is looked at for one request is of one revision, and stays there to be looked at, however much is written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.loaded import load_into

from aftershock import KnowledgeBase
from aftershock.knowledge_base import together
from aftershock.knowledge_base.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aftershock.projection.stored import Projection
    from aftershock.store.layout import Current

_HUB = "https://w3id.org/aftershock/id/component/hub"
_ESTATE = f"""PREFIX aft: <https://w3id.org/aftershock/ontology#>
INSERT DATA {{ <{_HUB}> a aft:ModelRegistry . <{_HUB}-client> a aft:Application ; aft:dependsOn <{_HUB}> }}"""


@pytest.fixture
def base(tmp_path: Path) -> Iterator[KnowledgeBase]:
    with KnowledgeBase.open(load_into(tmp_path)) as opened:
        opened.update(_ESTATE)
        yield opened


@pytest.fixture
def written_meanwhile(base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Five updates between the look at what is current and the look into it, each time."""
    numbers: list[int] = []
    project: Callable[[Engine, Current], Projection] = Engine.projection

    def late(engine: Engine, current: Current) -> Projection:
        for _ in range(5):  # more than as many snapshots as are kept
            numbers.append(len(numbers))
            base.update(f"INSERT DATA {{ <{_HUB}-{len(numbers)}> a <https://w3id.org/aftershock/ontology#Model> }}")
        return project(engine, current)

    monkeypatch.setattr(Engine, "projection", late)
    return numbers


def test_a_snapshot_stays_while_it_is_looked_at(base: KnowledgeBase, written_meanwhile: list[int]) -> None:
    radius = base.blast_radius(_HUB)
    assert [row.component for row in radius.affected] + [row.component for row in radius.possible] == [f"{_HUB}-client"]
    assert base.threats().total > 0
    assert len(written_meanwhile) >= 5


def test_a_radius_in_a_query_is_of_the_revision_that_the_query_is_asked_of(
    base: KnowledgeBase, written_meanwhile: list[int]
) -> None:
    answer = base.query(
        "PREFIX radius: <https://w3id.org/aftershock/radius#> SELECT ?c (COUNT(?model) AS ?models) { "
        "GRAPH <radius?start=hub> { ?c radius:depth 1 }"
        f' OPTIONAL {{ ?model a aft:Model FILTER(STRSTARTS(STR(?model), "{_HUB}-")) }} }} GROUP BY ?c'
    )
    (row,) = json.loads(answer.content)["results"]["bindings"]
    assert (row["c"]["value"], row["models"]["value"]) == (f"{_HUB}-client", "0")
    assert len(written_meanwhile) == 5


def test_together_is_one_revision_until_something_is_written_inside(base: KnowledgeBase) -> None:
    with together():
        before = base.components(limit=1).total
        with together():
            assert base.components(limit=1).total == before
        base.update(f"INSERT DATA {{ <{_HUB}-more> a <https://w3id.org/aftershock/ontology#Model> }}")
        assert base.components(limit=1).total == before + 1
