"""Kernels are compiled once, kept where nobody else can write, and there also where nothing can be kept."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import numba
import numpy as np
import pytest

from aftershock.cascade import compiled
from aftershock.cascade.signatures import FAMILIES

if TYPE_CHECKING:
    from pathlib import Path

USED = {"counting_pass", "fall", "gather"}

REACH = """
import sys
from aftershock.cascade import compiled, graph, networkx_compat, reach, saved
assert "numba" not in sys.modules and "networkx" not in sys.modules, "heavy imports"
if len(sys.argv) > 1:
    compiled.configure_cache(sys.argv[1])
some = graph.ConsequenceGraph.from_edges(components=3, modes=1, source=[0, 1], target=[1, 2], rule=[0, 0])
print(reach.reach(some, [0]).counts)
fall = compiled.kernels().fall
print(sum(fall.stats.cache_hits.values()) if hasattr(fall, "stats") else "plain")
"""


def fresh(*arguments: str, **environment: str) -> list[str]:
    """Reach in a process of its own: the counts, and how often compiled code was found."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("NUMBA_")}
    done = subprocess.run(
        [sys.executable, "-c", REACH, *arguments], capture_output=True, text=True, env={**kept, **environment}
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.split("\n")[:2]


def files(place: Path) -> list[Path]:
    return sorted(place.rglob("*.nbc"))


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A directory to configure and the user's own, with no word from the environment."""
    monkeypatch.setattr(numba.config, "CACHE_DIR", "")
    monkeypatch.setattr(compiled, "_user_directory", lambda: tmp_path / "user" / "kernels")
    return tmp_path / "data" / "kernels", tmp_path / "user" / "kernels"


def made_in(directory: Path | None) -> compiled.Kernels:
    """The kernels of a process that was given this directory."""
    workshop = compiled._Workshop()
    if directory is not None:
        workshop.use(directory)
    return workshop.kernels


def works(kernels: compiled.Kernels) -> bool:
    keys, after = np.array([1, 0], np.int32), np.empty(2, np.int32)
    before = np.arange(2, dtype=np.int32)
    for array in (keys, before):
        array.flags.writeable = False
    kernels.counting_pass(keys, np.zeros(3, np.int32), before, after)
    return after.tolist() == [1, 0]


def test_a_second_process_finds_what_the_first_compiled(tmp_path: Path) -> None:
    place = tmp_path / "data" / "kernels"
    assert fresh(str(place), XDG_CACHE_HOME=str(tmp_path / "user")) == ["(2, 0, 0)", "0"]
    assert {file.name.split("-")[0].split(".")[1] for file in files(place)} == USED, "a reach waits for no more"
    assert place.stat().st_mode & 0o777 == 0o700
    assert not (tmp_path / "user").exists()
    assert fresh(str(place)) == ["(2, 0, 0)", "1"]


def test_the_environment_wins_and_can_switch_the_compiler_off(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    assert fresh(str(here), NUMBA_CACHE_DIR=str(there)) == ["(2, 0, 0)", "0"]
    assert (len(files(there)), here.exists()) == (len(USED), False)
    assert fresh(NUMBA_DISABLE_JIT="1") == ["(2, 0, 0)", "plain"]


def test_what_numba_was_told_already_is_left_alone(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(numba.config, "CACHE_DIR", str(tmp_path / "told"))
    assert works(made_in(places[0]))
    assert (len(files(tmp_path / "told")), places[0].exists()) == (1, False)
    assert str(tmp_path / "told") == numba.config.CACHE_DIR


def test_nobody_named_a_place(places: tuple[Path, Path]) -> None:
    _, user = places
    assert works(made_in(None))
    assert len(files(user)) == 1
    assert numba.config.CACHE_DIR == ""


def test_a_place_that_others_may_write_to_is_not_used(places: tuple[Path, Path]) -> None:
    """Who can write there could have us run anything: the user's own place is used instead."""
    shared, user = places
    shared.mkdir(parents=True)
    shared.chmod(0o777)
    assert works(made_in(shared))
    assert (files(shared), len(files(user))) == ([], 1)


def test_a_place_of_somebody_else_is_not_used(places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 987_654)
    assert works(made_in(places[0]))
    assert files(places[0]) == files(places[1]) == []


def test_a_system_that_keeps_nothing(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setattr(compiled, "_user_directory", lambda: tmp_path / "file" / "kernels")
    assert works(made_in(tmp_path / "file" / "data"))


def test_kept_code_that_is_damaged_is_made_anew(places: tuple[Path, Path], caplog: pytest.LogCaptureFixture) -> None:
    place, _ = places
    assert works(made_in(place))
    for kept in place.rglob("*.nbi"):
        kept.write_bytes(b"")
    assert works(made_in(place))
    assert "this process compiles its own" in caplog.text


def test_kept_code_whose_place_cannot_be_read(
    places: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    whole = numba.njit

    def njit(**options: Any) -> Any:
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return whole(**options)

    monkeypatch.setattr(numba, "njit", lambda **options: lambda function: njit(**options)(function))
    assert works(made_in(places[0]))
    assert "no locator available" in caplog.text


def test_one_thread_makes_a_kernel_and_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def slow(function: Any, types: str) -> Any:
        calls.append(function.__name__)
        time.sleep(0.02)
        return lambda: types

    monkeypatch.setattr(compiled._WORKSHOP, "kernels", compiled.Kernels(slow))
    found: list[Any] = []
    threads = [threading.Thread(target=lambda: found.append(compiled.kernels().fall)) for _ in range(8)]
    for thread in threads:
        thread.start()
    threads.append(compiled.warm("reach"))
    threads.append(compiled.warm())
    for thread in threads:
        thread.join()
    everything = [function.__name__ for family in FAMILIES.values() for function in family]
    assert sorted(calls) == sorted(everything), "each was made once"
    assert len({id(one) for one in (*found, compiled.kernels().fall)}) == 1


def test_there_is_no_such_kernel() -> None:
    with pytest.raises(AttributeError, match="there is no kernel nothing"):
        compiled.Kernels().nothing()


def test_every_kernel_is_in_one_family_and_declared_in_the_record() -> None:
    names = [function.__name__ for family in FAMILIES.values() for function in family]
    assert sorted(names) == sorted(compiled.Kernels.__annotations__)
