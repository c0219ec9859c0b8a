"""Mistakes that others have made with blast radii, each of which would be seen here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.unit.projection.tangle import place

from aftershock.model.iri import local_name
from aftershock.projection.radius import radius, run

if TYPE_CHECKING:
    from tests.unit.projection.conftest import Project

    from aftershock.model.radius import BlastRadius
    from aftershock.projection.stored import Projection

AGENT = """
x:agent a aft:AIAgent ; aft:usesTool x:tool ; aft:delegatesTo x:helper ; aft:holdsCredential x:key .
x:tool a aft:Tool . x:helper a aft:AIAgent . x:key a aft:Credential ; aft:grantsAccessTo x:store .
x:store a aft:RetrievalStore . x:user a aft:Application ; aft:dependsOn x:agent .
"""
CYCLE = "x:a a aft:Service ; aft:dependsOn x:b . x:b a aft:Service ; aft:dependsOn x:c . x:c aft:dependsOn x:a ."


def ask(projection: Projection, start: str, mode: str = "control") -> BlastRadius:
    modes = [one.name for one in projection.modes]
    return radius(run(projection, [place(projection, start)], modes.index(mode), worlds=256))


def names(answer: BlastRadius) -> set[str]:
    return {local_name(row.component) for row in (*answer.affected, *answer.possible, *answer.unknown)}


def test_an_agent_takes_its_tools_credentials_and_delegates_along_and_what_they_open(project: Project) -> None:
    """A walk over every relation backwards finds the user alone."""
    assert names(ask(project(AGENT), "agent")) == {"tool", "helper", "key", "store", "user"}


def test_nothing_piles_up_when_the_same_is_asked_again(project: Project) -> None:
    projection = project(AGENT)
    first = ask(projection, "agent")
    ask(projection, "key", "confidentiality")
    assert ask(projection, "agent") == first
    assert all(len(row.path) == row.depth + 1 for row in first.affected)


@pytest.mark.parametrize("start", ["a", "b", "c"])
def test_in_a_cycle_all_others_fall_and_nothing_is_its_own_victim(project: Project, start: str) -> None:
    assert names(ask(project(CYCLE), start, "availability")) == {"a", "b", "c"} - {start}


def test_what_reaches_more_falls_upon_more_on_average(project: Project) -> None:
    less, more = (
        ask(project(AGENT), "agent"),
        ask(project(AGENT + "x:more a aft:Application ; aft:dependsOn x:agent ."), "agent"),
    )
    assert sum(more.counts.values()) == sum(less.counts.values()) + 1
    assert less.expected is not None
    assert more.expected is not None
    assert more.expected.default > less.expected.default
