"""``aftershock blast-radius``: what falls with a component."""

from __future__ import annotations

import sys
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Any

import click

from aftershock.cli.output import graph_format_option, opened, show_json, show_table
from aftershock.cli.question import question_options, sample_options, untaken_options, window_option
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from aftershock.knowledge_base.consequence import Pages
    from aftershock.model.radius import BlastRadius, Borne, Difference, Fall, Likelihood, PathStep, RadiusRow

__all__ = ["average", "blast_radius", "odds", "path_line", "show_difference"]

_SHOWN = 15
_OWNERS = 10
_AVERAGES = ("on average", "by criticality")
_INDENTED = 1_000


@click.command("blast-radius")
@click.argument("components", metavar="COMPONENT...", nargs=-1, required=True)
@question_options
@click.option("--depth", type=click.IntRange(min=0), help="Follow this many relations at the most.")
@window_option
@sample_options
@untaken_options("blast-radius")
@click.option("--likelihood/--no-likelihood", default=True, help="Say how likely each component falls.")
@graph_format_option
@click.pass_obj
def blast_radius(
    data: Path | None,
    /,
    components: tuple[str, ...],
    style: str,
    **options: Any,
) -> None:
    """Show what falls with a component: affected, possible, unknown; with the evidence for every hop.

    COMPONENT is a slug, a label, an IRI or a package URL.
    """
    with opened(data) as base:
        if style == "text":
            _show(partial(base.blast_radius, components, **options))
            return
        pages = base.blast_radius_pages(components, **options)
        first = next(pages)
        if style == "json" and sum(first.counts.values()) < _INDENTED:
            show_json(first)
        else:
            _write(style, chain((first,), pages), pages)


def _write(style: str, pages: Iterator[BlastRadius], made: Pages) -> None:
    """Write many rows a page at a time."""
    from aftershock.explore.rows import csv_pieces, json_pieces, node_link_pieces

    if style == "csv":
        pieces = csv_pieces(pages)
    else:
        pieces = json_pieces(pages) if style == "json" else node_link_pieces(pages, made.again())
    sys.stdout.writelines(pieces)
    if style != "csv":
        sys.stdout.write("\n")


def _show(ask: Callable[..., BlastRadius]) -> None:
    radius = ask(limit=1)
    start = ", ".join(local_name(one) for one in radius.start)
    affected, possible, unknown = (radius.counts[name] for name in ("affected", "possible", "unknown"))
    click.echo(f"{start} in {radius.mode}: {affected} affected, {possible} possible, {unknown} unknown")
    if radius.illustrative:
        click.echo("illustrative: this rests on an invented example, not on anybody's statement")
    if radius.window is not None:
        click.echo(f"from {radius.window[0]} to {radius.window[1]}")
    for rule in radius.without_rules:
        click.echo(f"without the rule {local_name(rule)}")
    if radius.expected is not None:
        low, high = radius.expected_sampling["default"]
        sampled = f"; in samples of {radius.worlds:,} worlds {low:.1f} to {high:.1f}" if radius.worlds else ""
        click.echo(f"on average {average(radius.expected)} components fall with it{sampled}")
    if radius.difference is not None:
        show_difference(radius.difference)
    for note in radius.notes:
        click.echo(f"note: {note}")
    _show_bearers(radius)
    before = 0
    for name, count in radius.counts.items():
        if count:
            click.echo(f"\n{name}, {'nearest' if radius.window is None else 'earliest'} first")
            for row in getattr(ask(offset=before, limit=min(count, _SHOWN)), name):
                click.echo(f"  {_line(row)}")
            if count > _SHOWN:
                click.echo(f"  ... and {count - _SHOWN} more (--format json gives all)")
        before += count


def _show_bearers(radius: BlastRadius) -> None:
    """Show how many fall of each class, and what each class and each owner bears on average."""
    if radius.by_class:
        click.echo()
        borne = radius.expected_by_class
        show_table(
            ("class", "affected", "possible", "unknown", *(_AVERAGES if borne else ())),
            (
                (kind, n["affected"], n["possible"], n["unknown"], *_averages(borne.get(kind)))
                for kind, n in radius.by_class.items()
            ),
        )
    if radius.expected_by_owner:
        click.echo()
        owners = radius.expected_by_owner
        show_table(
            ("owner", *_AVERAGES),
            ((local_name(one) or "nobody is named", *_averages(owners[one])) for one in list(owners)[:_OWNERS]),
        )
        if len(owners) > _OWNERS:
            click.echo(f"... and {len(owners) - _OWNERS} more (--format json gives all)")


def show_difference(difference: Difference, indent: str = "") -> None:
    """Show what a supposition changes: what falls as things are, and who stands otherwise."""
    affected, possible, unknown = (difference.counts[name] for name in ("affected", "possible", "unknown"))
    mean = "" if difference.expected is None else f"; on average {average(difference.expected)}"
    click.echo(f"{indent}as things are: {affected} affected, {possible} possible, {unknown} unknown{mean}")
    for one in difference.moved[:_SHOWN]:
        click.echo(f"{indent}  {local_name(one.component)}: {one.before or 'stands'} -> {one.after or 'stands'}")
    if difference.total > _SHOWN:
        click.echo(f"{indent}  ... and {difference.total - _SHOWN} more stand otherwise")


def _averages(borne: Borne | None) -> tuple[str, ...]:
    return () if borne is None else (average(borne.expected), average(borne.impact))


def average(expected: Likelihood) -> str:
    """Write how many fall on average, and between which numbers that lies by what is not known."""
    return f"{expected.default:.1f} ({expected.low:.1f} to {expected.high:.1f})"


def odds(fall: Fall | None) -> str:
    """Write a likelihood in percent, after a comma; a sampled one with a tilde, one without default as its interval."""
    if fall is None:
        return ""
    low, high = (f"{100 * number:.2g}" if number < 0.1 else f"{100 * number:.0f}" for number in (fall.low, fall.high))
    if fall.default is None:
        return f", {low} to {high} %"
    default = f"{100 * fall.default:.2g}" if fall.default < 0.1 else f"{100 * fall.default:.0f}"
    about = "~" if fall.sampling else ""
    return f", {about}{default} % ({low} to {high} %)"


def _line(row: RadiusRow) -> str:
    owner = f", owner {local_name(row.owner)}" if row.owner else ", no owner known"
    steps = f", {row.attack_steps} attack step{'s' if row.attack_steps != 1 else ''}" if row.attack_steps else ""
    was, now = row.before.get(row.mode), row.by_mode.get(row.mode)
    before = f", before{odds(was)[1:]}" if was is not None and was != now else ""
    since = f" since {row.since}" if row.since is not None else ""
    what = f"{local_name(row.component)} ({row.class_name}{owner}) {row.mode}{since}"
    return f"{what}{odds(now)}{before}{steps}: {path_line(row.path)}"


def path_line(path: tuple[PathStep, ...]) -> str:
    """Write a path on one line: names, and between them the rule that carried."""
    words = [local_name(path[0].component)]
    for step in path[1:]:
        rule = local_name(step.rule or step.relation or "unsaid")
        doubt = "?" if step.evidence == "uncertain" else ""
        words.append(f"-[{rule}{doubt}]-> {local_name(step.component)}")
    return " ".join(words)
