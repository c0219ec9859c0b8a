"""How certain an edge is at a moment: that of the statements that hold then, counted from the statements themselves."""

from __future__ import annotations

import heapq
import random

import numpy as np
import pytest
from tests.unit.projection.test_radius import by_name
from tests.unit.projection.test_whatif import XSD, ask, place
from tests.unit.projection.test_window import DAY, within

from aftershock.cascade.reach import NOT_REACHED
from aftershock.model.iri import local_name
from aftershock.projection.edges import CERTAINTIES
from aftershock.projection.moments import instant, written
from aftershock.projection.radius import radius
from aftershock.projection.whatif import Change, changed

FIRST = instant("2026-01-01")
LEVELS = {"Stated": 0, "Derived": 2, "Inferred": 3, "NotCertain": 4}
STALE = CERTAINTIES.index("stale")

BETTER_LATER = """
x:hub a aft:Registry . x:m a aft:Model . x:n a aft:Model .
x:t1 a aft:Dependency ; aft:dependent x:m ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Inferred ;
    aft:validFrom "2026-01-01T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-02-01T00:00:00Z"^^xsd:dateTime .
x:t2 a aft:Dependency ; aft:dependent x:m ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated ;
    aft:validFrom "2026-03-01T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-04-01T00:00:00Z"^^xsd:dateTime .
x:t3 a aft:Dependency ; aft:dependent x:n ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:NotCertain .
x:t4 a aft:Dependency ; aft:dependent x:n ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated ;
    aft:validFrom "2026-03-01T00:00:00Z"^^xsd:dateTime ; aft:validUntil "2026-04-01T00:00:00Z"^^xsd:dateTime .
"""


def said(seed):
    """Statements of few edges, many of the same one: dependent, dependee, certainty, begin, end, last known (days)."""
    rng, found = random.Random(seed), []
    for _ in range(60):
        one, other = rng.sample(range(6), 2)
        begin, end, seen = rng.randint(0, 25), None, None
        if rng.random() < 0.7:
            end = begin + rng.choice((1, 4, 12))
        elif rng.random() < 0.5:
            seen = begin + rng.randint(0, 9)
        if rng.random() < 0.15:
            begin = end = seen = None
        found.append((one, other, rng.choice(list(LEVELS)), begin, end, seen))
    return found


def written_out(statements):
    """Give the statements as Turtle."""
    lines = [" . ".join(f"x:c{one} a aft:Registry" for one in range(6)) + " ."]
    for number, (one, other, certainty, *days) in enumerate(statements):
        text = f"x:d{number} a aft:Dependency ; aft:dependent x:c{one} ; aft:relation aft:dependsOn"
        text += f" ; aft:dependee x:c{other} ; aft:sourceCertainty aft:{certainty}"
        for name, day in zip(("validFrom", "validUntil", "observedAt"), days, strict=True):
            if day is not None:
                text += f' ; aft:{name} "{written(FIRST + day * DAY)}"^^xsd:dateTime'
        lines.append(text + " .")
    return XSD + "\n".join(lines)


def level_at(statement, day):
    """Say how certain a statement is on a day, ``None`` if it does not hold."""
    _, _, certainty, begin, end, seen = statement
    if begin is None:
        return LEVELS[certainty]
    if not begin <= day or (end is not None and day >= end):
        return None
    return LEVELS[certainty] if end is not None or day <= (begin if seen is None else seen) else STALE


@pytest.mark.parametrize("seed", [1, 2])
def test_an_edge_is_as_certain_at_a_moment_as_its_statements_then(project, seed):
    statements = said(seed)
    projection = project(written_out(statements))
    parallel = {}
    for statement in statements:
        parallel.setdefault(statement[:2], []).append(statement)
    differing = 0
    for day in range(-1, 40):
        expected = {}
        for ends, some in parallel.items():
            levels = [level for one in some if (level := level_at(one, day)) is not None]
            if levels:
                expected[ends] = min(levels)
                differing += min(levels) != min(LEVELS[one[2]] for one in some)
        edges = changed(projection, Change(at=FIRST + day * DAY)).edges
        names = [local_name(one) for one in projection.components]
        found = {
            (int(names[one][1:]), int(names[other][1:])): int(certainty)
            for one, other, certainty in zip(edges.dependent, edges.dependee, edges.certainty, strict=True)
            if names[one][0] == names[other][0] == "c" and names[one][1:].isdigit() and names[other][1:].isdigit()
        }
        assert found == expected
    assert differing > 50


@pytest.mark.parametrize("seed", [2])
def test_within_a_window_it_is_that_of_the_interval_over_which_it_carries(project, seed):
    """Dijkstra over the statements, none of them merged: earliest arrival over those of a class or better."""
    statements = said(seed)
    projection = project(written_out(statements))
    names = [local_name(one) for one in projection.components]
    later = 0
    for start in range(6):
        window = f"{written(FIRST)}/{written(FIRST + 30 * DAY)}"
        found = within(projection, f"c{start}", window)
        by_level = [fallen(statements, start, level) for level in (0, 1)]
        for one in range(6):
            here = names.index(f"c{one}")
            expected = (NOT_REACHED, None)
            for level in (1, 0):
                if one != start and one in by_level[level]:
                    expected = (level, written(FIRST + by_level[level][one] * DAY))
            assert (found.found.classes[here], found.since(here)) == expected
            later += expected[0] == 0 and by_level[1][one] < by_level[0][one]
    assert later > 0


