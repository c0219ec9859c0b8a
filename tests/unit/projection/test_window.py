"""What falls within a window: against a search for the earliest arrival over the intervals themselves, and by hand."""

from __future__ import annotations

import heapq
import random

import pytest
from tests.unit.projection.test_radius import by_name
from tests.unit.projection.test_whatif import SUPPLY, TIMED, XSD, edge, place

from aftershock.cascade.reach import NOT_REACHED
from aftershock.errors import UsageError
from aftershock.projection.moments import instant, written
from aftershock.projection.radius import radius, run
from aftershock.projection.whatif import Change, changed
from aftershock.projection.window import Window, run_window

DAY = 86_400


def within(projection, start, window, mode="availability", change=None, **options):
    modes = [one.name for one in projection.modes]
    read = Window.read(window)
    starts = [(place(projection, start), modes.index(mode), read.begin)]
    return run_window(projection, starts, read, change or Change(), **options)


def drawn(seed):
    """Models that are put up at hubs, and hubs that are models' hosts, for some days of January each."""
    rng = random.Random(seed)
    kinds = " . ".join(f"x:c{one} a aft:{rng.choice(('Registry', 'Model', 'AIAgent'))}" for one in range(9))
    said = []
    for number in range(22):
        relation = rng.choice(("distributedThrough", "usesModel", "dependsOn"))
        one, other = rng.sample(range(9), 2)
        begin, length = rng.randint(1, 25), rng.choice((1, 3, 30))
        lines = [f"x:d{number} a aft:Dependency ; aft:dependent x:c{one} ; aft:relation aft:{relation}"]
        lines += [f"aft:dependee x:c{other}"]
        if rng.random() < 0.9:
            lines += [f'aft:validFrom "{written(instant("2026-01-01") + begin * DAY)}"^^xsd:dateTime']
        if rng.random() < 0.7:
            lines += [f'aft:validUntil "{written(instant("2026-01-01") + (begin + length) * DAY)}"^^xsd:dateTime']
        if rng.random() < 0.3:
            lines += [f'aft:observedAt "{written(instant("2026-01-01") + (begin + length // 2) * DAY)}"^^xsd:dateTime']
        said.append(" ; ".join(lines))
    return XSD + kinds + " . " + " . ".join(said) + " ."


def earliest(projection, start, begin, end, level):
    """Dijkstra over moments: when each state falls; an edge carries from when its source falls, if it holds then."""
    graph, timed = projection.graph, projection.moments
    intervals = {}
    for one, first, last, known in zip(
        timed.edge.tolist(), timed.begin.tolist(), timed.end.tolist(), timed.known.tolist(), strict=True
    ):
        intervals.setdefault(one, []).append((first, last, known))
    found, queue = {}, [(begin, start)]
    while queue:
        time, state = heapq.heappop(queue)
        if state in found:
            continue
        found[state] = time
        for number in range(graph.offsets[state], graph.offsets[state + 1]):
            own = intervals.get(int(graph.dependency[number]), [(begin, end + 1, end)])
            for first, last, known in own:
                then = max(time, first)
                sure = min(last - 1, known) if level == 0 else last - 1
                if graph.evidence[number] <= level and then <= min(sure, end):
                    heapq.heappush(queue, (then, int(graph.targets[number])))
    return found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_is_the_earliest_arrival_over_the_intervals_themselves(project, seed):
    projection = project(drawn(seed))
    rng, reached = random.Random(seed), 0
    modes = [one.name for one in projection.modes]
    for start in range(9):
        first = rng.randint(0, 12)
        last = first + rng.choice((0, 4, 15, 40))
        window = f"{written(instant('2026-01-01') + first * DAY)}/{written(instant('2026-01-01') + last * DAY)}"
        found = within(projection, f"c{start}", window, mode="control")
        read = Window.read(window)
        state = place(projection, f"c{start}") * len(modes) + modes.index("control")
        by_level = [earliest(projection, state, read.begin, read.end, level) for level in (0, 1, 2)]
        for component in range(len(projection.components)):
            expected = (NOT_REACHED, None)
            for level, when in reversed(list(enumerate(by_level))):
                mine = [when[one] for one in range(component * len(modes), (component + 1) * len(modes)) if one in when]
                if mine and component != place(projection, f"c{start}"):
                    expected = (level, written(min(mine)))
            assert (found.found.classes[component], found.since(component)) == expected
            reached += expected[1] is not None
    assert reached > 10


def test_nobody_falls_before_the_edge_begins_and_none_stands_up_again(project):
    projection = project(XSD + TIMED)
    answer = radius(within(projection, "hub", "2025-12-01/2026-04-01"))
    rows = by_name(answer.affected)
    assert {name: row.since for name, row in rows.items()} == {
        "plain": "2025-12-01T00:00:00Z",
        **dict.fromkeys(("old", "open", "seen"), "2026-01-01T00:00:00Z"),
    }
    assert [row.since for row in answer.affected] == sorted(row.since for row in answer.affected)
    assert answer.window == ("2025-12-01T00:00:00Z", "2026-04-01T00:00:00Z")
    assert answer.notes == ()
    late = radius(within(projection, "hub", "2026-02-01/2026-04-01"))
    assert (set(by_name(late.affected)), set(by_name(late.possible))) == ({"plain", "old", "seen"}, {"open"})
    after = radius(within(projection, "hub", "2026-03-01/2026-04-01"))
    assert set(by_name(after.affected)) == {"plain", "seen"}
    assert {row.since for row in after.affected} == {"2026-03-01T00:00:00Z"}


