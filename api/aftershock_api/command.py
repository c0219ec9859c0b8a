"""``aftershock serve``: opens a knowledge base and answers over HTTP until it is told to stop."""

from __future__ import annotations

import errno
import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from aftershock.errors import AftershockError

if TYPE_CHECKING:
    from types import FrameType

    import uvicorn
    from fastapi import FastAPI

    from aftershock_api.settings import Settings

__all__ = ["address_of", "serve"]


@click.command()
@click.option("--host", help="The address to listen at (AFTERSHOCK_HOST).  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="The port; 0 picks one (AFTERSHOCK_PORT).  [default: 8000]")
@click.option("--with-examples", is_flag=True, help="Load the worked example first.")
@click.option(
    "--ingest",
    "documents",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Ingest this document first; may be given again.",
)
@click.pass_context
def serve(
    context: click.Context, host: str | None, port: int | None, documents: tuple[Path, ...], *, with_examples: bool
) -> None:
    """Answer over HTTP; the first line printed is the address, once ready.

    SPARQL is at /sparql, blast radii at /blast-radius, pages for people at /explore, the contract at /docs.
    """
    _end_on_signals()
    from platformdirs import user_data_path

    from aftershock.knowledge_base import KnowledgeBase
    from aftershock_api.app import create_app
    from aftershock_api.settings import load_settings

    settings = load_settings(data=context.find_object(Path), host=host, port=port)
    data = settings.data or user_data_path("aftershock")
    with (
        _listen(settings.host, settings.port) as listener,
        KnowledgeBase.open(
            data, limits=settings.limits(), readers=settings.running, default_graph=settings.default_graph
        ) as knowledge_base,
    ):
        if with_examples:
            knowledge_base.load_examples()
        for document in documents:
            knowledge_base.ingest(document)
        knowledge_base.warm()
        _run(create_app(knowledge_base, settings), listener, settings)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
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


def _run(app: FastAPI, listener: socket.socket, settings: Settings) -> None:
    import uvicorn

    config = uvicorn.Config(
        app,
        log_config=_LOGGING,
        access_log=False,
        server_header=False,
        date_header=True,
        h11_max_incomplete_event_size=4 * settings.query_bytes + 65_536,
        timeout_graceful_shutdown=settings.drain_seconds,
        lifespan="off",
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)  # uvicorn takes them now, and raises them once more when it has ended
    _announcing(config, address_of(listener)).run([listener])


def _announcing(config: uvicorn.Config, address: str) -> uvicorn.Server:
    import uvicorn

    class Announcing(uvicorn.Server):
        """A server that prints its address on standard output as soon as it answers."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            sys.stdout.write(address + "\n")
            sys.stdout.flush()

    return Announcing(config)


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


_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "stream": "ext://sys.stderr", "formatter": "plain"}},
    "loggers": {"uvicorn": {"handlers": ["stderr"], "level": "INFO", "propagate": False}},
}
