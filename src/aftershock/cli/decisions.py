"""``aftershock ranking``, ``choke-points``, ``plans``, ``contain``, ``facts`` and ``brief``: what to do."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from aftershock.cli.output import opened, show, show_json, show_table, table_format_option
from aftershock.cli.question import ranking_options, sample_options, situation_options, untaken_options, window_option
from aftershock.errors import UsageError
from aftershock.model.choice import LAYERS, SURENESS
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from aftershock.model.decisions import ChokePoints, RankedBefore, Ranking, RankingDifference, Scene, Standing
    from aftershock.model.measures import Containment, Down, Facts, Plans
    from aftershock.model.radius import Likelihood

__all__ = ["brief", "choke_points", "contain", "facts", "plans", "ranking"]

_weight = click.option(
    "--weight",
    "weights",
    metavar="CRITICALITY=NUMBER",
    multiple=True,
    help="How much such a component counts: mission-critical 3, important 2, ordinary and none 1 unless said.",
)

_offset = click.option("--offset", type=click.IntRange(min=0), default=0, help="Rows to pass over.")


def _situation(question: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Add the options of every question that starts somewhere."""

    def added(command: Callable[..., None]) -> Callable[..., None]:
        command = untaken_options(question)(sample_options(_weight(command)))
        where = click.argument("components", metavar="COMPONENT...", nargs=-1, required=True)
        return where(situation_options(command))

    return added


def _numbers(given: tuple[str, ...], what: str) -> dict[str, float]:
    """Read ``NAME=NUMBER``."""
    found = {}
    for text in given:
        name, equals, number = text.rpartition("=")
        try:
            found[name] = float(number)
        except ValueError:
            equals = ""
        if not equals:
            raise UsageError(f"{text!r} is no {what}; write NAME=NUMBER")
    return found


@click.command()
@click.option(
    "--by",
    type=click.Choice(["reach", "class", "impact"]),
    default="reach",
    show_default=True,
    help="How many fall, how many of --class, or what falls on average weighted by criticality.",
)
@click.option("--class", "victims", metavar="CLASS", help="Only members of this class count as victims.")
@click.option(
    "--only", type=click.Choice(["documents", "all"]), help="Your own components (the default if any), or all."
)
@click.option("--mode", help="The mode that all start in; each in the first that fits it by default.")
@click.option("--type", "of_class", metavar="CLASS", help="Only components of this class or one below it.")
@click.option("--layer", type=click.Choice(LAYERS), help="Only components of this MAESTRO layer, or of none.")
@click.option(
    "--severity",
    type=click.Choice(["critical", "high", "medium", "low", "none"]),
    help="Only agents whose AIVSS lies, or may lie, in this band.",
)
@click.option("--criticality", help="Only components that are so critical, or `ungiven`.")
@click.option("--owner", help="Only those for which this one is accountable, or `nobody`.")
@click.option(
    "--certainty", type=click.Choice(SURENESS[:-1]), help="Only components of which the surest relation is so sure."
)
@ranking_options
@_weight
@sample_options
@untaken_options("ranking")
@_offset
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Rows to give.")
@table_format_option
@click.pass_obj
def ranking(data: Path | None, /, style: str, weights: tuple[str, ...], **options: Any) -> None:
    """Rank components by what falls with each alone, the worst first."""
    from aftershock.explore.tables import ranking_table

    with opened(data) as base:
        show(style, base.ranking(weights_of=_numbers(weights, "weight"), **options), ranking_table, _show_ranking)


@click.command("choke-points")
@_situation("choke-points")
@window_option
@_offset
@click.option("--limit", type=click.IntRange(min=0), default=20, show_default=True, help="Rows to give.")
@table_format_option
@click.pass_obj
def choke_points(
    data: Path | None, /, components: tuple[str, ...], style: str, weights: tuple[str, ...], **options: Any
) -> None:
    """Show components without whose fall less falls, and what separates --protect from the start."""
    from aftershock.explore.tables import choke_table

    with opened(data) as base:
        found = base.choke_points(components, weights=_numbers(weights, "weight"), **options)
        show(style, found, choke_table, _show_choke_points)


@click.command()
@_situation("plans")
@click.option("--budget", type=float, default=3, show_default=True, help="What a plan may cost.")
@click.option("--goal", type=click.Choice(["reduce", "separate"]), default="reduce", show_default=True)
@click.option("--cost", "costs", metavar="NAME=NUMBER", multiple=True, help="What a measure costs; 1 unless said.")
@click.option("--mitigation", "mitigations", multiple=True, help="Use only these; may be given again.")
@table_format_option
@click.pass_obj
def plans(
    data: Path | None,
    /,
    components: tuple[str, ...],
    style: str,
    weights: tuple[str, ...],
    costs: tuple[str, ...],
    **options: Any,
) -> None:
    """Plan mitigations for a budget, each plan computed again; or what separates --protect from the start."""
    from aftershock.explore.tables import plans_table

    with opened(data) as base:
        given, cost = _numbers(weights, "weight"), _numbers(costs, "cost")
        show(style, base.plans(components, weights=given, costs=cost, **options), plans_table, _show_plans)


