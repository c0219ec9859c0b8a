"""Choke points within a window: each equals the window's radius in a graph without the component's edges."""

from __future__ import annotations

import numpy as np
import pytest
from tests.unit.projection.test_whatif import SUPPLY, place
from tests.unit.projection.test_window import drawn, within

from aftershock.cascade.reach import NOT_REACHED
from aftershock.projection.choke import choke_points
from aftershock.projection.question import Question, weights
from aftershock.projection.whatif import Change
from aftershock.projection.window import Window

JANUARY = "2026-01-02/2026-01-20"


def asked(projection, start="c0", mode="control", **options):
    modes = [one.name for one in projection.modes]
    return Question(
        projection=projection,
        starts=(place(projection, start),),
        mode=modes.index(mode),
        weights=weights(projection, {}),
        window=Window.read(JANUARY),
        **options,
    )


def edges_of(projection, component):
    edges = projection.edges
    return tuple(np.flatnonzero((edges.dependent == component) | (edges.dependee == component)).tolist())


@pytest.mark.parametrize("seed", range(6))
def test_what_falls_no_more_within_the_window(project, seed):
    projection = project(drawn(seed))
    answer = choke_points(asked(projection), limit=100)
    whole = within(projection, "c0", JANUARY, "control").found
    assert answer.before == dict(zip(("affected", "possible", "unknown"), whole.counts, strict=True))
    assert answer.scene.window == ("2026-01-02T00:00:00Z", "2026-01-20T00:00:00Z")
    assert answer.cut is None
    told = {row.component: row for row in answer.rows}
    fallen = np.flatnonzero(whole.classes[: len(projection.components)] != NOT_REACHED).tolist()
    assert answer.tried == answer.total == len(fallen)
    saving = 0
    for component in fallen:
        change = Change(without_edges=edges_of(projection, component))
        left = np.delete(within(projection, "c0", JANUARY, "control", change).found.classes, component)
        was = np.delete(whole.classes, component)
        fewer = [int((was <= level).sum()) - int((left <= level).sum()) for level in range(3)]
        row = told.pop(projection.components[component], None)
        assert (list(row.saved.values()) if row else [0, 0, 0]) == fewer
        if row:
            assert list(row.left.values()) == [int((left == level).sum()) for level in range(3)]
            assert max(row.states.values()) <= row.saved["affected"]
        saving += any(fewer)
    assert not told
    assert saving == len(answer.rows)


def test_some_window_has_choke_points_that_the_whole_graph_has_not(project):
    differ = 0
    for seed in range(6):
        projection = project(drawn(seed))
        timed, whole = asked(projection), asked(projection)
        object.__setattr__(whole, "window", None)
        rows = [{row.component: row.saved for row in choke_points(one, limit=100).rows} for one in (timed, whole)]
        differ += rows[0] != rows[1]
    assert differ


def test_an_alternative_that_is_blocked_stands_within_the_window(project):
    projection = project(SUPPLY)
    question = asked(projection, "hub", "availability", protect=(place(projection, "a"),))
    answer = choke_points(question)
    assert answer.cut is None
    assert any("no cut is shown" in note for note in answer.scene.notes)
    without_b = Change(without_edges=edges_of(projection, place(projection, "b")))
    gone = Question(**{name: getattr(question, name) for name in question.__dataclass_fields__} | {"change": without_b})
    rows = {row.label: row for row in choke_points(gone).rows}
    assert rows["a"].saved["affected"] == 1  # bot, whose other model is not there
    assert {row.label for row in answer.rows} == set()
