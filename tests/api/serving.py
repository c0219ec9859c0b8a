"""Serves a knowledge base over a real socket, for the tests of the service and of its pages."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import uvicorn
from tests.loaded import load_into

from aftershock import KnowledgeBase
from aftershock_api.app import create_app
from aftershock_api.settings import load_settings
from aftershock_api.wire import configured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pytest

TOKEN, READER = "correct-horse-battery", "only-looking"


def example_data(shared: Path, places: pytest.TempPathFactory, worker: str) -> Path:
    """Give a data directory of one's own with the worked example and the sample page.

    Parameters
    ----------
    shared
        Where the sample page is.
    places
        Of temporary directories.
    worker
        Of pytest-xdist, ``"master"`` without it: the first that asks makes the data, the others copy it.
    """
    common = places.getbasetemp() if worker == "master" else places.getbasetemp().parent
    made, ready = common / "example-data", common / "example-data.ready"
    try:
        (common / "example-data.making").mkdir()
    except FileExistsError:
        deadline = time.monotonic() + 120
        while not ready.exists():
            assert time.monotonic() < deadline, "whoever makes the data has not ended"
            time.sleep(0.05)
    else:
        with opened_for_serving(made) as opened:
            opened.load_examples()
            opened.ingest(shared / "samples" / "modelslab.txt")
        ready.touch()
    own = places.mktemp("served") / "data"
    shutil.copytree(made, own)
    return own


def opened_for_serving(data: Path, deadline_s: float = 4.0) -> KnowledgeBase:
    """Open a data directory within the limits of the service, but with a deadline of its own, a shorter one.

    One that is new is a copy of one that is loaded once: ontology and catalogue are the same in all of them.
    """
    if not data.exists() or not any(data.iterdir()):
        load_into(data)
    settings = load_settings({}, deadline_s=deadline_s, running=2)
    return KnowledgeBase.open(data, limits=settings.limits(), readers=settings.running)


@contextmanager
def serving(knowledge_base: Any, **settings: Any) -> Iterator[str]:
    """Serve a knowledge base on a free port of loopback; give the address."""
    given = load_settings({}, **settings)
    server = uvicorn.Server(configured(create_app(knowledge_base, given), given, port=0, log_level="critical"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        assert thread.is_alive(), "the server ended before it started"
        assert time.monotonic() < deadline
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()[:2]
    try:
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(30)
