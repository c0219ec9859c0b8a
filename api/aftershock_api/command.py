"""``aftershock serve``: opens a knowledge base and answers over HTTP until it is told to stop."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftershock.errors import AftershockError
from aftershock_api.allocation import few_arenas

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    from fastapi import FastAPI

    from aftershock_api.draining import LastResort
    from aftershock_api.settings import Settings

__all__ = ["address_of", "serve"]


@click.command()
@click.option("--host", help="The address to listen at (AFTERSHOCK_HOST).  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 picks one (AFTERSHOCK_PORT).  [default: 8000]")
@click.option("--with-examples", is_flag=True, help="Load the worked example first.")
@click.option(
    "--settings-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A TOML file of settings (AFTERSHOCK_SETTINGS_FILE); the environment and the options go before it.",
)
@click.option(
    "--ingest",
    "documents",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ingest this document first; may be given again.",
)
@click.pass_context
def serve(
    context: click.Context,
    host: str | None,
    port: int | None,
    settings_file: Path | None,
    documents: tuple[Path, ...],
    *,
    with_examples: bool,
) -> None:
    """Answer over HTTP; the first line printed is the address, once ready.

    SPARQL is at /sparql, blast radii at /blast-radius, pages for people at /explore, the contract at /docs. SIGTERM and
    SIGINT end it once what runs is answered; a second one at once.
    """
    _end_on_signals()
    few_arenas()  # before there are threads
    from platformdirs import user_data_path

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.app import create_app
    from aftershock_api.draining import LastResort
    from aftershock_api.logs import configure_logging
    from aftershock_api.settings import load_settings
    from aftershock_api.tokens import load_tokens

    settings = load_settings(data=context.find_object(Path), host=host, port=port, settings_file=settings_file)
    load_tokens(settings)  # what is wrong with them shows before anything is opened
    configure_logging(settings.log_format, settings.log_level)
    data = settings.data or user_data_path("aftershock")
    with (
        LastResort(settings.drain_seconds) as last_resort,
        _listen(settings.host, settings.port) as listener,
        KnowledgeBase.open(
            data, limits=settings.limits(), readers=settings.running, default_graph=settings.default_graph
        ) as knowledge_base,
    ):
        knowledge_base.load_shipped()
        if with_examples:
            knowledge_base.load_examples()
        for document in documents:
            knowledge_base.ingest(document)
        knowledge_base.warm()
        _run(
            create_app(knowledge_base, settings),
            listener,
            settings,
            last_resort,
            knowledge_base.close,
        )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # with its protocol named, asyncio sends each answer at once; else its second half waits 40 ms for a receipt
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise AftershockError(_why(error, host, port)) from error
    return listener


def _why(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} of {host} is in use; choose another with --port, or let 0 pick one"
    if error.errno == errno.EACCES:
        return f"port {port} of {host} may not be used by this user; choose one above 1023 with --port"
    return f"{host} is no address of this machine: {error.strerror or error}; 127.0.0.1 is, and 0.0.0.0 means all"


def _run(
    app: FastAPI, listener: socket.socket, settings: Settings, last_resort: LastResort, hurry: Callable[[], None]
) -> None:
    from aftershock_api.draining import Draining
    from aftershock_api.wire import configured

    there = address_of(listener)
    server = Draining(
        configured(app, settings),
        app.state.life,
        last_resort,
        notice=settings.notice_seconds,
        started=lambda: _announce(there),
        hurry=hurry,
    )
    server.run([listener])


def _announce(address: str) -> None:
    sys.stdout.write(address + "\n")
    sys.stdout.flush()


def address_of(listener: socket.socket) -> str:
    """Give the address at which a socket is reached.

    Parameters
    ----------
    listener
        Bound.
    """
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _end_on_signals() -> None:
    """End cleanly when told so before there is a server that would."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
