"""What all tests share: where the shared facts and test data are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.loaded import load_into

ROOT = Path(__file__).resolve().parent.parent

# One place for compiled kernels, else each data directory of the tests would have its own compiled for it.
os.environ.setdefault("NUMBA_CACHE_DIR", str(ROOT / "build" / "kernels"))

# What drives processes, sockets and a browser shares its cores with all else: there a failure is tried once more, and
# the summary names it (`-ra`: RERUN). What computes is never tried twice.
DRIVES_PROCESSES = (
    "tests/api",
    "tests/browser",
    "tests/cli",
    "tests/documentation",
    "tests/unit/isolation",
    "tests/unit/store",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let a failed test of processes run once more."""
    for item in items:
        if item.path.is_relative_to(ROOT) and item.path.relative_to(ROOT).as_posix().startswith(DRIVES_PROCESSES):
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared facts (AFTERSHOCK_SHARED, else `shared` beside the checkout); skips loudly where absent."""
    place = Path(os.environ.get("AFTERSHOCK_SHARED", ROOT.parent / "shared"))
    if not place.is_dir():
        pytest.skip(f"no shared facts at {place}; set AFTERSHOCK_SHARED")
    return place


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    """A data directory of the test's own that holds ontology and catalogue, as opening a new one would load them."""
    return load_into(tmp_path / "loaded")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Path:
    """A data directory that holds the examples and the sample page."""
    from aftershock.knowledge_base import KnowledgeBase

    data = load_into(tmp_path_factory.mktemp("filled") / "data")
    with KnowledgeBase.open(data) as base:
        base.load_examples()
        base.ingest(shared / "samples" / "modelslab.txt")
    return data