@click.command()
@_situation("contain")
@click.option("--offset", type=click.IntRange(min=0), default=0, help="Actions of each kind to pass over.")
@click.option("--limit", type=click.IntRange(min=0), default=4, show_default=True, help="Actions of each kind.")
@table_format_option
@click.pass_obj
def contain(
    data: Path | None, /, components: tuple[str, ...], style: str, weights: tuple[str, ...], **options: Any
) -> None:
    """Show what to do at once, what it stops and takes down, what to rotate, and whom to call."""
    from aftershock.explore.tables import contain_table

    with opened(data) as base:
        found = base.contain(components, weights=_numbers(weights, "weight"), **options)
        show(style, found, contain_table, _show_containment)


@click.command()
@_situation("facts")
@_offset
@click.option("--limit", type=click.IntRange(min=0), default=10, show_default=True, help="Rows to give.")
@table_format_option
@click.pass_obj
def facts(
    data: Path | None, /, components: tuple[str, ...], style: str, weights: tuple[str, ...], **options: Any
) -> None:
    """Show what nobody said and how much the answer would move if somebody did."""
    from aftershock.explore.tables import facts_table

    with opened(data) as base:
        found = base.facts(components, weights=_numbers(weights, "weight"), **options)
        show(style, found, facts_table, _show_facts)


@click.command()
@_situation("brief")
@click.option("--since", metavar="TIME", help="When it began: a date, or a time with its zone.")
@click.option(
    "--format", "style", type=click.Choice(["markdown", "html", "json"]), default="markdown", show_default=True
)
@click.pass_obj
def brief(
    data: Path | None, /, components: tuple[str, ...], style: str, weights: tuple[str, ...], **options: Any
) -> None:
    """Write one page for whoever must decide: what, since when, who, what is unknown, what to do first."""
    from aftershock.explore.brief import brief_html, brief_markdown

    with opened(data) as base:
        found = base.brief(components, weights=_numbers(weights, "weight"), **options)
    if style == "json":
        show_json(found)
    else:
        sys.stdout.write(brief_html(found) if style == "html" else brief_markdown(found))


def _show_ranking(found: Ranking) -> None:
    of = f" of {found.victims}" if found.victims else ""
    of += f" of {', '.join(map(local_name, found.protect))}" if found.protect else ""
    click.echo(f"by {found.by}{of}, each in {_in(found.mode)}; {found.method}")
    _notes(found.notes)
    modes = ("mode",) if found.mode == "fitting" else ()
    impact = ("impact",) if found.by == "impact" else ()
    was = () if found.difference is None else ("rank before", "counts before", *(f"{name} before" for name in impact))
    show_table(
        ("component", "class", "owner", *modes, "affected", "possible", "unknown", *impact, *was),
        (
            (
                *(row.label, row.class_name, local_name(row.owner) if row.owner else ""),
                *((row.mode,) if modes else ()),
                *row.counts.values(),
                *((_span(row.impact, row.impact_sampling),) if impact else ()),
                *_before(row.before, found),
            )
            for row in found.rows
        ),
    )
    _rest(found, found.total)
    if found.difference is not None:
        _show_moves(found.difference)


def _show_moves(difference: RankingDifference) -> None:
    if difference.moved is not None:
        several = difference.moved != 1
        click.echo(f"with {difference.moved:,} component{'s' * several} another number falls than as things are")
    for row in difference.left:
        was = "" if row.before is None else f", as things are {_place(row.before.rank)}"
        click.echo(f"no more here: {row.label}, {_place(row.rank)} with {_slashed(row.counts)}{was}")


def _place(rank: int | None) -> str:
    return "further behind" if rank is None else f"rank {rank:,}"


def _before(before: RankedBefore | None, found: Ranking) -> tuple[object, ...]:
    if before is None:
        return ()
    impact = (_span(before.impact, before.impact_sampling),) if found.by == "impact" else ()
    return (before.rank or "-", _slashed(before.counts), *impact)


def _slashed(counts: Mapping[str, int]) -> str:
    return "/".join(str(number) for number in counts.values())


def _in(mode: str) -> str:
    return "the mode that fits it" if mode == "fitting" else mode


