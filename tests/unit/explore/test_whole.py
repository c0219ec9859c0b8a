"""The whole graph adds up: every component is in one node, every relation in one edge or within a group."""

from __future__ import annotations

import time
from types import SimpleNamespace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.unit.projection.conftest import projected

from aftershock.errors import StoreError, UsageError
from aftershock.explore import arrange, placing, whole
from aftershock.explore.generate import generate
from aftershock.explore.groups import by_community, by_layer, by_type, degrees, layers_of
from aftershock.explore.hiding import left, legend
from aftershock.explore.neighbourhood import around
from aftershock.explore.picture import kind_of
from aftershock.explore.shown import line_of
from aftershock.knowledge_base import drawing
from aftershock.knowledge_base.drawing import Drawings
from aftershock.model.marks import Marks
from aftershock.projection.chosen import Traits, surest
from aftershock.projection.described import component_class
from aftershock.projection.edges import CERTAINTIES

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.explore.groups import Groups
    from aftershock.model.whole import Whole
    from aftershock.projection.stored import Projection

LAYERS = {1: "Foundation Models", 3: "Agent Frameworks", 7: "Agent Ecosystem"}
COVERED = {
    "https://w3id.org/aftershock/ontology#Model": 1,
    "https://w3id.org/aftershock/ontology#Tool": 3,
    "https://w3id.org/aftershock/ontology#AIAgent": 7,
}
ALONE = "x:alone a aft:Application . x:untyped aft:dependsOn x:alone ."


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hub") / "projection"
    projected(place, b"".join(generate(models=120, applications=12, seed=3)).decode(), ALONE)
    return place


@pytest.fixture(scope="module")
def hub(folder: Path) -> Projection:
    from aftershock.projection import stored

    return stored.load(folder)


def adds_up(drawn: Whole, projection: Projection) -> None:
    """Check a drawing against the projection, counted without its arrays."""
    names = list(projection.components)
    of = {name: place for place, node in enumerate(drawn.nodes) if node.iri for name in [node.iri]}
    assert sum(node.count for node in drawn.nodes) == len(names)
    assert len(of) == drawn.shown
    between: dict[tuple[int, int], int] = {}
    edges = zip(projection.edges.dependee.tolist(), projection.edges.dependent.tolist(), strict=True)
    for one, other in edges:
        ends = of.get(names[one]), of.get(names[other])
        if None not in ends and ends[0] != ends[1]:
            between[ends] = between.get(ends, 0) + 1  # type: ignore[index, arg-type] # neither end is None
    found = {
        (edge.source, edge.target): edge.count
        for edge in drawn.edges
        if drawn.nodes[edge.source].iri and drawn.nodes[edge.target].iri
    }
    assert found == between
    assert drawn.carried == sum(edge.count for edge in drawn.edges) <= drawn.relations == len(projection.edges)


def traits(projection: Projection) -> Traits:
    count = len(projection.components)
    marks = {name: Marks(("high",)) for name in list(projection.components)[::5]}
    return Traits(layers_of(projection, COVERED), surest(projection.edges, count), marks)


@pytest.mark.parametrize("opened", [(), ("Model", "Tool")])
@pytest.mark.parametrize(
    "hidden", [{"layer-1"}, {"kind-agent", "severity-high"}, {"layer-none", "integrity", "dotted"}, {"illustrative"}]
)
def test_what_is_hidden_is_counted_nowhere(hub: Projection, hidden: set[str], opened: tuple[str, ...]) -> None:
    known = traits(hub)
    drawn = whole.grouped(hub, "type", by_type(hub), opened, left(hub, known, hidden))

    lost: dict[int, set[str]] = {}
    ends = zip(hub.graph.dependency.tolist(), (hub.graph.targets % hub.graph.modes).tolist(), strict=True)
    for dependency, mode in ends:
        lost.setdefault(dependency, set()).add(hub.modes[mode].name)
    named = list(hub.components)
    shown = []
    for place, name in enumerate(named):
        keys = {f"kind-{kind_of(component_class(hub, place))}", f"layer-{known.layer[place] or 'none'}"}
        keys |= {"illustrative"} if hub.imagined[place] else set()
        keys |= {"severity-high"} if name in known.marks else set()
        shown.append(not keys & hidden)
    at = {name: f"{component_class(hub, place)} " for place, name in enumerate(named)}
    alone = {node.iri for node in drawn.nodes if node.iri}
    between: dict[tuple[str, str], int] = {}
    for place in range(len(hub.edges)):
        one, other = int(hub.edges.dependee[place]), int(hub.edges.dependent[place])
        modes = lost.get(place, set()) or {"nothing"}
        line = line_of(CERTAINTIES[int(hub.edges.certainty[place])])
        if shown[one] and shown[other] and not modes <= hidden and line not in hidden:
            pair = tuple(named[end] if named[end] in alone else at[named[end]] for end in (one, other))
            if pair[0] != pair[1]:
                between[pair] = between.get(pair, 0) + 1  # type: ignore[index, arg-type] # a pair
    called = [node.iri or f"{drawn.groups[node.group].key} " for node in drawn.nodes]
    assert {(called[edge.source], called[edge.target]): edge.count for edge in drawn.edges} == between
    for group in drawn.groups:
        inside = [place for place in range(len(named)) if component_class(hub, place) == group.key]
        assert (group.count, group.left) == (len(inside), sum(shown[place] for place in inside))
    whole_group = {node.group: node for node in drawn.nodes if not node.iri}
    for place, node in whole_group.items():
        apart = sum(shown[named.index(one.iri)] for one in drawn.nodes if one.iri and one.group == place)
        assert node.left == drawn.groups[place].left - apart
    assert drawn.carried == sum(between.values())


