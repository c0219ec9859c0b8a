"""``aftershock agent``, ``agents`` and ``score``: what is said of agents, and how risky that is."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aftershock.cli.output import format_option, opened, show_json, show_table
from aftershock.model.jsonable import as_json

if TYPE_CHECKING:
    from aftershock.model.catalog import AgentRecord
    from aftershock.model.risk import Assessment, Method, ScoredRow

__all__ = ["agent", "agents", "score"]


@click.command()
@click.argument("name")
@format_option
@click.pass_obj
def agent(data: Path | None, name: str, style: str) -> None:
    """Show an agent: ten factors, AIVSS, seven layers with their claims and the words behind each."""
    with opened(data) as base:
        record = base.agent(name)
    if style == "json":
        show_json(record)
        return
    _show_agent(record)


@click.command()
@click.option("--search", default="", help="Only agents whose name has this in it.")
@format_option
@click.pass_obj
def agents(data: Path | None, search: str, style: str) -> None:
    """List the agents of pages and of the catalogue: score, and claims of exposure in each layer that was read."""
    with opened(data) as base:
        found = base.agents(search, limit=sys.maxsize).items
    if style == "json":
        show_json(found)
        return
    show_table(
        ("agent", "name", "AIVSS", "exposed in", "known from"),
        (
            (
                one.slug,
                one.name,
                f"{one.low}" if one.low == one.high else f"{one.low} to {one.high}",
                " ".join(
                    f"L{number}:{claims}{'' if certainty == 'stated' else '?'}"
                    for number, certainty, claims in one.layers
                ),
                "its page" if one.source is None else "the catalogue",
            )
            for one in found
        ),
    )


def _show_agent(record: AgentRecord) -> None:
    click.echo(f"{record.name}  <{record.iri}>")
    if record.summary:
        click.echo(click.wrap_text(record.summary, width=100))
    if not record.document and record.source:
        click.echo(f"from the catalogue; its page: {record.source}")
    click.echo(f"\nAIVSS ({record.aivss.method}): {_score(record.aivss)}")
    if record.aivss.missing:
        click.echo(f"  would narrow it, best first: {', '.join(record.aivss.missing)}")
    if record.aivss.uplift is not None:
        uplift = record.aivss.uplift
        click.echo(f"  what its agency adds at a CVSS base of {uplift.base}: {uplift.low} to {uplift.high}")
    show_table(("factor", "value"), ((name, f"{value:.2f}") for name, value in record.factors.items()))
    for layer in record.layers:
        click.echo(f"\nL{layer.number} {layer.name} ({layer.certainty.replace('-', ' ')})")
        for claim in layer.threats:
            ground = f"asserted, {claim.source or 'no page named'}" if claim.span is None else f'"{claim.span}"'
            click.echo(f"  {claim.polarity:9}  {claim.threat:30}  {ground}")
        if not layer.threats:
            click.echo("  nothing recognised" if layer.text else "  nothing claimed")


def _score(assessment: Assessment) -> str:
    if assessment.score is not None:
        return f"{assessment.score} {assessment.band}"
    return f"between {assessment.low} and {assessment.high}"


@click.command()
@click.option("--method", type=click.Choice(["directory", "v0.8", "v0.5", "v0.8-amended"]), required=True)
@click.option("--input", "table", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True)
@format_option
def score(method: Method, table: Path, style: str) -> None:
    """Score the agents or risks of a CSV table by a named form of AIVSS; an interval where an input is missing."""
    from aftershock.risk.table import score_file

    scored = score_file(table, method)
    if style == "json":
        show_json([_row(one) for one in scored])
        return
    show_table(
        ("slug", "factor sum", "AARS", "AIVSS", "band", "missing"),
        (
            (
                one.slug,
                _text(one.assessment.factor_sum),
                _text(one.assessment.aars),
                _text(one.assessment.score)
                if one.assessment.score is not None
                else f"{one.assessment.low} to {one.assessment.high}",
                one.assessment.band or "",
                ", ".join(one.assessment.missing),
            )
            for one in scored
        ),
    )


def _row(scored: ScoredRow) -> dict[str, Any]:
    assessment = scored.assessment
    row: dict[str, Any] = {
        "slug": scored.slug,
        "factor_sum": assessment.factor_sum,
        "aars": assessment.aars,
        "aivss": assessment.score,
        "band": assessment.band,
        "method": assessment.method,
    }
    if assessment.score is None:
        row |= {"low": assessment.low, "high": assessment.high, "missing": assessment.missing}
    plain: dict[str, Any] = as_json({**row, "notes": assessment.notes})
    return plain


def _text(value: object) -> str:
    return "" if value is None else str(value)
