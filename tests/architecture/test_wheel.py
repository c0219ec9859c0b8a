"""The wheel alone, in an empty environment: it finds its ontology and catalogue, and serves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import sysconfig
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("wheel")
    build = "import sys, hatchling.build as b; print(b.build_wheel(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", build, place], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return place / done.stdout.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel's own files; the packages it depends on are lent, without our editable install."""
    place = tmp_path_factory.mktemp("environment") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", place], check=True)
    packages = next(place.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(packages)
    (packages / "lent.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return place / "bin" / "python"


def _python(environment: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "AFTERSHOCK"))}
    return subprocess.run([environment, *arguments], capture_output=True, text=True, cwd=cwd, env=plain)


def test_it_holds_what_it_needs_and_nothing_of_the_tests(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "aftershock/_resources/ontology/modules/cascade.ttl" in names
    assert "aftershock/_resources/data/catalog/rules.ttl" in names
    assert "aftershock_api/app.py" in names
    assert {f"aftershock/explore/built/{name}" for name in ("search.js", "whole.js", "licences.txt")} <= names
    assert not {name for name in names if name.startswith(("tests", "data/", "ontology/", "benchmarks"))}


def test_it_is_the_wheel_that_runs(environment: Path, tmp_path: Path):
    done = _python(environment, "-c", "import aftershock; print(aftershock.__file__)", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert str(environment.parent.parent) in done.stdout


def test_it_serves(environment: Path, tmp_path: Path):
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "AFTERSHOCK"))}
    code = "from aftershock.cli import main; main()"
    server = subprocess.Popen(
        [environment, "-c", code, "--data", tmp_path / "data", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
        env=plain,
    )
    try:
        assert server.stdout is not None
        address = server.stdout.readline().strip()
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(f"{address}/threats?limit=100", timeout=30) as answer:
            threats = json.load(answer)
        assert "registry-compromise" in {item["slug"] for item in threats["items"]}
    finally:
        server.send_signal(signal.SIGTERM)
        assert server.wait(timeout=20) == 0
        server.stdout.close()
