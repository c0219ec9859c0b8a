"""A pool whose workers know the tasks of these tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from aftershock.isolation import Pool

TASKS = Path(__file__).parent / "tasks"
MB = 1 << 20


@pytest.fixture
def make_pool(monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(TASKS))
    pools = []

    def make(size=1, *, waiting=4, memory=512 * MB, **more):
        pool = Pool(size, waiting=waiting, memory=memory, packages=("aftershock", "worker_tasks"), **more)
        pools.append(pool)
        return pool

    yield make
    for pool in pools:
        pool.close()


@pytest.fixture
def pool(make_pool):
    return make_pool()
