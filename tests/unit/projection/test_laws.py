"""Laws that hold from documents to likelihoods: a mitigation never raises what it attenuates, in any mode."""

from __future__ import annotations

import pytest
from tests.unit.projection.tangle import place

from aftershock.projection.estate import Deployment
from aftershock.projection.radius import run
from aftershock.projection.whatif import Change, changed


@pytest.mark.parametrize("alternatives", ["by-rule", "any", "all"])
def test_a_mitigation_never_raises_a_likelihood(tangles, alternatives):
    lowered = 0
    for number, projection in enumerate(tangles):
        modes = [one.name for one in projection.modes]
        mitigations = sorted({effect.mitigation for effect in projection.effects})
        for name in ("s0", "m0") if number else ("s1", "m1"):
            start = place(projection, name)
            before = run(projection, [start], modes.index("control"), alternatives=alternatives, worlds=256)
            for mitigation in mitigations[number::9]:
                where = Change(deployments=(Deployment(-1, mitigation, present=True),))
                after = run(
                    changed(projection, where),
                    *([start], modes.index("control")),
                    alternatives=alternatives,
                    worlds=256,
                )
                assert (after.found.classes == before.found.classes).all(), "it makes things less likely, not undone"
                assert (after.likely.worlds.nodes <= before.likely.worlds.nodes).all(), (
                    "world by world, by one set of coins"
                )
                lowered += int((after.likely.worlds.nodes < before.likely.worlds.nodes).any())
    assert lowered > 0
