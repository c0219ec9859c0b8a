"""``aftershock backup``, ``restore`` and ``verify``: keep what was acknowledged."""

from __future__ import annotations

from pathlib import Path

import click

from aftershock.cli.output import format_option, show_json

__all__ = ["backup", "restore", "verify"]


@click.command()
@click.argument("destination", type=click.Path(path_type=Path))
@format_option
@click.pass_obj
def backup(data: Path | None, destination: Path, style: str) -> None:
    """Make a backup of the data directory in a folder that is not there yet.

    A service may run on it meanwhile: what is backed up is the newest revision that readers see. On the same file
    system the large files are hard links, so that it takes milliseconds and hardly any room; copy the folder to another
    machine for it to be of use when the disk is lost.
    """
    from aftershock.knowledge_base.keeping import back_up

    made = back_up(_place(data), destination)
    if style == "json":
        show_json(made)
        return
    click.echo(
        f"{destination}: revision {made.revision}, {made.graphs} graphs, {made.triples:,} triples, "
        f"{made.files} files of {made.bytes / 1e6:,.1f} MB"
    )


@click.command()
@click.argument("source", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Put aside what the data directory holds, in a folder of its own there.")
@format_option
@click.pass_obj
def restore(data: Path | None, source: Path, style: str, *, force: bool) -> None:
    """Bring a backup back into the data directory, which must be empty and in nobody's use.

    The hashes of the backup are compared first. With --force, what the directory holds is put aside, not removed.
    """
    from aftershock.knowledge_base.keeping import restore as bring_back

    done = bring_back(source, _place(data), force=force)
    if style == "json":
        show_json(done)
        return
    click.echo(f"{done.data}: revision {done.revision}, {done.graphs} graphs, {done.triples:,} triples")
    if done.aside is not None:
        click.echo(f"what was there is in {done.aside}; remove it when you need it no more")


@click.command()
@click.argument("source", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@format_option
@click.pass_context
def verify(context: click.Context, source: Path | None, style: str) -> None:
    """Check a backup, or the data directory where none is named: hashes, that it opens, counts, shapes.

    A service may run on it meanwhile. Exit status 1 where something is not as it should be.
    """
    from aftershock.knowledge_base.keeping import verify as check

    found = check(source if source is not None else _place(context.obj))
    if style == "json":
        show_json(found)
    else:
        for fault in found.faults:
            click.echo(f"{found.place}: {fault}", err=True)
        hashes = f"{found.files} files have their hashes, " if found.files and not found.faults else ""
        said = "all is well" if not found.faults else f"{len(found.faults)} fault{'s' if len(found.faults) > 1 else ''}"
        click.echo(
            f"{found.place}: {said}; {hashes}revision {found.revision}, {found.graphs} graphs, {found.triples:,} "
            f"triples, {found.warnings} warnings of the shapes"
        )
    if found.faults:
        context.exit(1)


def _place(data: Path | None) -> Path:
    from platformdirs import user_data_path

    return data if data is not None else user_data_path("aftershock")
