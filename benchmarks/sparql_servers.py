"""Starts SPARQL services on free loopback ports, and talks to them over one connection each."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self
from urllib.parse import quote

from pyoxigraph import DefaultGraph, RdfFormat

from aftershock.store.snapshot import newest_snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

__all__ = ["OTHERS", "Server", "dumped", "empty", "ours"]

_PATIENCE_S: Final = 300
_JSON: Final = "application/sparql-results+json"


@dataclass(slots=True)
class Server:
    """A service, and one connection to it.

    Parameters
    ----------
    address
        ``host:port``.
    path
        Where it answers queries.
    """

    address: str
    path: str = "/sparql"
    _channel: http.client.HTTPConnection | None = field(default=None, repr=False)

    @classmethod
    def at(cls, address: str) -> Self:
        """Talk to a service over another connection."""
        return cls(address)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._channel is not None:
            self._channel.close()

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """Ask for something; give status, headers and body."""
        try:
            answer = self._sent(path, headers or {})
        except (http.client.RemoteDisconnected, ConnectionError):  # a connection that was idle too long
            self._channel = None
            answer = self._sent(path, headers or {})
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()

    def _sent(self, path: str, headers: dict[str, str]) -> http.client.HTTPResponse:
        if self._channel is None:
            self._channel = http.client.HTTPConnection(self.address, timeout=_PATIENCE_S)
            self._channel.connect()
            self._channel.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._channel.request("GET", path, headers=headers)
        return self._channel.getresponse()

    def ask(self, query: str) -> bytes:
        """Ask a query; give the answer in JSON."""
        status, _, content = self.get(f"{self.path}?query={quote(query)}", {"Accept": _JSON})
        if status != 200:
            sys.exit(f"{self.address}: {status}: {content[:500]!r} to {query}")
        return content

    def rows(self, query: str) -> list[str]:
        """Give the rows of an answer in a form and an order that all servers share."""
        found = json.loads(self.ask(query))["results"]["bindings"]
        return sorted(str(sorted((name, term["value"]) for name, term in row.items())) for row in found)


def dumped(data: Path, file: Path) -> int:
    """Write the union of what a data directory holds as N-Triples; give the number of statements."""
    newest_snapshot(data).store.dump(str(file), RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
    with file.open("rb") as lines:
        return sum(1 for _ in lines)


@contextmanager
def ours(data: Path) -> Iterator[Server]:
    """Serve a data directory."""
    command = [str(Path(sys.executable).with_name("aftershock")), "--data", str(data), "serve", "--port", "0"]
    environment = {**os.environ, "AFTERSHOCK_DEADLINE_S": "60", "AFTERSHOCK_LOG_LEVEL": "warning"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        if process.stdout is None:
            sys.exit("the service said nothing")
        address = process.stdout.readline().strip().removeprefix("http://")
        yield from _ended(process, Server(address))


@contextmanager
def empty() -> Iterator[Server]:
    """Serve nothing: a FastAPI route that returns a constant, at ``/empty``, and one that has it from a worker."""
    port = _free_port()
    command = [sys.executable, "-m", "benchmarks.empty_service", str(port)]
    with subprocess.Popen(command) as process:
        yield from _ended(process, _awaited(Server(f"127.0.0.1:{port}", "/empty")))


@contextmanager
def _oxigraph(file: Path, folder: Path) -> Iterator[Server]:
    program = str(Path(sys.executable).with_name("oxigraph"))
    place, address = str(folder / "oxigraph"), f"127.0.0.1:{_free_port()}"
    subprocess.run([program, "load", "--location", place, "--file", str(file)], check=True, capture_output=True)
    command = [program, "serve-read-only", "--location", place, "--bind", address]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        yield from _ended(process, _awaited(Server(address, "/query")))


@contextmanager
def _rdflib_endpoint(file: Path, _folder: Path) -> Iterator[Server]:
    program = str(Path(sys.executable).with_name("rdflib-endpoint"))
    port = _free_port()
    command = [program, "serve", str(file), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        yield from _ended(process, _awaited(Server(f"127.0.0.1:{port}", "/")))


OTHERS: Final[dict[str, Callable[[Path, Path], AbstractContextManager[Server]]]] = {
    "oxigraph": _oxigraph,
    "rdflib-endpoint": _rdflib_endpoint,
}
"""By name; each takes a file of N-Triples and a folder of its own."""


def _ended(process: subprocess.Popen[str] | subprocess.Popen[bytes], server: Server) -> Iterator[Server]:
    try:
        with server:
            yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def _awaited(server: Server) -> Server:
    end = time.monotonic() + _PATIENCE_S
    host, port = server.address.split(":")
    while time.monotonic() < end:
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            time.sleep(0.2)
            continue
        return server
    sys.exit(f"nobody answers at {server.address}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
