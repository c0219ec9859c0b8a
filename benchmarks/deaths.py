"""Queries of death: each text several times against a real server, which must answer all the while and stay as it was.

Run it with ``python -m benchmarks.deaths [--times N] [--at-once N] [--deadline S] [--json]``. It starts the service
with the worked example on a free loopback port, sends each text of `benchmarks.deaths_corpus` so many times, some at
once, and asks ``/healthz`` and a small query from another address meanwhile. It fails where a text got another answer
than a 4xx, a 503, or the right one where the text is legal; where the process was restarted; where others had to wait;
or where memory stayed behind.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.deaths_corpus import corpus
from benchmarks.deaths_probe import Probe, Reply, Report, quantile, resident, send

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.deaths_corpus import Death

__all__ = ["main", "run"]

HEALTH_S, SMALL_S = 0.100, 0.250
"""Within how many seconds 99 of 100 answers of ``/healthz`` and of a small query must be there."""


def run(address: str, pid: int, texts: Iterable[Death], times: int, at_once: int, patience: float) -> Report:
    """Send all texts, and watch.

    Parameters
    ----------
    address
        Of the service.
    pid
        Of the process that answers.
    texts
        What to send.
    times
        How often each.
    at_once
        How many together.
    patience
        Seconds that an answer may take.
    """
    host, port = address.removeprefix("http://").rsplit(":", 1)
    for _ in range(50):
        send(host, int(port), "GET", "/sparql?query=ASK%7B%7D", b"", "", patience)
    before = resident(pid)
    wrong: list[str] = []
    statuses: dict[str, int] = {}
    slowest = ("", 0.0)
    with Probe(host, int(port)) as probe, ThreadPoolExecutor(at_once) as pool:

        def one(death: Death) -> tuple[Death, Reply]:
            return death, send(host, int(port), "POST", death.path, death.make(), death.content_type, patience)

        for death, reply in pool.map(one, [death for death in texts for _ in range(times)]):
            statuses[str(reply.status)] = statuses.get(str(reply.status), 0) + 1
            fault = reply.fault(death)
            if fault:
                wrong.append(f"{death.name}: {fault}")
            if reply.seconds > slowest[1]:
                slowest = (death.name, reply.seconds)
    time.sleep(2)
    after = resident(pid)
    return Report(
        texts=len(list(texts)),
        sent=sum(statuses.values()),
        statuses=statuses,
        wrong=wrong,
        slowest=slowest,
        health_p99=quantile(probe.health),
        small_p99=quantile(probe.small),
        probes=len(probe.health),
        probe_faults=probe.faults,
        memory_before=before,
        memory_after=after,
        alive=Path(f"/proc/{pid}").exists(),
        load=os.getloadavg()[0],
    )


def main(arguments: list[str] | None = None) -> None:
    """Start the service, send, watch, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.deaths", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=10, help="how often each text")
    parser.add_argument("--at-once", type=int, default=3, help="how many together")
    parser.add_argument("--deadline", type=float, default=10.0, help="of the service, in seconds")
    parser.add_argument("--only", help="texts whose name has this in it")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    texts = [death for death in corpus() if not chosen.only or chosen.only in death.name]
    with TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("aftershock")), "--data", folder, "serve", "--port", "0"]
        environment = {**os.environ, "AFTERSHOCK_DEADLINE_S": str(chosen.deadline)}
        with subprocess.Popen(
            [*command, "--with-examples"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
        ) as service:
            if service.stdout is None:
                sys.exit("the service said nothing")
            address = service.stdout.readline().strip()
            report = run(address, service.pid, texts, chosen.times, chosen.at_once, 2 * chosen.deadline + 5)
            restarted = service.poll() is not None
            service.send_signal(signal.SIGTERM)
            service.wait(timeout=60)
    marks = report.marks(HEALTH_S, SMALL_S)
    if chosen.json:
        print(json.dumps({**asdict(report), "restarted": restarted, "marks": marks}))
    else:
        print(report.as_text())
        for name, met in marks.items():
            print(f"{name}: {'met' if met else 'not met'}")
    if restarted or not all(marks.values()):
        sys.exit(1)


if __name__ == "__main__":
    main()
