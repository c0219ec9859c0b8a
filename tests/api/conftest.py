"""A knowledge base with the worked example and the sample, served over a real socket."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest
from tests.api.serving import READER, TOKEN, example_data, opened_for_serving, serving

from aftershock import KnowledgeBase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from aftershock import KnowledgeBase


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Serve any knowledge base for as long as a `with` lasts."""
    return serving


@pytest.fixture(scope="session")
def knowledge_base(shared: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[KnowledgeBase]:
    """The worked example and the sample page, in a directory of its own; tests only read it."""
    with opened_for_serving(example_data(shared, tmp_path_factory, worker_id)) as opened:
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
        opened_for_serving(tmp_path / "data") as opened,
        serving(opened, write_token=TOKEN, document_bytes=200_000) as there,
        httpx.Client(base_url=there, timeout=60, headers={"Authorization": f"Bearer {TOKEN}"}) as talking,
    ):
        yield talking


@pytest.fixture(scope="session")
def written_at(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a service answers that all may write to who have the token; each test writes to graphs of its own."""
    with (
        opened_for_serving(tmp_path_factory.mktemp("written") / "data") as opened,
        serving(opened, write_token=TOKEN, read_token=READER, document_bytes=200_000, update_bytes=90_000) as there,
    ):
        yield there


@pytest.fixture
def writing(written_at: str) -> Iterator[httpx.Client]:
    """A client of that service; it holds the token."""
    with httpx.Client(base_url=written_at, timeout=60, headers={"Authorization": f"Bearer {TOKEN}"}) as talking:
        yield talking
