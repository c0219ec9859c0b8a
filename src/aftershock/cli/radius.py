"""``aftershock blast-radius``: what falls with a component."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import click

from aftershock.cli.output import format_option, opened, show_json, show_table
from aftershock.model.iri import local_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from aftershock.model.radius import Alternatives, BlastRadius, PathStep, RadiusRow

__all__ = ["blast_radius"]

_SHOWN = 15
_INDENTED = 1_000


@click.command("blast-radius")
@click.argument("components", metavar="COMPONENT...", nargs=-1, required=True)
@click.option("--threat", help="Start in the mode of this threat, at what it strikes.")
@click.option("--mode", help="Start in this mode: control (the default), integrity, confidentiality, availability.")
@click.option("--depth", type=click.IntRange(min=0), help="Follow this many relations at the most.")
@click.option("--alternatives", type=click.Choice(["by-rule", "any", "all"]), default="by-rule", show_default=True)
@click.option("--without-rule", "without_rules", multiple=True, help="Switch a rule off; may be given again.")
@format_option
@click.pass_obj
def blast_radius(
    data: Path | None,
    components: tuple[str, ...],
    threat: str | None,
    mode: str | None,
    depth: int | None,
    alternatives: Alternatives,
    without_rules: tuple[str, ...],
    style: str,
) -> None:
    """Show what falls with a component: affected, possible, unknown; with the evidence for every hop.

    COMPONENT is a slug, a label, an IRI or a package URL.
    """
    with opened(data) as base:
        ask = partial(
            base.blast_radius,
            components,
            threat=threat,
            mode=mode,
            depth=depth,
            alternatives=alternatives,
            without_rules=without_rules,
        )
        if style == "json":
            radius = ask()
            show_json(radius, indent=2 if sum(radius.counts.values()) < _INDENTED else None)
        else:
            _show(ask)


def _show(ask: Callable[..., BlastRadius]) -> None:
    radius = ask(limit=0)
    start = ", ".join(local_name(one) for one in radius.start)
    affected, possible, unknown = (radius.counts[name] for name in ("affected", "possible", "unknown"))
    click.echo(f"{start} in {radius.mode}: {affected} affected, {possible} possible, {unknown} unknown")
    if radius.illustrative:
        click.echo("illustrative: this rests on an invented example, not on anybody's statement")
    for rule in radius.without_rules:
        click.echo(f"without the rule {local_name(rule)}")
    for note in radius.notes:
        click.echo(f"note: {note}")
    if radius.by_class:
        click.echo()
        show_table(
            ("class", "affected", "possible", "unknown"),
            ((kind, n["affected"], n["possible"], n["unknown"]) for kind, n in radius.by_class.items()),
        )
    before = 0
    for name, count in radius.counts.items():
        if count:
            click.echo(f"\n{name}, nearest first")
            for row in getattr(ask(offset=before, limit=min(count, _SHOWN)), name):
                click.echo(f"  {_line(row)}")
            if count > _SHOWN:
                click.echo(f"  ... and {count - _SHOWN} more (--format json gives all)")
        before += count


def _line(row: RadiusRow) -> str:
    owner = f", owner {local_name(row.owner)}" if row.owner else ", no owner known"
    steps = f", {row.attack_steps} attack step{'s' if row.attack_steps != 1 else ''}" if row.attack_steps else ""
    return f"{local_name(row.component)} ({row.class_name}{owner}) {row.mode}{steps}: {_path(row.path)}"


def _path(path: tuple[PathStep, ...]) -> str:
    words = [local_name(path[0].component)]
    for step in path[1:]:
        rule = local_name(step.rule) if step.rule else "unsaid"
        doubt = "?" if step.evidence == "uncertain" else ""
        words.append(f"-[{rule}{doubt}]-> {local_name(step.component)}")
    return " ".join(words)