def test_the_legend_counts_all_there_is(hub: Projection) -> None:
    entries = dict(legend(hub, traits(hub)))

    count = len(hub.components)
    assert sum(some for name, some in entries.items() if name.startswith("kind-")) == count
    assert sum(some for name, some in entries.items() if name.startswith("layer-")) == count
    assert entries["severity-high"] == len(range(0, count, 5))
    assert sum(entries[name] for name in ("whole", "dashed", "dotted")) == len(hub.edges)
    for name in [name for name in entries if "-" in name and not name.startswith("severity")]:
        assert entries[name] == count - int(left(hub, traits(hub), {name}).components.sum())


def groupings(projection: Projection) -> dict[str, Groups]:
    count = len(projection.components)
    source, target = np.asarray(projection.edges.dependee), np.asarray(projection.edges.dependent)
    return {
        "type": by_type(projection),
        "layer": by_layer(layers_of(projection, COVERED), LAYERS),
        "community": by_community(projection, arrange.communities(count, source, target)),
    }


@pytest.mark.parametrize("by", ["type", "layer", "community"])
def test_closed_groups_hold_everything(hub: Projection, by: str) -> None:
    drawn = whole.grouped(hub, by, groupings(hub)[by], (), left(hub, traits(hub), ()))  # type: ignore[arg-type] # one of the groupings

    assert drawn.shown == 0
    assert all(group.shown == 0 and group.count > 0 for group in drawn.groups)
    adds_up(drawn, hub)


def test_an_opened_group_shows_its_busiest(hub: Projection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whole, "OPENED", 30)

    drawn = whole.grouped(hub, "type", by_type(hub), ("Model", "Tool", "NoSuchClass"), left(hub, traits(hub), ()))

    model = hub.classes.index("https://w3id.org/aftershock/ontology#Model")
    degree = degrees(hub)
    models = sorted((int(degree[one]) for one in np.flatnonzero(hub.class_of == model)), reverse=True)
    shown = {group.key: (group.count, group.shown) for group in drawn.groups if group.shown}
    assert shown["Model"] == (len(models), 30)
    assert set(shown) == {"Model", "Tool"}
    found = [node.degree for node in drawn.nodes if node.iri and node.class_name == "Model"]
    assert sorted(found, reverse=True) == models[:30]
    rest = next(node for node in drawn.nodes if "more: model" in node.label)
    assert (rest.count, rest.degree) == (len(models) - 30, sum(models[30:]))
    adds_up(drawn, hub)


def test_everything_is_drawn_in_its_place(folder: Path, hub: Projection) -> None:
    assert placing.read(folder) is None
    header, payload = placing.place({"folder": str(folder)}, b"")
    found = placing.read(folder)
    assert found is not None
    places, community = found

    drawn = whole.ungrouped(hub, places, left(hub, traits(hub), ()))

    assert (header["components"], payload) == (len(hub.components), b"")
    assert len(community) == drawn.shown == len(hub.components)
    assert len({(node.x, node.y) for node in drawn.nodes}) > 0.99 * drawn.shown
    assert {"assumed", "stated"} <= {edge.certainty for edge in drawn.edges}
    assert any({"control", "integrity"} <= set(edge.modes) for edge in drawn.edges)
    adds_up(drawn, hub)


def test_who_names_no_class_has_a_group_and_a_layer_of_none(hub: Projection) -> None:
    types, layers = by_type(hub), by_layer(layers_of(hub, COVERED), LAYERS)

    untyped = list(hub.components).index("https://example.org/untyped")

    assert types.keys[types.of[untyped]] == "Component"
    assert layers.labels[layers.of[untyped]] == "in no layer"
    assert layers.keys == ("L1", "L3", "L7", "none")


def test_what_nothing_holds_together_is_called_after_nobody(hub: Projection) -> None:
    found = groupings(hub)["community"]
    sizes = np.bincount(found.of)
    alone = np.flatnonzero(degrees(hub) == 0)

    assert len(alone) > 1
    assert {found.labels[found.of[one]] for one in alone.tolist()} == {"in no larger community"}
    assert found.labels.count("in no larger community") == 1
    assert all(sizes[place] >= 3 for place, label in enumerate(found.labels) if label.startswith("around "))


