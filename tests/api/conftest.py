"""A knowledge base with the worked example and the sample, served over a real socket."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import httpx
import pytest
import uvicorn

from aftershock import KnowledgeBase
from aftershock_api.app import create_app
from aftershock_api.settings import load_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

TOKEN = "correct-horse-battery"


@contextmanager
def serving(knowledge_base: Any, **settings: Any) -> Iterator[str]:
    """Serve a knowledge base on a free port of loopback; give the address."""
    app = create_app(knowledge_base, load_settings({}, **settings))
    config = uvicorn.Config(app, port=0, log_level="critical", lifespan="off", server_header=False)
    server = uvicorn.Server(config)
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


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Serve any knowledge base for as long as a `with` lasts."""
    return serving


@pytest.fixture(scope="session")
def knowledge_base(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """The worked example and the sample page, in a directory of its own; tests only read it."""
    with KnowledgeBase.open(tmp_path_factory.mktemp("served")) as opened:
        opened.load_examples()
        opened.ingest(shared / "samples" / "modelslab.txt")
        yield opened


@pytest.fixture(scope="session")
def address(knowledge_base: KnowledgeBase) -> Iterator[str]:
    """Where the read-only service answers."""
    with serving(knowledge_base) as there:
        yield there


@pytest.fixture
def client(address: str) -> Iterator[httpx.Client]:
    """A client of the read-only service."""
    with httpx.Client(base_url=address, timeout=60) as opened:
        yield opened


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[httpx.Client]:
    """A client of a service that may be written to, empty but for ontology and catalogue; it holds the token."""
    with (
        KnowledgeBase.open(tmp_path / "data") as opened,
        serving(opened, write_token=TOKEN, document_bytes=200_000) as there,
        httpx.Client(base_url=there, timeout=60, headers={"Authorization": f"Bearer {TOKEN}"}) as talking,
    ):
        yield talking
