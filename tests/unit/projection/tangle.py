"""A tangle of services to ask about: doubtful edges, alternatives, and a document that is silent about a component."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from aftershock.model.iri import local_name
from aftershock.projection.question import Question, weights

if TYPE_CHECKING:
    from aftershock.projection.stored import Projection

STARTS, GOALS, MIDDLES = 3, 3, 14


def estate(seed: int) -> str:
    """A tangle of services, some with alternatives, some doubtful, and a document that is silent about a few."""
    draw = random.Random(seed)
    names = (
        [f"s{one}" for one in range(STARTS)]
        + [f"m{one}" for one in range(MIDDLES)]
        + [f"g{one}" for one in range(GOALS)]
    )
    lines = [f"x:{name} a aft:Service ." for name in names]
    for number in range(45):
        one, other = draw.sample(names, 2)
        if one[0] == "s" or other[0] == "g" or (one[0] + other[0] == "gs" and seed < 2):
            continue
        relation = draw.choice(["dependsOn", "dependsOn", "routesThrough", "hostedBy"])
        certainty = draw.choice(["Stated", "Stated", "NotCertain"])
        lines.append(
            f"x:d{number} a aft:Dependency ; aft:dependent x:{one} ; aft:relation aft:{relation} ; "
            f"aft:dependee x:{other} ; aft:sourceCertainty aft:{certainty} ."
        )
    lines += [
        f"x:need{one} a aft:Need ; aft:needOf x:m{one} ; aft:relation aft:dependsOn ; aft:minimum 1 ; "
        f"aft:completeness aft:Complete ; aft:alternative x:n{one}a, x:n{one}b . "
        + " ".join(
            f"x:n{one}{name} a aft:Dependency ; aft:dependent x:m{one} ; "
            f"aft:relation aft:dependsOn ; aft:dependee x:m{to} ."
            for name, to in (("a", one + 1), ("b", one + 2))
        )
        for one in (2, 6)
    ]
    lines.append("x:m5 aft:dependencyCompleteness aft:NoAssertion .")
    return "\n".join(lines)


def place(projection: Projection, name: str) -> int:
    return [local_name(one) for one in projection.components].index(name)


def question(
    projection: Projection, start: str, *protect: str, mode: str = "availability", **options: object
) -> Question:
    modes = [one.name for one in projection.modes]
    return Question(
        projection,
        (place(projection, start),),
        modes.index(mode),
        weights(projection, {}),
        protect=tuple(place(projection, one) for one in protect),
        **options,  # type: ignore[arg-type] # they vary
    )
