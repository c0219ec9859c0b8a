"""Decisions as tables: columns and rows for CSV."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aftershock.model.decisions import ChokePoints, Named, RankedBefore, Ranking
    from aftershock.model.history import Paths, Why
    from aftershock.model.measures import Containment, Facts, Plans
    from aftershock.model.radius import Likelihood, Moved
    from aftershock.model.replay import Arrival, Replay, ReplayStep, ScenarioItem

__all__ = [
    "Table",
    "cell",
    "choke_table",
    "contain_table",
    "csv_text",
    "facts_table",
    "paths_table",
    "plans_table",
    "ranking_table",
    "replay_table",
    "scenarios_table",
    "why_table",
]

Table = tuple[tuple[str, ...], list[tuple[object, ...]]]
"""Names of columns, and rows."""

_COUNTS = ("affected", "possible", "unknown")
_INTERVAL = ("impact_low", "impact", "impact_high")
_NAMED = ("component", "label", "class", "owner")


def csv_text(table: Table) -> str:
    """Write a table as CSV, with nothing in it that a spreadsheet would run.

    Examples
    --------
    >>> csv_text((("a", "b"), [(1, "=2+2"), (None, 0.25)])).split()
    ['a,b', "1,'=2+2", ',0.25']
    """
    columns, rows = table
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(columns)
    writer.writerows([cell(value) for value in row] for row in rows)
    return written.getvalue()


def cell(value: object) -> str:
    """Write one value; an apostrophe stands before what a spreadsheet would take for a formula.

    Examples
    --------
    >>> cell("=1+1"), cell(0.25), cell(None), cell(-1)
    ("'=1+1", '0.25', '', '-1')
    """
    if isinstance(value, float):
        return f"{value:.6g}"
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") and isinstance(value, str) else text


def ranking_table(ranking: Ranking) -> Table:
    """Give the rows of a ranking, the worst first; where something is supposed, with how each ranks as things are."""
    columns = ("rank", *_NAMED, "illustrative", "mode", "score", *_COUNTS, *_INTERVAL)
    was = () if ranking.difference is None else tuple(f"{name}_before" for name in ("rank", *_COUNTS, *_INTERVAL))
    return (*columns, *was), [
        (
            ranking.offset + place,
            *(*_named(row), str(row.illustrative).lower(), row.mode, row.score),
            *(*_counts(row.counts), *_interval(row.impact)),
            *_ranked_before(row.before),
        )
        for place, row in enumerate(ranking.rows, 1)
    ]


def _ranked_before(before: RankedBefore | None) -> tuple[object, ...]:
    return () if before is None else (before.rank, *_counts(before.counts), *_interval(before.impact))


def choke_table(points: ChokePoints) -> Table:
    """Give choke points, those first that save most."""
    columns = (*_NAMED, *_each("saved"), *_each("protected_saved"), *_each("left"))
    return columns, [
        (*_named(row), *_counts(row.saved), *_counts(row.protected_saved), *_counts(row.left)) for row in points.rows
    ]


def plans_table(plans: Plans) -> Table:
    """Give the measures of plans, a row each; what the plan leaves stands in each of its rows."""
    averages = ("impact_low", "impact", "impact_high", "exposed_low", "exposed", "exposed_high")
    return ("plan", "kind", "mitigation", *_NAMED, "cost", "plan_cost", *_COUNTS, *averages), [
        (
            *(place, one.kind, one.mitigation, *_named(one), one.cost, plan.cost, *_counts(plan.after.counts)),
            *(*_interval(plan.after.impact), *_interval(plan.after.exposed)),
        )
        for place, plan in enumerate(plans.plans, 1)
        for one in plan.measures
    ]


def contain_table(contained: Containment) -> Table:
    """Give actions, those first that stop most."""
    columns = ("kind", *_NAMED, "edge", *_each("stops"), *_each("takes_down"), "impact", "note")
    return columns, [
        (
            *(one.kind, *_named(one), " ".join(one.edge or ()), *_counts(one.stops)),
            *(*_counts(one.takes_down.counts), one.after.impact.default, one.takes_down.note),
        )
        for one in contained.actions
    ]


def facts_table(facts: Facts) -> Table:
    """Give facts, those first that move most."""
    columns = ("kind", "question", *_NAMED, "edge", "about", "moves_if_true", "moves_if_false", "narrows")
    return columns, [
        (one.kind, one.question, *_named(one), " ".join(one.edge or ()), one.about, *one.moves, one.narrows)
        for one in facts.rows
    ]


def why_table(why: Why) -> Table:
    """Give all that a fall rests on, each after what it rests on; steps are counted from 1."""
    columns = ("step", "component", "mode", "rests_on", "relation", "rule", "likelihood", "certainty", "evidence")
    return (*columns, "documents", "since"), [
        (
            *(place, one.step.component, one.step.mode, " ".join(str(before + 1) for before in one.rests_on)),
            *(one.step.relation, one.step.rule, one.step.likelihood.default if one.step.likelihood else None),
            *(one.step.certainty, one.step.evidence, " ".join(one.step.documents), one.since),
        )
        for place, one in enumerate(why.proof, 1)
    ]


def paths_table(paths: Paths) -> Table:
    """Give ways, the best first."""
    columns = ("way", "evidence", "likelihood_low", "likelihood", "likelihood_high", "length", "attack_steps", "path")
    return columns, [
        (
            *(place, way.evidence, way.likelihood.low, way.likelihood.default, way.likelihood.high),
            *(way.length, way.attack_steps, " > ".join(step.component for step in way.path)),
        )
        for place, way in enumerate(paths.found, 1)
    ]


def replay_table(replay: Replay) -> Table:
    """Give what fell by each event and not before, in the order of the events.

    Where something is supposed, what falls by then as things are has a row as well: ``as_things_are`` is how.
    """
    columns = ("event", "event_label", "as_of", *_NAMED, "evidence", "before", "since")
    if replay.difference is None:
        return columns, [(*_event(step), *_arrived(one)) for step in replay.steps for one in step.new]
    return (*columns, "as_things_are"), [row for step in replay.steps for row in _compared(step)]


def scenarios_table(items: Iterable[ScenarioItem]) -> Table:
    """Give the scenarios of a list, as they stand in it; of each end of a window the day."""
    return ("scenario", "from", "until", "events", "figures", "what"), [
        (one.slug, *(_day(end) for end in one.window), one.events, one.figures, one.label) for one in items
    ]


def _day(moment: str | None) -> str:
    return "" if moment is None else moment.partition("T")[0]


def _compared(step: ReplayStep) -> Iterable[tuple[object, ...]]:
    """Give what is new by an event, and what stands otherwise than as things are without being new."""
    listed, total = (step.difference.moved, step.difference.total) if step.difference is not None else ((), 0)
    moved, whole = {one.component: one for one in listed}, len(listed) == total
    for one in step.new:
        other = moved.pop(one.component, None)
        alike = one.evidence if whole else None  # of a list that was cut nobody can say
        yield (*_event(step), *_arrived(one), alike if other is None else other.before)
    for other in moved.values():
        yield (*_event(step), *_named(other), other.after, None, None, other.before)


def _event(step: ReplayStep) -> Sequence[object]:
    return step.iri, step.label, step.as_of


def _arrived(one: Arrival) -> Sequence[object]:
    return *_named(one), one.evidence, one.before, one.since


def _named(row: Named | Arrival | Moved) -> Sequence[object]:
    return row.component, row.label, row.class_name, row.owner


def _counts(counts: Mapping[str, int]) -> Iterable[object]:
    return [counts.get(name, 0) for name in _COUNTS]


def _each(name: str) -> tuple[str, ...]:
    return tuple(f"{name}_{one}" for one in _COUNTS)


def _interval(interval: Likelihood | None) -> Iterable[object]:
    return (None, None, None) if interval is None else (interval.low, interval.default, interval.high)
