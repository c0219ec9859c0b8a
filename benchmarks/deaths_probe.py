"""Sends one text and judges its answer; watches a service meanwhile."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    import socket
    from types import TracebackType

    from benchmarks.deaths_corpus import Death

__all__ = ["Probe", "Reply", "Report", "quantile", "resident", "send"]

_OTHER = "127.0.0.2"
_SMALL = "/sparql?query=" + "SELECT%20%3Fs%20%7B%20%3Fs%20a%20%3Chttp%3A%2F%2Fx%2Fnone%3E%20%7D%20LIMIT%201"
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back.

    Parameters
    ----------
    status
        Of the answer; 0 where there was none.
    content
        Of the answer.
    seconds
        How long it took.
    """

    status: int
    content: bytes
    seconds: float

    def fault(self, death: Death) -> str:
        """Say what is wrong with it; empty where nothing is."""
        if death.rows is None:
            return "" if self.status == 503 or 400 <= self.status < 500 or self.status == 200 else f"{self.status}"
        if self.status != 200:
            return f"{self.status} for what is legal: {self.content[:200]!r}"
        rows = json.loads(self.content)["results"]["bindings"]
        if len(rows) != death.rows:
            return f"{len(rows)} rows, not {death.rows}"
        values = [term["value"] for row in rows for term in row.values()]
        return "" if death.value is None or values == [death.value] else f"{values[:3]}, not {death.value}"


def send(host: str, port: int, method: str, path: str, body: bytes, content_type: str, patience: float) -> Reply:
    """Send one request, and take what comes, even where the service does not care to read all of it.

    Parameters
    ----------
    host, port
        Of the service.
    method, path, body, content_type
        The request.
    patience
        Seconds.
    """
    begun = time.perf_counter()
    connection = http.client.HTTPConnection(host, port, timeout=patience)
    status, content = 0, b""
    try:
        connection.putrequest(method, path)
        connection.putheader("Accept", "application/sparql-results+json, text/turtle;q=0.5")
        if body or method == "POST":
            connection.putheader("Content-Type", content_type)
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders()
        _push(connection.sock, body)
        answer = connection.getresponse()
        status, content = answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        content = repr(error).encode()
    finally:
        connection.close()
    return Reply(status, content, time.perf_counter() - begun)


def _push(channel: socket.socket, body: bytes) -> None:
    try:
        for start in range(0, len(body), _PIECE):
            channel.sendall(body[start : start + _PIECE])
    except (BrokenPipeError, ConnectionResetError):
        return  # refused before all was sent; the answer says why


class Probe:
    """Asks a service for its health and a small query, from an address and a process of its own, in a ``with``.

    Parameters
    ----------
    host, port
        Of the service.
    """

    def __init__(self, host: str, port: int) -> None:
        self.health: list[float] = []
        self.small: list[float] = []
        self.faults: list[str] = []
        command = [sys.executable, "-m", "benchmarks.deaths_probe", host, str(port)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        told = json.loads(self._process.communicate(timeout=120)[0])
        self.health, self.small, self.faults = told["health"], told["small"], told["faults"]


def main(host: str, port: int) -> None:
    """Ask until standard input ends, then print the times."""
    done = threading.Event()
    health: list[float] = []
    small: list[float] = []
    faults: list[str] = []
    threads = [
        threading.Thread(target=_ask, args=(host, port, path, times, faults, done))
        for path, times in (("/healthz", health), (_SMALL, small))
    ]
    for thread in threads:
        thread.start()
    sys.stdin.read()
    done.set()
    for thread in threads:
        thread.join()
    print(json.dumps({"health": health, "small": small, "faults": faults}))


def _ask(host: str, port: int, path: str, times: list[float], faults: list[str], done: threading.Event) -> None:
    connection = http.client.HTTPConnection(host, port, timeout=60, source_address=(_OTHER, 0))
    while not done.wait(0.05):
        begun = time.perf_counter()
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            faults.append(f"{path}: {error!r}")
            connection.close()
            continue
        times.append(time.perf_counter() - begun)
        if answer.status != 200:
            faults.append(f"{path}: {answer.status}")
    connection.close()


@dataclass(frozen=True, slots=True)
class Report:
    """What was seen.

    Parameters
    ----------
    texts, sent
        How many texts, and how many requests.
    statuses
        How many answers had which status; 0 is none.
    wrong
        What was answered wrongly.
    slowest
        The text that took longest, and its seconds.
    health_p99, small_p99
        Seconds within which 99 of 100 answers to others came.
    probes
        How many of the first.
    probe_faults
        What others got instead.
    memory_before, memory_after
        Bytes that the process that answers held.
    alive
        Whether it still runs.
    load
        Of the machine.
    """

    texts: int
    sent: int
    statuses: dict[str, int]
    wrong: list[str]
    slowest: tuple[str, float]
    health_p99: float
    small_p99: float
    probes: int
    probe_faults: list[str]
    memory_before: int
    memory_after: int
    alive: bool
    load: float

    def marks(self, health: float, small: float) -> dict[str, Any]:
        """Say what was met."""
        return {
            "every answer is a 4xx, a 503, or right": not self.wrong,
            "the process that answers goes on": self.alive,
            f"/healthz p99 under {health * 1e3:g} ms": self.health_p99 < health,
            f"a small query p99 under {small * 1e3:g} ms": self.small_p99 < small,
            "others are never refused": not self.probe_faults,
            "memory back to within 10 %": self.memory_after <= 1.1 * self.memory_before,
        }

    def as_text(self) -> str:
        """Tell it in lines."""
        counted = ", ".join(f"{count} of {status}" for status, count in sorted(self.statuses.items()))
        lines = [
            f"{self.texts} texts, {self.sent} requests: {counted}; load of the machine {self.load:.1f}",
            f"slowest: {self.slowest[0]}, {self.slowest[1]:.1f} s",
            f"p99: /healthz {self.health_p99 * 1e3:.0f} ms ({self.probes}), small query {self.small_p99 * 1e3:.0f} ms",
            f"memory {self.memory_before / 1e6:.0f} MB before, {self.memory_after / 1e6:.0f} MB after",
            *self.wrong[:20],
            *self.probe_faults[:20],
        ]
        return "\n".join(lines)


def quantile(times: list[float], share: float = 0.99) -> float:
    """Give the time within which a share of all came."""
    return sorted(times)[min(len(times) - 1, int(share * len(times)))] if times else 0.0


def resident(pid: int) -> int:
    """Give the bytes of memory that a process holds."""
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * 4096


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
