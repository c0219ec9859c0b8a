"""Likelihoods of whole cascades against every draw of the coins: exact, sampled, bounded."""

from __future__ import annotations

import random

import numpy as np
import pytest
from scipy.stats import binomtest
from tests.unit.cascade.draws import LIKELIHOODS, Draw, random_draw

from aftershock.cascade import compiled, worlds
from aftershock.cascade.bounds import bounds
from aftershock.cascade.chances import Chances
from aftershock.cascade.compiled import Kernels
from aftershock.cascade.graph import ConsequenceGraph
from aftershock.cascade.likelihood import LANES, Likelihoods
from aftershock.cascade.reach import reach
from aftershock.cascade.stage import set_stage
from aftershock.cascade.worlds import Lane, interval, simulate
from aftershock.errors import UsageError

WAYS = ("by-rule", "any", "all")


def truth_in(draw: Draw, lane: Lane, alternatives: str) -> dict[int, float]:
    likelihood = {draw.coin(way): LIKELIHOODS[draw.odds[way.rule]][lane.column] for way in draw.ways}
    return draw.fall(likelihood, lane.level, alternatives)


def test_exact_and_bounds_against_every_draw() -> None:
    """Of up to 16 coins, shared or not; with cycles, modes, alternatives and each class of evidence."""
    random_ = random.Random(3)
    asked = many = 0
    for _ in range(2000):
        draw, alternatives = random_draw(random_, 16), random_.choice(WAYS)
        many += len(draw.coins()) > 10
        graph = draw.graph
        chances, found = draw.chances(graph), reach(graph, [draw.start], alternatives=alternatives)
        likely, truth = Likelihoods(found, chances), [truth_in(draw, lane, alternatives) for lane in LANES]
        stage = likely.stage
        names = np.unique(stage.states // np.int32(draw.modes)).tolist()
        for number, lane in enumerate(LANES):
            limits = bounds(stage, chances, draw.modes, lane).components
            for place, component in enumerate(names):
                assert limits[place, 0] - 1e-12 <= truth[number][component] <= limits[place, 1] + 1e-12
        for component in range(draw.components):
            if component not in names:
                assert truth[3][component] == 0
            elif component != draw.start // draw.modes:
                odds, kind = likely.of(component), int(found.classes[component])
                asked += 1
                assert odds.low.value == pytest.approx(truth[0][component], abs=1e-12)
                assert odds.high.value == pytest.approx(truth[3][component], abs=1e-12)
                assert (odds.default is None) == (kind == 2)
                if odds.default is not None:
                    assert odds.default.value == pytest.approx(truth[1 + kind][component], abs=1e-12)
                    assert odds.low.value <= odds.default.value + 1e-12
                    assert odds.default.value <= odds.high.value + 1e-12
    assert asked > 2000
    assert many > 100


def test_four_hundred_samples_cover_the_truth_about_as_often_as_they_say() -> None:
    """The exact binomial interval covers at least as often as it says; a test of ours refuses one in a thousand."""
    random_ = random.Random(8)
    covered = trials = 0
    while trials < 400:
        draw = random_draw(random_, 6)
        graph = draw.graph
        chances, found = draw.chances(graph), reach(graph, [draw.start])
        stage, truth = set_stage(found, chances), truth_in(draw, LANES[3], "by-rule")
        played = simulate(stage, chances, [LANES[3]], worlds=640, seed=trials, threads=1)
        for component, hits in zip(played.components.tolist(), played.fell[:, 0].tolist(), strict=True):
            if 0 < truth[component] < 1 and trials < 400:
                low, high = interval(hits, played.worlds)
                covered += low <= truth[component] <= high
                trials += 1
                break
    assert binomtest(covered, trials, 0.99, alternative="less").pvalue > 0.001, covered


def test_the_same_digits_on_any_number_of_threads_and_in_any_order() -> None:
    random_ = random.Random(21)
    hits = np.zeros(1)
    while not ((hits > 100) & (hits < 900)).any():
        draw = random_draw(random_, 10)
        graph = draw.graph
        stage = set_stage(reach(graph, [draw.start]), draw.chances(graph))
        first = simulate(stage, draw.chances(graph), LANES, worlds=1000, seed=4, threads=1)
        hits = first.fell[:, -1]
    again = simulate(stage, draw.chances(graph), LANES, worlds=1000, seed=4, threads=3)
    other = simulate(stage, draw.chances(graph), LANES, worlds=1000, seed=5, threads=1)
    assert first.worlds == 1024
    assert (first.fell == again.fell).all()
    assert (first.nodes == again.nodes).all()
    assert (first.fell[:, -1] != other.fell[:, -1]).any()

    turned = Draw(
        draw.components,
        draw.modes,
        tuple(reversed(draw.ways)),
        *(draw.all_of, draw.per_source, draw.odds),
        draw.needs,
        draw.start,
    )
    back = turned.graph
    stage = set_stage(reach(back, [draw.start]), turned.chances(back))
    assert (simulate(stage, turned.chances(back), LANES, worlds=1000, seed=4).fell == first.fell).all()


@pytest.mark.parametrize("compiled_code", [True, False])
def test_the_same_digits_node_by_node_off_the_heap_or_given_up(
    monkeypatch: pytest.MonkeyPatch, *, compiled_code: bool
) -> None:
    """With one node in ``share`` the heap is given up: at 1 never, at 2 or 3 now and then, at a million at once."""
    if not compiled_code:
        monkeypatch.setattr(compiled, "kernels", Kernels)
    random_ = random.Random(31)
    for _ in range(30):
        draw = random_draw(random_, 12)
        chances, stage = draw.chances(draw.graph), set_stage(reach(draw.graph, [draw.start]), draw.chances(draw.graph))
        kinds = np.arange(draw.graph.components, dtype=np.int32) % 3 - 1
        played = []
        for share in (1_000_000, 1, 2, 3):
            monkeypatch.setattr(worlds, "_SHARE", share)
            played.append(simulate(stage, chances, LANES, worlds=192, seed=2, category=kinds, threads=1))
        for one in played[1:]:
            assert (one.nodes == played[0].nodes).all()
            assert (one.fell == played[0].fell).all()
            assert (one.batches == played[0].batches).all()
        in_all = np.array([played[0].fell[kinds[played[0].components] == kind].sum(axis=0) for kind in range(2)])
        assert (played[0].batches.sum(axis=0) == in_all[: played[0].batches.shape[1]]).all()


def test_one_draw_for_a_registry_however_many_models_one_uses() -> None:
    """0.3 with a coin of the registry; with a coin for each model it would be 1 - 0.7 ** 20."""
    models = list(range(1, 21))
    graph = ConsequenceGraph.from_edges(
        components=22, modes=1, source=[0] * 20 + models, target=[*models, *[21] * 20], rule=[0] * 20 + [1] * 20
    )
    row = [0] * 20 + [1] * 20
    table = [[0.3, 0.3, 0.3], [1.0, 1.0, 1.0]]
    shared = Likelihoods(reach(graph, [0]), Chances(table, row, [7] * 20 + [0] * 20)).of(21)
    apart = Likelihoods(reach(graph, [0]), Chances(table, row, [*models, *[0] * 20])).of(21)
    assert shared.default is not None
    assert apart.default is not None
    assert (shared.default.value, shared.default.method) == (pytest.approx(0.3), "series-parallel")
    assert apart.default.value == pytest.approx(1 - 0.7**20)


def test_more_likelihood_never_means_less_falling_world_by_world() -> None:
    random_ = random.Random(2)
    for _ in range(30):
        draw = random_draw(random_, 9)
        graph = draw.graph
        stage = set_stage(reach(graph, [draw.start]), draw.chances(graph))
        lanes = [Lane(level, column) for level in range(3) for column in range(3)]
        played = simulate(stage, draw.chances(graph), lanes, worlds=64, threads=1).nodes
        for one, lane in enumerate(lanes):
            for other, wider in enumerate(lanes):
                if lane.level <= wider.level and lane.column <= wider.column:
                    assert (played[:, one] <= played[:, other]).all()


def test_a_large_graph_is_sampled_within_its_bounds() -> None:
    random_ = np.random.default_rng(3)
    nodes, edges = 300, 2400
    graph = ConsequenceGraph.from_edges(
        components=nodes,
        modes=1,
        source=random_.integers(0, nodes, edges),
        target=random_.integers(0, nodes, edges),
        rule=np.zeros(edges, np.int32),
    )
    chances = Chances([[0.02, 0.1, 0.3]], np.zeros(graph.targets.size, np.int32), np.arange(1, graph.targets.size + 1))
    found = reach(graph, [0])
    likely = Likelihoods(found, chances, worlds=2048)
    for component in found.rows(0)[:40].tolist():
        odds = likely.of(component)
        assert odds.default is not None
        for estimate in (odds.low, odds.default, odds.high):
            assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert {odds.method for odds in (likely.of(int(found.rows(0)[-1])).high,)} == {"simulated"}


def test_a_default_that_nobody_gave_is_missing_behind_it_and_nowhere_else() -> None:
    graph = ConsequenceGraph.from_edges(components=4, modes=1, source=[0, 1, 0], target=[1, 2, 3], rule=[0, 1, 1])
    table = [[0.0, np.nan, 1.0], [0.5, 0.5, 0.5]]
    found = reach(graph, [0])
    for row, missing in (([0, 1, 1], [1, 2]), ([1, 0, 1], [3]), ([1, 1, 0], [2])):  # edges by source, then target
        likely = Likelihoods(found, Chances(table, row, [1, 2, 3]))
        assert [component for component in (1, 2, 3) if likely.of(component).default is None] == missing


def test_what_does_not_fall_has_no_likelihood() -> None:
    graph = ConsequenceGraph.from_edges(components=3, modes=1, source=[0], target=[1], rule=[0])
    likely = Likelihoods(reach(graph, [0]), Chances([[0.5, 0.5, 0.5]], [0], [1]))
    for component in (0, 2, 3, -1):
        with pytest.raises(UsageError, match="does not fall"):
            likely.of(component)
    with pytest.raises(UsageError, match="no lane"):
        simulate(likely.stage, Chances([[0.5, 0.5, 0.5]], [0], [1]), [])
    with pytest.raises(UsageError, match="worlds is 0"):
        simulate(likely.stage, Chances([[0.5, 0.5, 0.5]], [0], [1]), LANES, worlds=0)


def test_averages_lie_in_their_intervals_about_as_often_as_they_say() -> None:
    """Of 200 samples, the exact average of a chain and of two that share a coin lies in the 99 % interval of most."""
    graph = ConsequenceGraph.from_edges(
        components=5, modes=1, source=[0, 1, 0, 0], target=[1, 2, 3, 4], rule=[0, 0, 1, 1], evidence=[0, 0, 0, 1]
    )
    assert graph.targets.tolist() == [1, 3, 4, 2]
    chances = Chances([[0.2, 0.5, 0.7], [0.1, 0.3, 0.9]], [0, 1, 1, 0], [11, 13, 13, 12])
    truth = ((0.2 + 0.04 + 0.1), (0.5 + 0.25 + 0.3 + 0.3), (0.7 + 0.49 + 0.9 + 0.9))
    found, within = reach(graph, [0]), np.zeros(3, np.int64)
    for seed in range(200):
        sampled = Likelihoods(found, chances, worlds=1024, seed=seed)
        for place, (low, high) in enumerate(sampled.expected_within()):
            assert 0 <= low <= sampled.expected()[place] + 1e-12 <= high + 2e-12 <= 4 + 2e-12
            within[place] += low <= truth[place] <= high
    assert (within >= 192).all(), within.tolist()
    assert Likelihoods(found, chances, worlds=64).expected_within() == ((0.0, 4.0),) * 3
