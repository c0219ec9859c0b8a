"""Ways that compromise takes, as pictures: what is drawn of them, and which hops are lit."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, cast

from aftershock.explore.page import last_part
from aftershock.model.iri import local_name
from aftershock.model.radius import BlastRadius, RadiusRow
from aftershock_api.explorer.said import UNSAID
from aftershock_api.explorer.selected import EVIDENCE, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock.model.answers import Picture
    from aftershock.model.history import Why
    from aftershock.model.radius import Alternatives, PathStep

__all__ = ["OF_A_START", "WAY", "Hop", "Way", "drawn_ways", "hops_of", "options_of", "shortest", "told_way"]

_TAKEN: Final = (
    *("threat", "mode", "depth", "alternatives", "without_rules", "at", "stale_days", "with_mitigations"),
    *("without_edges", "with_edges"),
)

OF_A_START: Final = ("threat", "mode")
"""What an address says of where it starts, and of nothing else."""

WAY: Final = "path"
"""In place of a direction, in an address that says how a picture was grown: by the way to a component."""

_WORST: Final = {"stated": 0, "uncertain": 1, "unsaid": 2}


@dataclass(frozen=True, slots=True)
class Hop:
    """A hop of a way: from what falls first to what falls next, over which relation (local name), by which rule."""

    source: str
    target: str
    relation: str
    rule: str | None


@dataclass(frozen=True, slots=True)
class Way:
    """The shortest way between two components.

    Parameters
    ----------
    start, target
        IRIs of its ends, as compromise goes; empty where there is none.
    turned
        Whether it leads the other way than was asked.
    evidence
        ``"affected"``, ``"possible"`` or ``"unknown"``; ``None`` where there is no way.
    hops
        In order.
    said
        One sentence.
    picture
        Of it alone; ``None`` where there is none.
    """

    start: str
    target: str
    turned: bool
    evidence: str | None
    hops: tuple[Hop, ...]
    said: str
    picture: Picture | None


def options_of(asked: Any) -> dict[str, Any]:
    """Give what a way takes of what a page is asked, by the names of `KnowledgeBase`.

    Parameters
    ----------
    asked
        The page's question.
    """
    return {name: value for name, value in asked.options().items() if name in _TAKEN}


def hops_of(path: Sequence[PathStep]) -> tuple[Hop, ...]:
    """Give the hops of a path.

    Parameters
    ----------
    path
        Its steps, the start first.
    """
    return tuple(
        Hop(before.component, step.component, local_name(step.relation) if step.relation else UNSAID, step.rule)
        for before, step in pairwise(path)
    )


def shortest(knowledge: KnowledgeBase, starts: Sequence[str], target: str, **options: Any) -> Way:
    """Find the shortest of the surest ways; where none leads there, the one that leads back.

    Parameters
    ----------
    knowledge
        What to ask.
    starts
        Names of where it starts.
    target
        Name of where it ends.
    **options
        As `options_of` gives them.
    """
    told, turned = knowledge.why(starts, target, **options), False
    if told.row is None and told.evidence is None and len(told.start) == 1:
        kept = {name: value for name, value in options.items() if name not in OF_A_START}
        back = knowledge.why(told.target, told.start[0], **kept)
        told, turned = (back, True) if back.row is not None else (told, False)
    path = told.row.path if told.row else ()
    labels = names_of(knowledge, (*told.start, told.target, *(step.component for step in path)))
    target_name = labels[told.target]
    if not path:
        start_name = " or ".join(labels[one] for one in told.start)
        if told.evidence == "start":
            said = f"{target_name} is where it starts: there is no way to go."
        else:
            said = f"No way carries compromise from {start_name} to {target_name}, nor back."
        return Way("", "", False, None, (), said, None)
    said = told_way(path, labels, told.evidence)
    if turned:
        said = f"Nothing leads from {target_name} to {labels[path[0].component]}; compromise goes the other way. {said}"
    return Way(
        start=path[0].component,
        target=told.target,
        turned=turned,
        evidence=told.evidence,
        hops=hops_of(path),
        said=said,
        picture=drawn_ways(knowledge, told, [path]),
    )


def told_way(path: Sequence[PathStep], labels: Mapping[str, str], evidence: str | None) -> str:
    """Tell of a way in one sentence.

    Parameters
    ----------
    path
        Its steps, the start first.
    labels
        Of components, by IRI.
    evidence
        On which its end falls.
    """
    between = [labels[step.component] for step in path[1:-1]]
    relations = "one relation" if len(path) == 2 else f"{len(path) - 1} relations"
    said = f"{labels[path[0].component]} to {labels[path[-1].component]}: {relations}"
    return f"{said}{', over ' if between else ''}{', '.join(between)}; {evidence}."


def drawn_ways(knowledge: KnowledgeBase, told: Why, paths: Sequence[Sequence[PathStep]]) -> Picture:
    """Draw ways, each component as sure as the surest of them that reaches it.

    Parameters
    ----------
    knowledge
        Which draws.
    told
        Why the target falls.
    paths
        The ways, each with its start first.
    """
    rows: list[tuple[int, RadiusRow]] = []
    best: dict[str, int] = {}
    for path in paths:
        worst = 0
        for place, step in enumerate(path):
            worst = max(worst, _WORST.get(step.evidence or "stated", 0))
            if place:
                rows.append((worst, _row(step.component, step.mode, tuple(path[: place + 1]))))
                best[step.component] = min(worst, best.get(step.component, worst))
    affected, possible, unknown = (
        tuple(row for _, row in rows if best[row.component] == place) for place in range(len(EVIDENCE))
    )
    starts = tuple(dict.fromkeys(path[0].component for path in paths)) or told.start
    radius = BlastRadius(
        start=starts,
        mode=told.mode,
        threat=told.threat,
        alternatives=cast("Alternatives", told.alternatives),
        depth=told.depth,
        without_rules=told.without_rules,
        affected=affected,
        possible=possible,
        unknown=unknown,
        counts={},
        by_class={},
        illustrative=told.illustrative,
        revision=told.revision,
    )
    picture = knowledge.picture_of(radius)
    names = names_of(knowledge, (*starts, told.target))
    title = f"From {', '.join(names[one] for one in starts)} to {names[told.target]}"
    drawn = {node.iri for node in picture.nodes}
    total = len(drawn | {step.component for path in paths for step in path})
    return replace(picture, title=title, shown=len(drawn), total=total)


def _row(component: str, mode: str, path: tuple[PathStep, ...]) -> RadiusRow:
    return RadiusRow(component, last_part(component), "", None, mode, (mode,), len(path) - 1, path, 0)
