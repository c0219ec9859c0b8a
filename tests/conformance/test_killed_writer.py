"""A writer that is killed at any moment: nothing acknowledged is lost, nothing partial is seen."""

from __future__ import annotations

import os
import random
import signal
import threading
import time

import pytest

from aftershock.errors import LimitError
from aftershock.isolation import Dedicated, Pool
from aftershock.store.layout import read_current
from aftershock.store.snapshot import newest_snapshot

PUBLISH = "aftershock.store.writer:publish"
GB = 1 << 30


def statements(number, size):
    return b"".join(
        b"<http://x/%d/%d> <http://x/p> <http://x/o%d> <http://x/g%d> .\n" % (number, n, n, number) for n in range(size)
    )


def publish(worker, data, number, size):
    header = {"data": str(data), "graphs": [{"graph": f"http://x/g{number}", "kind": "source"}]}
    return worker.run(PUBLISH, header, statements(number, size), deadline=60)[0]["revision"]


def seen(data):
    """What readers see: how many statements each graph has, and the union; the two must agree."""
    snapshot = newest_snapshot(data)
    lines = snapshot.tsv("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s <http://x/p> ?o } } GROUP BY ?g").split(b"\n")[
        1:-1
    ]
    graphs = {graph.decode().strip("<>"): int(count) for graph, count in (line.split(b"\t") for line in lines)}
    union = int(snapshot.tsv("SELECT (COUNT(*) AS ?n) { ?s <http://x/p> ?o }").split(b"\n")[1])
    assert union == sum(graphs.values())
    return graphs


def test_kills_at_any_moment(tmp_path):
    data, chance = tmp_path / "data", random.Random(20)
    acknowledged, sizes, number = 0, {}, 0
    with Dedicated(memory=2 * GB, preload=("aftershock.store.writer",)) as worker:
        for round_number in range(20):
            size = 25_000 if round_number % 5 == 4 else 200  # by the bulk loader, and in a transaction
            publish(worker, data, number, size)
            acknowledged += 1
            sizes[f"http://x/g{number}"] = size
            number += 1
            pid = worker.run("aftershock.isolation.probe:echo", {}, deadline=10)[0]["pid"]
            wait = chance.uniform(0, 0.5 if size > 1000 else 0.05)
            killer = threading.Timer(wait, os.kill, (pid, signal.SIGKILL))
            killer.start()
            try:
                while True:
                    sizes[f"http://x/g{number}"] = size
                    publish(worker, data, number, size)
                    acknowledged += 1
                    number += 1
            except LimitError:
                number += 1  # perhaps it was published and not acknowledged: the name is not used again
            killer.join()
            graphs = seen(data)
            assert {graph: sizes[graph] for graph in graphs} == graphs, "a graph is seen in part"
            assert len(graphs) - acknowledged in range(round_number + 2), "something acknowledged was lost"
            assert read_current(data).revision == len(graphs)
    graphs = seen(data)
    assert acknowledged >= 20
    assert set(graphs) <= set(sizes)


def test_readers_never_see_half_of_anything(tmp_path):
    data = tmp_path / "data"
    stop = threading.Event()
    counts = []
    with Dedicated(memory=2 * GB) as worker, Pool(2, waiting=8, memory=GB // 2) as readers:
        publish(worker, data, 0, 50)
        header = {"data": str(data), "formats": ["tsv"]}
        text = b"SELECT (COUNT(*) AS ?all) (COUNT(DISTINCT ?g) AS ?graphs) { GRAPH ?g { ?s <http://x/p> ?o } ?s ?p ?o }"

        def read():
            while not stop.is_set():
                content = readers.run("aftershock.store.reader:answer", header, text, deadline=20)[1]
                counts.append(tuple(map(int, content.split()[2:])))

        threads = [threading.Thread(target=read) for _ in range(2)]
        for thread in threads:
            thread.start()
        for number in range(1, 40):
            publish(worker, data, number, 50)
        wanted = time.monotonic() + 5
        while (2000, 40) not in counts and time.monotonic() < wanted:
            time.sleep(0.01)
        stop.set()
        for thread in threads:
            thread.join()
    assert all(total == 50 * graphs for total, graphs in counts)
    assert (2000, 40) in counts, "the last publication was seen"
    assert len(set(counts)) > 3, "the readers did see the store grow"


def test_a_second_writer_is_told_who_writes(tmp_path):
    from aftershock.errors import StoreBusyError

    data = tmp_path / "data"
    with Dedicated(memory=GB) as first, Dedicated(memory=GB) as second:
        publish(first, data, 0, 1)
        with pytest.raises(StoreBusyError, match=f"^process {os.getpid()} writes to"):
            publish(second, data, 1, 1)
        first.close()
        assert publish(second, data, 1, 1) == 2