def test_a_layout_is_the_same_each_time_and_its_discs_part() -> None:
    rng = np.random.default_rng(1)
    source, target = rng.integers(0, 400, 900), rng.integers(0, 400, 900)
    label = arrange.communities(400, source, target, most=20)

    one, other = (arrange.arranged(400, source, target, label) for _ in range(2))

    assert np.array_equal(one, other)
    assert label.max() < 20
    assert np.isfinite(one).all()
    middles, radii = rng.normal(size=(30, 2)), rng.uniform(1, 5, 30)
    moved = arrange.apart(middles, radii)
    gaps = np.hypot(*(moved[:, None] - moved[None]).transpose(2, 0, 1)) - (radii[:, None] + radii[None])
    np.fill_diagonal(gaps, 0)
    assert gaps.min() > -0.5


def test_ten_thousand_are_placed_in_fifteen_seconds() -> None:
    rng = np.random.default_rng(2)
    count = whole.UNGROUPED
    source, target = rng.integers(0, count, 2 * count), rng.zipf(1.6, 2 * count) % count

    started = time.process_time()
    places = arrange.arranged(count, source, target, arrange.communities(count, source, target, most=1_000))
    taken = time.process_time() - started

    assert places.shape == (10_000, 2)
    assert len(np.unique(places.round(3), axis=0)) > 9_900
    assert taken < 15


@pytest.mark.parametrize(("count", "edges"), [(1, 0), (2, 0), (5, 0), (3, 2), (900, 899)])
def test_any_community_fits_the_unit_disc(count: int, edges: int) -> None:
    places = arrange.fitted(count, np.zeros(edges, np.int64), np.arange(1, edges + 1))

    assert places.shape == (count, 2)
    assert np.hypot(*places.T).max() <= 1.0001


def test_a_graph_of_one_is_in_the_middle() -> None:
    nothing = np.zeros(0, np.int64)
    assert arrange.arranged(1, nothing, nothing, np.zeros(1, np.int64)).round(3).tolist() == [[0.99, 0.0]]
    assert arrange.communities(0, nothing, nothing).tolist() == []


def test_around_counts_by_direction_and_class(hub: Projection) -> None:
    place = int(np.argmax(degrees(hub)))
    name = hub.components[place]
    edges = hub.edges
    onward = {int(b) for a, b in zip(edges.dependee, edges.dependent, strict=True) if a == place}
    inward = {int(a) for a, b in zip(edges.dependee, edges.dependent, strict=True) if b == place}

    found = around(hub, place, "both", None, 200)

    assert found.component == name
    assert sum(one.count for one in found.counts if one.direction == "onward") == len(onward)
    assert sum(one.count for one in found.counts if one.direction == "inward") == len(inward)
    assert found.picture.total == len((onward | inward) - {place}) + 1
    largest = found.counts[0]
    some = around(hub, place, largest.direction, largest.class_name, 3)
    assert len(some.picture.nodes) == min(3, largest.count) + 1
    assert some.picture.total == largest.count + 1
    assert {node.class_name for node in some.picture.nodes[1:]} == {largest.class_name}
    assert all(name in (edge.source, edge.target) for edge in some.picture.edges)


@pytest.mark.parametrize(("direction", "cap", "said"), [("sideways", 1, "not 'sideways'"), ("both", -1, "cap is -1")])
def test_around_says_what_is_wrong(hub: Projection, direction: str, cap: int, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        around(hub, 0, direction, None, cap)


def test_a_large_graph_is_grouped_and_never_drawn_whole(
    folder: Path, hub: Projection, monkeypatch: pytest.MonkeyPatch
) -> None:
    known, names = traits(hub), list(hub.components)
    view = SimpleNamespace(
        projection=hub, agents=(), layers=(), layer_of=known.layer, surest=known.surest, component=names.index
    )
    base = Drawings(SimpleNamespace(data=folder.parent))  # type: ignore[arg-type] # all that drawing asks of an engine
    monkeypatch.setattr(base, "_view", lambda: view)
    monkeypatch.setattr(drawing, "GROUPED_ABOVE", 10)

    assert base.whole().by == "type"
    monkeypatch.setattr(drawing, "UNGROUPED", 20)
    with pytest.raises(UsageError, match="20 is the most without"):
        base.whole("none")


def test_a_worker_that_leaves_no_layout_is_told_of(
    hub: Projection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = SimpleNamespace(data=tmp_path, build=lambda *_, **__: ({}, b""))
    base = Drawings(engine)  # type: ignore[arg-type] # all that drawing asks of an engine
    monkeypatch.setattr(base, "_view", lambda: SimpleNamespace(projection=hub))

    with pytest.raises(StoreError, match="where a worker has just put it"):
        base.whole("community")
