"""``aftershock replay``: a scenario's events, how far each finds the compromise, and what was said in public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aftershock.cli.output import opened, show, show_table, table_format_option
from aftershock.cli.question import replay_options, sample_options, untaken_options
from aftershock.cli.radius import average, show_difference
from aftershock.errors import UsageError
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from aftershock.model.replay import Beside, Replay, ReplayStep, Source

__all__ = ["replay"]

_SHOWN = 15


@click.command("replay")
@click.argument("scenario", required=False)
@click.option("--list", "listed", is_flag=True, help="List the scenarios that there are.")
@replay_options
@sample_options
@click.option("--likelihood/--no-likelihood", default=True, help="Say how many fall on average by each event.")
@untaken_options("replay")
@table_format_option
@click.pass_obj
def replay(data: Path | None, /, scenario: str | None, listed: bool, style: str, **options: Any) -> None:
    """Step through a SCENARIO: what has fallen by each of its events, and public figures beside ours."""
    from aftershock.explore.tables import replay_table, scenarios_table

    if listed == (scenario is not None):
        raise UsageError("give either a scenario or --list, which names all")
    with opened(data) as base:
        if scenario is None:
            answer: Any = base.scenarios(limit=10_000).items
        else:
            answer = base.replay(scenario, **options)
    if scenario is None:
        show(style, answer, scenarios_table, lambda items: show_table(*scenarios_table(items)))
    else:
        show(style, answer, replay_table, _show)


def _show(answer: Replay) -> None:
    click.echo(answer.scenario.label)
    click.echo(f"from {answer.window[0]} to {answer.window[1]}")
    for start in answer.starts:
        click.echo(f"starts at {local_name(start.component)} in {start.mode}, {start.since}")
    if answer.illustrative:
        click.echo("illustrative: this rests on an invented example, not on anybody's statement")
    for rule in answer.without_rules:
        click.echo(f"without the rule {local_name(rule)}")
    for note in answer.notes:
        click.echo(f"note: {note}")
    for step in answer.steps:
        _show_step(step)
    click.echo(f"\nby the end of the window: {_counts(answer.counts)}{_mean(answer)}")
    if answer.difference is not None:
        show_difference(answer.difference)
    if answer.by_class:
        show_table(
            ("class", "affected", "possible", "unknown"),
            ((kind, n["affected"], n["possible"], n["unknown"]) for kind, n in answer.by_class.items()),
        )
    if answer.figures:
        click.echo("\nsaid in public")
        for figure in answer.figures:
            _show_figure(figure)


def _counts(counts: Any) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in ("affected", "possible", "unknown"))


def _mean(one: Replay | ReplayStep) -> str:
    return "" if one.expected is None else f"; on average {average(one.expected)}"


def _show_step(step: ReplayStep) -> None:
    when = step.not_after if step.not_before == step.not_after else f"{step.not_before} to {step.not_after}"
    click.echo(f"\n{when}  {step.label} ({step.kind})")
    click.echo(f"  by then {_counts(step.counts)}{_mean(step)}")
    if step.difference is not None:
        show_difference(step.difference, "  ")
    for one in step.named:
        by_then = {None: "stands", "start": "is where it starts"}.get(one.evidence, f"is {one.evidence}")
        click.echo(f"  names {local_name(one.component)}, which {by_then}")
    for new in step.new[:_SHOWN]:
        was = f", {new.before} before" if new.before is not None else ""
        click.echo(f"  new: {local_name(new.component)} ({new.class_name}) {new.evidence} since {new.since}{was}")
    if len(step.new) > _SHOWN:
        click.echo(f"  ... and {len(step.new) - _SHOWN} more (--format json gives all)")


def _show_figure(figure: Beside) -> None:
    low, high = (f"{end:,.0f}" if end == int(end) else f"{end:,}" for end in (figure.low, figure.high))
    agreed = low == high and figure.said_low == figure.said_high
    end = "" if agreed else f" to {high} ({_said(figure.said_high)})"
    click.echo(f"  {figure.measures}: {low} ({_said(figure.said_low)}){end}")
    if figure.note:
        click.echo(f"    {figure.note}")
    click.echo(f"    {figure.difference}")


def _said(sources: Sequence[Source]) -> str:
    return ", ".join(one.title.partition(":")[0] for one in sources) or "nobody named"