def _show_choke_points(found: ChokePoints) -> None:
    _head(found.scene, found.before)
    if found.cut is not None:
        parts = [one.label for one in found.cut.components]
        parts += [" ".join(local_name(name) for name in edge) for edge in found.cut.edges]
        click.echo(f"what is protected is separated by {', '.join(parts) or 'nothing: it does not fall'}")
        states = ", ".join(f"{local_name(name)} in {mode}" for name, mode in found.cut.states)
        click.echo(f"fewest states: {states or 'none lie between'}; no fewer than {found.cut.bound} can do")
    show_table(
        ("component", "class", "fewer affected", "at least possible", "any", "fewer protected"),
        ((row.label, row.class_name, *row.saved.values(), row.protected_saved["unknown"]) for row in found.rows),
    )
    _rest(found, found.found)


def _show_plans(found: Plans) -> None:
    _head(found.scene, found.before.counts)
    click.echo(f"{found.objective} as things are: {_aimed(found.objective, found.before)}")
    click.echo(f"{found.method}: {found.considered} of {found.candidates} candidates, {found.tried} computed again")
    for place, plan in enumerate(found.plans, 1):
        click.echo(f"\nplan {place}, cost {plan.cost:g}: {found.objective} {_aimed(found.objective, plan.after)}")
        for one in plan.measures:
            what = " ".join(local_name(name) for name in one.edge) if one.edge else f"at {one.label}"
            click.echo(f"  {one.mitigation_label or one.kind} {what}")
        click.echo(f"  {_down(plan.takes_down)}")
        for open_ in plan.open[:3]:
            click.echo(f"  still open: {open_.label}, {100 * open_.default:.3g} %")


def _show_containment(found: Containment) -> None:
    _head(found.scene, found.before.counts)
    show_table(
        ("do", "what", "fewer affected", "at least possible", "any", "takes down", "impact left"),
        (
            (
                one.kind,
                " ".join(local_name(name) for name in one.edge) if one.edge else one.label,
                *one.stops.values(),
                _slashed(one.takes_down.counts),
                _span(one.after.impact, one.after.impact_sampling),
            )
            for one in found.actions
        ),
    )
    if found.offset + found.limit < max(found.found.values()):
        kinds = (f"{number:,} to {kind.replace('-', ' ')}" for kind, number in found.found.items() if number)
        click.echo(f"... of {', '.join(kinds)} in all")
    for note in dict.fromkeys(one.takes_down.note for one in found.actions if one.takes_down.note):
        click.echo(f"note: {note}")
    if found.rotate:
        click.echo("\nrotate first")
        show_table(
            ("credential", "exposed", "opens", "held by"),
            (
                (one.label, one.evidence, sum(one.opens.values()), ", ".join(local_name(name) for name in one.holders))
                for one in found.rotate
            ),
        )
    click.echo("\ncall")
    show_table(
        ("owner", "affected", "possible", "unknown", "first"),
        (
            (one.label or "nobody is named", *one.counts.values(), ", ".join(row.label for row in one.components[:3]))
            for one in found.call
        ),
    )


def _show_facts(found: Facts) -> None:
    _head(found.scene, found.before.counts)
    show_table(
        ("what nobody said", "move if so", "if not", "narrows by"),
        ((one.question, *one.moves, f"{one.narrows:.1f}") for one in found.rows),
    )
    _rest(found, found.found)


def _rest(found: ChokePoints | Facts | Ranking, total: int) -> None:
    if found.offset + len(found.rows) < total:
        click.echo(f"... of {total:,} in all")


def _head(scene: Scene, counts: Mapping[str, int]) -> None:
    start = ", ".join(local_name(one) for one in scene.start)
    numbers = ", ".join(f"{number} {name}" for name, number in counts.items())
    click.echo(f"{start} in {scene.mode}: {numbers}")
    if scene.window is not None:
        click.echo(f"from {scene.window[0]} to {scene.window[1]}")
    if scene.illustrative:
        click.echo("illustrative: this rests on an invented example, not on anybody's statement")
    _notes(scene.notes)


def _notes(notes: tuple[str, ...]) -> None:
    for note in notes:
        click.echo(f"note: {note}")


def _aimed(objective: str, standing: Standing) -> str:
    if objective == "exposed":
        return _span(standing.exposed, standing.exposed_sampling)
    return _span(standing.impact, standing.impact_sampling)


def _span(interval: Likelihood | None, sampling: Mapping[str, tuple[float, float]]) -> str:
    """Write an average, what it may be by what is not known, and the 99 % interval of its sample."""
    if interval is None:
        return ""
    low, high = sampling["default"]
    return f"{interval.default:.2f} ({interval.low:.2f} to {interval.high:.2f}; sample {low:.2f} to {high:.2f})"


def _down(down: Down) -> str:
    counts = ", ".join(f"{number} {name}" for name, number in down.counts.items())
    return f"takes down {counts}{f'; {down.note}' if down.note else ''}"