def test_a_bad_release_passes_only_to_what_resolved_it_while_it_was_bad(project):
    """It is bad from the 10th on: an installation of the 5th is spared, one of the 12th is not."""
    text = """
x:hub a aft:Registry . x:release a aft:Package . x:early a aft:Application . x:bad a aft:Application .
x:p a aft:Dependency ; aft:dependent x:release ; aft:relation aft:publishedBy ; aft:dependee x:account ;
    aft:validFrom "2026-01-10T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-01-20T00:00:00Z"^^xsd:dateTime .
x:account a aft:Publisher .
x:e a aft:Dependency ; aft:dependent x:early ; aft:relation aft:dependsOn ; aft:dependee x:release ;
    aft:validFrom "2026-01-05T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-01-06T00:00:00Z"^^xsd:dateTime .
x:b a aft:Dependency ; aft:dependent x:bad ; aft:relation aft:dependsOn ; aft:dependee x:release ;
    aft:validFrom "2026-01-12T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-01-13T00:00:00Z"^^xsd:dateTime .
"""
    projection = project(XSD + text)
    answer = radius(within(projection, "account", "2026-01-01/2026-01-31", mode="control"))
    assert {name: row.since for name, row in by_name(answer.affected).items()} == {
        "release": "2026-01-10T00:00:00Z",
        "bad": "2026-01-12T00:00:00Z",
    }


def test_an_alternative_that_ends_lets_its_need_fall(project):
    """The agent stands on two models, either of which suffices; it falls when the hold on the second one ends."""
    text = SUPPLY.replace(
        "x:n2 a aft:Dependency ;",
        'x:n2 a aft:Dependency ; aft:validFrom "2026-01-01T00:00:00Z"^^xsd:dateTime ; '
        'aft:validUntil "2026-02-01T00:00:00Z"^^xsd:dateTime ;',
    )
    projection = project(XSD + text)
    short = radius(within(projection, "hub", "2026-01-01/2026-01-31"))
    assert set(by_name(short.affected)) == {"a"}
    whole = within(projection, "hub", "2026-01-01/2026-02-01")
    rows = by_name(radius(whole).affected)
    assert rows["bot"].since == "2026-02-01T00:00:00Z"
    assert [step.component.rpartition("/")[2] for step in rows["bot"].path] == ["hub", "a", "bot"]
    proof = whole.proof(place(projection, "bot"))
    assert [one.since for one in proof] == ["2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"]
    assert proof[-1].rests_on == (1,)


def test_what_is_supposed_and_what_nobody_has_seen_count_in_a_window_too(project):
    projection = project(XSD + TIMED)
    gone = Change(without_edges=(edge(projection, "old", "hub"),))
    assert "old" not in by_name(radius(within(projection, "hub", "2026-01-01/2026-02-01", change=gone)).affected)
    doubted = Change(stale_days=10)
    answer = radius(within(projection, "hub", "2026-06-20/2026-07-01", change=doubted))
    assert set(by_name(answer.possible)) == {"open", "seen"}
    seen = changed(projection, Change(at=instant("2026-06-20"), stale_days=10))
    assert seen.graph.evidence.max() == 1


def test_a_start_of_its_own_moment(project):
    projection = project(XSD + TIMED)
    hub, availability = place(projection, "hub"), [one.name for one in projection.modes].index("availability")
    window = Window.read("2026-01-01/2026-03-01")
    found = run_window(projection, [(hub, availability, instant("2026-02-10"))], window, Change())
    assert {row.since for row in radius(found).affected} == {"2026-02-10T00:00:00Z"}
    with pytest.raises(UsageError, match="no start falls by 2026-03-01"):
        run_window(projection, [(hub, availability, window.end + 1)], window, Change())


@pytest.mark.parametrize(
    ("given", "sentence"),
    [("2026-01-01", "two moments with a slash"), ("a/b", "is no moment"), ("2026-02-01/2026-01-01", "ends before")],
)
def test_what_is_no_window(given, sentence):
    with pytest.raises(UsageError, match=sentence):
        Window.read(given)


def test_each_row_says_how_likely_it_falls_in_time(project, monkeypatch):
    projection = project(XSD + TIMED)
    open_ended = within(projection, "hub", "2025-12-01/2026-04-01")
    rows = {row.component: row for row in radius(open_ended).affected}
    always = {row.component: row for row in radius(run_at(projection, "hub")).affected}

    assert rows
    for name in rows.keys() & always.keys():
        assert rows[name].likelihood.low <= always[name].likelihood.low + 1e-12
        assert rows[name].likelihood.method != "simulated"
    assert radius(open_ended).expected is not None

    monkeypatch.setattr("aftershock.projection.window._LAID_OUT", 0)
    unknown = radius(within(projection, "hub", "2025-12-01/2026-04-01"))
    assert {row.likelihood for row in unknown.affected} == {None}
    assert unknown.notes == ("likelihoods are not computed within a window in which so much changes so often",)


def run_at(projection, start, mode="availability"):
    return run(projection, [place(projection, start)], [one.name for one in projection.modes].index(mode))
