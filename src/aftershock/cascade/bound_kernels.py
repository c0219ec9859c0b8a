"""The inner loop of the analytic bounds of likelihood, as a plain function of arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Int = NDArray[np.int32]
    Byte = NDArray[np.uint8]
    Real = NDArray[np.float64]

__all__ = ["bound"]

_PASSES = 400
_SLACKS = 5
_ITERATE = 0
_ENTRY = -1


def bound(  # noqa: C901 - one loop, for speed: a helper of its own would have to be compiled of its own
    offsets: Int,
    sources: Int,
    likelihood: Real,
    member: Int,
    knots: Int,
    group_offsets: Int,
    member_offsets: Int,
    threshold: Int,
    started: Byte,
    owner: Int,
    upper: bool,
    value: Real,
    there: Real,
    before: Real,
) -> None:
    """Bound the likelihood with which each node falls, from below or from above.

    Parameters
    ----------
    offsets, sources, likelihood, member
        Edges by target: where each comes from, how likely it carries (0 leaves it out), and the member of a group that
        it leads to, -1 for none.
    knots, group_offsets, member_offsets, threshold
        As `aftershock.cascade.world_kernels.play` takes them.
    started
        1 for nodes that fall first.
    owner
        The component of each node.
    upper
        Whether to bound from above.
    value
        Zeros, one for each node; left holding the bound.
    there
        Room for each member.
    before
        Room for each node; from above, left holding a bound of the likelihood with which a node falls over an edge or a
        group that does not come from its own component.

    Notes
    -----
    From below: the best proof, as the product of its likelihoods; ways to fall are increasing in independent coins, so
    that all of a proof's steps together are at least as likely as that product (Harris, Proceedings of the Cambridge
    Philosophical Society 56, 1960). From above: the least solution of ``x = 1 - prod(1 - p x)``, which by the same
    inequality is never less than the truth; for a group of which ``t`` members must be there, the least of them where
    all must, else their sum over ``t`` (Markov). In a strongly connected component the solution is approached by
    iteration; what is returned is checked to be a solution of ``F(x) <= x``, which no smaller one can undercut.
    """
    for knot in range(knots.size - 1):
        first = knots[knot]
        last = knots[knot + 1]
        single = last - first == 1
        stage = _ITERATE  # then 1 and on: check with ever more slack; beyond that: give up, 1.0; at last: entries
        done = 0
        while True:
            if stage > 0:
                slack = 10.0 ** (3 * stage - 15)
                for node in range(first, last):
                    before[node] = min(1.0, value[node] + slack) if value[node] > 0.0 else 0.0
                if stage > _SLACKS:
                    for node in range(first, last):
                        if value[node] > 0.0:
                            value[node] = 1.0
                    stage = _ENTRY
            moved = 0.0
            holds = True
            for node in range(first, last):
                if started[node]:
                    found = 1.0
                else:
                    found = 0.0
                    missed = 1.0
                    for group in range(group_offsets[node], group_offsets[node + 1]):
                        for one in range(member_offsets[group], member_offsets[group + 1]):
                            there[one] = 0.0
                    for edge in range(offsets[node], offsets[node + 1]):
                        source = sources[edge]
                        if stage == _ENTRY and owner[source] == owner[node]:
                            continue
                        carried = value[source]
                        if stage > 0 and first <= source < last:
                            carried = before[source]
                        carried *= likelihood[edge]
                        if member[edge] >= 0:
                            if upper:
                                there[member[edge]] = 1.0 - (1.0 - there[member[edge]]) * (1.0 - carried)
                            else:
                                there[member[edge]] = max(there[member[edge]], carried)
                        else:
                            missed *= 1.0 - carried
                            found = max(found, carried)
                    for group in range(group_offsets[node], group_offsets[node + 1]):
                        begin = member_offsets[group]
                        end = member_offsets[group + 1]
                        least = threshold[group]
                        if least > end - begin:
                            continue
                        if upper:
                            total = 0.0
                            lowest = 1.0
                            for one in range(begin, end):
                                total += there[one]
                                lowest = min(lowest, there[one])
                            both = min(1.0, total / least)
                            if least == end - begin:
                                both = min(both, lowest)
                        else:
                            both = 1.0
                            for _ in range(least):
                                best = begin
                                for one in range(begin, end):
                                    if there[one] > there[best]:
                                        best = one
                                both *= max(0.0, there[best])
                                there[best] = -1.0
                        missed *= 1.0 - both
                        found = max(found, both)
                    if upper:
                        found = 1.0 - missed
                if stage == _ENTRY:
                    before[node] = found
                    continue
                if stage > 0:
                    if found > before[node] and found > 0.0:
                        holds = False
                    continue
                moved = max(moved, found - value[node])
                value[node] = max(value[node], found)
            if stage == _ENTRY:
                break
            if stage > 0:
                if holds:
                    for node in range(first, last):
                        value[node] = before[node]
                    stage = _ENTRY
                else:
                    stage += 1
                continue
            done += 1
            if single or moved == 0.0:
                if not upper:
                    break
                stage = _ENTRY
            elif upper and (moved < 1e-13 or done >= _PASSES):
                stage = 1
