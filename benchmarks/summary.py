"""A summary over HTTP: how long it takes to say how much falls with a component that nobody asked about before.

Run it with ``python -m benchmarks.summary [--models N] [--applications N] [--seed N] [--starts N]
[--clients N] [--data DIR] [--json]``. It starts the service on a free loopback port, asks one start after the other,
then others from several clients at once, and stops it.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import httpx

from benchmarks import hub

__all__ = ["main", "measure"]

MARK_S = 0.015
"""Within how many seconds half of the answers must be there, one after the other."""


def measure(address: str, starts: list[str]) -> list[float]:
    """Ask for the summary of each start.

    Parameters
    ----------
    address
        Of the service.
    starts
        IRIs, none of which was asked before.

    Returns
    -------
    list of float
        Seconds.
    """
    taken = []
    with httpx.Client(base_url=address, timeout=60) as client:
        for start in starts:
            begun = time.perf_counter()
            answer = client.get(f"/blast-radius?{urlencode({'component': start, 'summary': 'true'})}")
            taken.append(time.perf_counter() - begun)
            answer.raise_for_status()
            if set(answer.json()["counts"]) != {"affected", "possible", "unknown"}:
                sys.exit(f"{start} got no counts")
    return taken


def main(arguments: list[str] | None = None) -> None:
    """Make the hub, start the service, ask, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.summary", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--models", type=int, default=100_000)
    parser.add_argument("--applications", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--starts", type=int, default=50, help="of each client")
    parser.add_argument("--clients", type=int, default=8, help="at once, after the first")
    parser.add_argument("--data", type=Path, help="keep the hub here")
    parser.add_argument("--json", action="store_true", help="one JSON document")
    chosen = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        data = chosen.data or Path(folder)
        for base in hub.opened(data, chosen.models, chosen.applications, chosen.seed):
            names = list(base.projection.components)
        drawn = random.Random(chosen.seed).sample(names, min(chosen.starts * (1 + chosen.clients), len(names)))
        registry = "https://w3id.org/aftershock/id/component/hub-registry"
        command = [str(Path(sys.executable).with_name("aftershock")), "--data", str(data), "serve", "--port", "0"]
        service = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        if service.stdout is None:
            sys.exit("the service said nothing")
        address = service.stdout.readline().strip()
        others = [name for name in drawn if name != registry]
        first, *rest = measure(address, [registry, *others[: chosen.starts]])
        shares = [others[chosen.starts + client :: chosen.clients] for client in range(chosen.clients)]
        with ThreadPoolExecutor(max(1, chosen.clients)) as pool:
            begun = time.perf_counter()
            together = [one for share in pool.map(lambda names: measure(address, names), shares) for one in share]
            taken = time.perf_counter() - begun
        service.send_signal(signal.SIGTERM)
        service.wait(timeout=60)
    found = {
        "first": first,
        "median": statistics.median(rest),
        "high": max(rest),
        "starts": len(rest),
        "mark": MARK_S,
        "met": statistics.median(rest) < MARK_S,
        "clients": chosen.clients,
        "together": len(together),
        "together_median": statistics.median(together) if together else None,
        "together_a_second": len(together) / taken,
    }
    if chosen.json:
        print(json.dumps(found))
        return
    print(f"the registry, first of all:    {first * 1e3:8.1f} ms")
    print(f"{len(rest)} other starts, median:     {found['median'] * 1e3:8.1f} ms")
    print(f"{len(rest)} other starts, slowest:    {found['high'] * 1e3:8.1f} ms")
    if together:
        print(f"{chosen.clients} clients at once, median:  {found['together_median'] * 1e3:8.1f} ms")
        print(f"{len(together)} of {sum(map(len, shares))} answered, {found['together_a_second']:,.0f} a second")
    print(f"mark: half of them under {MARK_S * 1e3:g} ms: {'met' if found['met'] else 'not met'}")


if __name__ == "__main__":
    main()
