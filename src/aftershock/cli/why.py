"""``aftershock why`` and ``aftershock paths``: why something falls, and by which ways."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from aftershock.cli.output import graph_format_option, opened, show
from aftershock.cli.question import question_options, sample_options, untaken_options, window_option
from aftershock.cli.radius import odds, path_line
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from pathlib import Path

    from aftershock.model.history import Paths, ProofStep, Unsettled, Why

__all__ = ["paths", "why"]

_WORDS = {
    "qualifier": "nobody said whether {detail} is there between {other} and {component}",
    "certainty": "that {component} and {other} are related is {detail}",
    "alternatives": "nobody named all alternatives that {component} has to {other}",
    "unsaid": "nobody said what {component} depends on; {other} may be among it",
}


@click.command("why")
@click.argument("starts", metavar="START...", nargs=-1, required=True)
@click.argument("target")
@question_options
@click.option("--depth", type=click.IntRange(min=0), help="Follow this many relations at the most.")
@window_option
@sample_options
@untaken_options("why")
@graph_format_option
@click.pass_obj
def why(data: Path | None, /, starts: tuple[str, ...], target: str, style: str, **options: Any) -> None:
    """Explain why TARGET falls with START: the path, all that it rests on, and what nobody has settled."""
    from aftershock.explore.node_link import why_graph
    from aftershock.explore.tables import why_table

    with opened(data) as base:
        answer = base.why(starts, target, **options)
    show(style, answer, why_table, _show_why, why_graph)


def _show_why(answer: Why) -> None:
    name, start = local_name(answer.target), ", ".join(local_name(one) for one in answer.start)
    how = {None: "stands", "start": "is where it starts"}.get(answer.evidence, f"is {answer.evidence}")
    row = answer.row
    since = f" since {row.since}" if row is not None and row.since is not None else ""
    click.echo(f"{name} ({answer.class_name}) {how}{since} with {start} in {answer.mode}")
    if answer.illustrative:
        click.echo("illustrative: this rests on an invented example, not on anybody's statement")
    if answer.supposed is not None or answer.without_rules:
        was = {None: "it stands", "start": "it is where it starts"}.get(answer.before, f"it is {answer.before}")
        click.echo(f"as things are, {was}")
    for note in answer.notes:
        click.echo(f"note: {note}")
    if row is None:
        return
    if row.likelihood is not None:
        method = f", {row.likelihood.method}"
        steps = f"{row.attack_steps} attack step{'' if row.attack_steps == 1 else 's'}"
        click.echo(f"likelihood{odds(row.likelihood)[1:]}{method}; {steps}")
    click.echo(f"\n{path_line(row.path)}\n")
    for place, one in enumerate(answer.proof):
        click.echo(f"{place + 1:>3}. {_proof_line(one)}")
    if answer.unsettled:
        click.echo("\nunsettled")
        for doubt in answer.unsettled:
            click.echo(f"  step {doubt.step + 1}: {_doubt(doubt)}")


def _proof_line(one: ProofStep) -> str:
    step = one.step
    what = f"{local_name(step.component)} in {step.mode}"
    when = f", {one.since}" if one.since is not None else ""
    if not one.rests_on:
        return f"{what}: the start{when}"
    after = " and ".join(str(place + 1) for place in one.rests_on)
    rule = local_name(step.rule or step.relation or "unsaid")
    over = f" over {local_name(step.relation)}" if step.relation else ""
    number = "" if step.likelihood is None else f", {100 * step.likelihood.default:.0f} %"
    basis = f" ({step.basis})" if step.basis and number else ""
    said = f", said by {', '.join(step.documents)}" if step.documents else ""
    return f"{what}: from {after} by {rule}{over}{when}{number}{basis}, {step.certainty}{said}"


def _doubt(doubt: Unsettled) -> str:
    detail = local_name(doubt.detail) if doubt.detail else ""
    return _WORDS[doubt.kind].format(
        component=local_name(doubt.component), other=local_name(doubt.other), detail=detail
    )


@click.command("paths")
@click.argument("starts", metavar="START...", nargs=-1, required=True)
@click.argument("target")
@click.option("--count", type=click.IntRange(1, 100), default=5, show_default=True, help="Ways to give at the most.")
@question_options
@click.option("--depth", type=click.IntRange(min=0), help="Follow this many relations at the most.")
@untaken_options("paths")
@graph_format_option
@click.pass_obj
def paths(data: Path | None, /, starts: tuple[str, ...], target: str, style: str, **options: Any) -> None:
    """Show the best ways from START to TARGET: by evidence, then likelihood, then length."""
    from aftershock.explore.node_link import paths_graph
    from aftershock.explore.tables import paths_table

    with opened(data) as base:
        answer = base.paths(starts, target, **options)
    show(style, answer, paths_table, _show_paths, paths_graph)


def _show_paths(answer: Paths) -> None:
    start = ", ".join(local_name(one) for one in answer.start)
    more = " or more" if answer.cut_off else ""
    click.echo(f"{start} in {answer.mode} to {local_name(answer.target)}: {len(answer.found)} ways{more}")
    if answer.illustrative:
        click.echo("illustrative: this rests on an invented example, not on anybody's statement")
    for note in answer.notes:
        click.echo(f"note: {note}")
    for place, way in enumerate(answer.found):
        low, high = (f"{100 * number:.3g}" for number in (way.likelihood.low, way.likelihood.high))
        default = "" if way.likelihood.default is None else f"{100 * way.likelihood.default:.3g} % "
        steps = f"{way.attack_steps} attack step{'s' if way.attack_steps != 1 else ''}"
        click.echo(f"{place + 1:>3}. {way.evidence}, {default}({low} to {high} %), {steps}: {path_line(way.path)}")
