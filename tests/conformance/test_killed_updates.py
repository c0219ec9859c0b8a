"""A writer that is killed in the middle of updates: what was acknowledged is there, and no update is there in half."""

from __future__ import annotations

import os
import random
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

from aftershock.errors import LimitError
from aftershock.isolation import Dedicated
from aftershock.knowledge_base.commits import Commits
from aftershock.model.writes import Written
from aftershock.store.operations import Operation, Section, Update
from aftershock.store.snapshot import newest_snapshot

GB = 1 << 30
ROUNDS, CLIENTS = 10, 4


def told(number):
    """An update of two operations, that writes to two graphs."""
    return [
        Operation("insert-data", insert=(Section(f"<http://x/{side}>", f"<http://x/{number}> <http://x/p> {number}"),))
        for side in ("left", "right")
    ]


def seen(data, side):
    query = f"SELECT ?n {{ GRAPH <http://x/{side}> {{ ?s <http://x/p> ?n }} }}"
    return {int(line) for line in newest_snapshot(data).tsv(query).split()[1:]}


def test_what_was_acknowledged_survives_every_kill(tmp_path):
    data, chance, lock = tmp_path / "data", random.Random(5), threading.Lock()
    acknowledged, number = set(), iter(range(1, 100_000))
    with Dedicated(memory=2 * GB, preload=("aftershock.store.writer",)) as worker:

        def commit(updates):
            header = {
                "data": str(data),
                "base": "http://x/",
                "updates": [
                    {
                        "operations": [one.as_json() for one in update.operations],
                        "bytes": 0,
                        "label": "",
                        "expected": None,
                        "default": "union",
                    }
                    for update in updates
                ],
            }
            results = worker.run("aftershock.store.writer:change", header, deadline=60)[0]["results"]
            return [Written(str(one["revision"])) for one in results]

        commits = Commits(commit)

        def write(stop):
            while not stop.is_set():
                with lock:
                    mine = next(number)
                try:
                    commits.submit(Update(tuple(told(mine))))
                except LimitError:
                    continue
                with lock:
                    acknowledged.add(mine)

        for _ in range(ROUNDS):
            stop = threading.Event()
            with ThreadPoolExecutor(CLIENTS) as pool:
                clients = [pool.submit(write, stop) for _ in range(CLIENTS)]
                pid = worker.run("aftershock.isolation.probe:echo", {}, deadline=60)[0]["pid"]
                threading.Event().wait(chance.uniform(0.02, 0.2))
                os.kill(pid, signal.SIGKILL)
                stop.set()
                for client in clients:
                    client.result(60)
            left, right = seen(data, "left"), seen(data, "right")
            assert left == right, "an update is seen in half"
            assert acknowledged <= left, "something acknowledged was lost"
    assert len(acknowledged) >= ROUNDS
