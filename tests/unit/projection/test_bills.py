"""Transitive dependents in seven real bills of materials, counted by somebody else.

Two have cycles, one a dangling reference, one does not say what anything depends on.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.unit.projection.conftest import projected

from aftershock.projection.radius import run
from aftershock.projection.ranking import RankingAsked, rank

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.projection.stored import Projection

BILLS = {
    "small-deps-cyclonedx.json": 3,
    "loop.json": 3,
    "broken-refs.json": 2,
    "SBOM_laravel-7.12.0_bom.1.4.json": 63,
    "SaaSBOM_apigateway-microservices-datastores_bom.json": 7,
    "cyclonedx-circular.json": 242,
}
"""By their names, and how many components their dependencies name."""

SILENT = "SBOM_juice-shop_v11.1.2_bom.json"
NAME = "https://example.org/in-bill/{}"


def read(bills: Path, name: str) -> Any:
    return json.loads((bills / name).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def bills(shared: Path) -> Path:
    return shared / "boms"


def counted(projection: Projection) -> dict[str, tuple[int, int, int]]:
    """What falls when each component of the bill is not available: affected, possible, unknown."""
    modes = [one.name for one in projection.modes]
    falls = {}
    for place, component in enumerate(projection.components):
        if not component.startswith(NAME.format("")):
            continue  # the catalogue has components of its own
        classes = run(projection, [place], modes.index("availability")).found.classes[: len(projection.components)]
        falls[component] = (int((classes == 0).sum()), int((classes == 1).sum()), int((classes == 2).sum()))
    return falls


@pytest.mark.parametrize("name", BILLS)
def test_what_falls_with_each_component_of_a_bill_depends_on_it(bills: Path, tmp_path: Path, name: str) -> None:
    expected = read(bills, "expected_dependents.json")["boms"][name]["transitive_dependents"]
    hops = [(one["ref"], other) for one in read(bills, name)["dependencies"] for other in one.get("dependsOn", ())]
    numbers = {ref: number for number, ref in enumerate(expected)}
    assert {ref for hop in hops for ref in hop} <= set(numbers)
    text = [f"<{NAME.format(number)}> a aft:Package ." for number in numbers.values()]
    text += [f"<{NAME.format(numbers[one])}> aft:dependsOn <{NAME.format(numbers[other])}> ." for one, other in hops]
    projection = projected(tmp_path / "projection", "\n".join(text))

    falls = counted(projection)

    assert len(falls) == len(expected) == BILLS[name]
    assert falls == {NAME.format(numbers[ref]): (count, 0, 0) for ref, count in expected.items()}
    modes = [one.name for one in projection.modes]
    ranked = rank(projection, RankingAsked(modes.index("availability"), {"": 1.0}, only="all", limit=1000))
    assert {row.component: row.score for row in ranked.rows if row.component in falls} == {
        NAME.format(numbers[ref]): count for ref, count in expected.items() if count
    }


def test_a_bill_that_does_not_say_has_no_radius_of_nothing(bills: Path, tmp_path: Path) -> None:
    assert read(bills, "expected_dependents.json")["boms"][SILENT]["transitive_dependents"] == {}
    bill = read(bills, SILENT)
    assert "dependencies" not in bill
    listed = [NAME.format(number) for number, _ in enumerate(bill["components"][:40])]
    text = [f"<{one}> a aft:Package ; aft:dependencyCompleteness aft:NoAssertion ." for one in listed]

    falls = counted(projected(tmp_path / "projection", "\n".join(text)))

    assert falls == dict.fromkeys(listed, (0, 0, len(listed) - 1))
