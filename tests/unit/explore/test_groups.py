"""The list of a group: every component of it once, busiest first, with the surest certainty at it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest
from tests.unit.projection.conftest import projected

from aftershock.errors import UnknownNameError, UsageError
from aftershock.explore.groups import by_type, members
from aftershock.model.iri import local_name
from aftershock.projection import stored

if TYPE_CHECKING:
    from aftershock.projection.stored import Projection

ESTATE = """
x:hub a aft:Registry . x:lone a aft:Model .
x:m1 a aft:Model ; aft:distributedThrough x:hub . x:m2 a aft:Model ; aft:distributedThrough x:hub .
x:bot a aft:AIAgent ; aft:usesModel x:m2 .
x:d a aft:Dependency ; aft:dependent x:app ; aft:relation aft:dependsOn ; aft:dependee x:m3 ;
    aft:sourceCertainty aft:NotCertain .
x:app a aft:Application . x:m3 a aft:Model .
"""


OURS = "https://example.org/"


def kinds(projection: Projection) -> list[str]:
    return [projection.classes[place] if place >= 0 else "" for place in projection.class_of.tolist()]


@pytest.fixture(scope="module")
def estate(tmp_path_factory: pytest.TempPathFactory) -> Projection:
    place = tmp_path_factory.mktemp("groups") / "projection"
    projected(place, ESTATE)
    return stored.load(place)


def test_members_stand_with_the_surest_that_is_said_of_them(estate: Projection) -> None:
    found = members(estate, by_type(estate), "Model")

    told = [(local_name(one.iri), one.degree, one.evidence) for one in found.rows if one.iri.startswith(OURS)]
    assert told == [("m2", 2, "stated"), ("m1", 1, "stated"), ("m3", 1, "not-certain"), ("lone", 0, "")]
    assert (found.key, found.label, found.total, found.offset) == ("Model", "model", len(found.rows), 0)
    assert [one.degree for one in found.rows] == sorted((one.degree for one in found.rows), reverse=True)
    assert {one.class_name for one in found.rows} == {"Model"}


def test_pages_hold_each_once(estate: Projection) -> None:
    groups = by_type(estate)

    whole = [one.iri for one in members(estate, groups, "Model").rows]
    pages = [members(estate, groups, "Model", offset, 3) for offset in range(0, len(whole) + 3, 3)]

    assert len(whole) == pages[0].total == sum(name.endswith("#Model") for name in kinds(estate))
    assert Counter(one.iri for page in pages for one in page.rows) == Counter(whole)


def test_what_is_no_group_is_said_with_the_nearest(estate: Projection) -> None:
    with pytest.raises(UnknownNameError, match="no group is called 'Models'; did you mean 'Model'"):
        members(estate, by_type(estate), "Models")
    with pytest.raises(UsageError, match="offset is -1"):
        members(estate, by_type(estate), "Model", -1)