def fallen(statements, start, level):
    """Say on which day each component falls from day 0 to day 30, what it relies on being not available."""
    found, queue = {}, [(0, start)]
    while queue:
        day, here = heapq.heappop(queue)
        if here in found:
            continue
        found[here] = day
        for statement in statements:
            if statement[1] == here and statement[0] not in found:
                for then in range(day, 31):
                    certainty = level_at(statement, then)
                    if certainty is not None and (certainty <= 1 or level == 1):
                        heapq.heappush(queue, (then, statement[0]))
                        break
    return found


def test_a_better_statement_counts_while_it_holds_and_not_before(project):
    projection = project(XSD + BETTER_LATER)
    stands = {
        when: [sorted(by_name(rows)) for rows in (answer.affected, answer.possible)]
        for when in ("2026-01-15", "2026-02-15", "2026-03-15")
        if (answer := ask(changed(projection, Change(at=instant(when))), "hub"))
    }
    assert stands == {"2026-01-15": [[], ["m", "n"]], "2026-02-15": [[], ["n"]], "2026-03-15": [["m", "n"], []]}
    late = by_name(radius(within(projection, "hub", "2026-01-10/2026-03-20")).affected)
    assert {name: row.since for name, row in late.items()} == dict.fromkeys("mn", "2026-03-01T00:00:00Z")
    early = radius(within(projection, "hub", "2026-01-10/2026-02-20"))
    assert early.affected == ()
    rows = by_name(early.possible)
    assert {name: (row.since, row.path[-1].certainty) for name, row in rows.items()} == {
        "m": ("2026-01-10T00:00:00Z", "inferred"),
        "n": ("2026-01-10T00:00:00Z", "not-certain"),
    }
    assert sorted(by_name(ask(projection, "hub").affected)) == ["m", "n"]


def test_what_time_does_not_matter_to_has_no_times(project):
    """A statement that holds always, and better ones for some time: only these are kept, and the first."""
    projection = project(XSD + BETTER_LATER)
    timed = projection.moments
    mine = timed.edge == np.flatnonzero(projection.edges.dependent == place(projection, "n"))[0]
    assert timed.certainty[mine].tolist() == [0, 4]
    always = project(XSD + BETTER_LATER.replace("aft:NotCertain", "aft:Stated"))
    assert not np.isin(np.flatnonzero(always.edges.dependent == place(always, "n")), always.moments.edge).any()


ENDS = """
x:hub a aft:Registry . x:from a aft:Model . x:till a aft:Model . x:seen a aft:Model . x:late a aft:Model .
x:e1 a aft:Dependency ; aft:dependent x:from ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated ; aft:validFrom "2026-02-01T00:00:00Z"^^xsd:dateTime .
x:e2 a aft:Dependency ; aft:dependent x:till ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated ; aft:validUntil "2026-02-01T00:00:00Z"^^xsd:dateTime .
x:e3 a aft:Dependency ; aft:dependent x:seen ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated ; aft:validUntil "2026-02-01T00:00:00Z"^^xsd:dateTime ;
    aft:observedAt "2026-01-10T00:00:00Z"^^xsd:dateTime .
x:e4 a aft:Dependency ; aft:dependent x:late ; aft:relation aft:distributedThrough ; aft:dependee x:hub ;
    aft:sourceCertainty aft:Stated ; aft:validUntil "2026-02-01T00:00:00Z"^^xsd:dateTime ;
    aft:observedAt "2026-03-10T00:00:00Z"^^xsd:dateTime .
"""


@pytest.mark.parametrize(
    ("moment", "affected", "possible"),
    [
        ("2026-01-05", [], ["late", "seen", "till"]),
        ("2026-01-10", ["seen"], ["late", "till"]),
        ("2026-01-31T23:59:58Z", ["seen"], ["late", "till"]),
        ("2026-01-31T23:59:59Z", ["late", "seen", "till"], []),
        ("2026-02-01", ["from"], []),
        ("2026-02-01T00:00:01Z", [], ["from"]),
    ],
)
def test_an_end_that_nobody_gave_is_not_known_whichever_it_is(project, moment, affected, possible):
    """As `aft:validFrom` and `aft:validUntil` are defined: a missing one means not known, not always."""
    answer = ask(changed(project(XSD + ENDS), Change(at=instant(moment))), "hub")
    assert [sorted(by_name(rows)) for rows in (answer.affected, answer.possible)] == [affected, possible]


def test_within_a_window_too_it_may_hold_before_it_is_known_to(project):
    answer = radius(within(project(XSD + ENDS), "hub", "2026-01-05/2026-02-02"))
    assert {name: row.since for name, row in by_name(answer.affected).items()} == {
        "from": "2026-02-01T00:00:00Z",
        "late": "2026-01-31T23:59:59Z",
        "seen": "2026-01-10T00:00:00Z",
        "till": "2026-01-31T23:59:59Z",
    }
    short = radius(within(project(XSD + ENDS), "hub", "2026-01-05/2026-01-09"))
    assert {name: row.since for name, row in by_name(short.possible).items()} == dict.fromkeys(
        ("late", "seen", "till"), "2026-01-05T00:00:00Z"
    )
