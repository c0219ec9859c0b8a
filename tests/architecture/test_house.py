"""The house stands as CONTRIBUTING draws it: layers, public names, light import, sizes."""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import statistics
import subprocess
import sys
import tomllib
from pathlib import Path

import aftershock
import aftershock_api

ROOT = Path(__file__).resolve().parents[2]


def test_every_layer_uses_only_what_is_below_it():
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert f"Contracts: {len(contracts)} kept, 0 broken" in done.stdout


def test_a_new_package_must_find_its_layer():
    layers = next(
        contract
        for contract in tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
        if contract["type"] == "layers"
    )
    named = {name.strip() for line in layers["layers"] for name in line.split("|")}
    assert layers["exhaustive"]
    assert named == {module.name for module in pkgutil.iter_modules(aftershock.__path__)}


def test_public_names_are_few_and_real():
    assert len(aftershock.__all__) < 12
    for name in aftershock.__all__:
        assert getattr(aftershock, name) is not None
    assert set(dir(aftershock)) >= set(aftershock.__all__)


def test_every_module_says_what_it_exports():
    for package in (aftershock, aftershock_api):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for name in getattr(module, "__all__", ()):
                assert hasattr(module, name), f"{found.name}.__all__ names {name}, which is not there"


def _run(code: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("COV_", "COVERAGE"))}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    return done.stdout


def test_importing_the_library_loads_nothing_heavy():
    loaded = json.loads(_run("import json, sys, aftershock; print(json.dumps(sorted(sys.modules)))"))
    heavy = {"fastapi", "starlette", "uvicorn", "pydantic", "numba", "pandas", "rdflib", "pyvis", "numpy", "networkx"}
    assert heavy.isdisjoint({name.partition(".")[0] for name in loaded})


def test_importing_the_library_is_quick():
    """Under 0.3 s more than a bare interpreter: measured inside the process, the best of several."""
    code = "import time; t = time.perf_counter(); import aftershock; print(time.perf_counter() - t)"
    assert min(float(_run(code)) for _ in range(5)) < 0.3


def test_modules_are_small():
    sizes = {
        path.relative_to(ROOT).as_posix(): len(path.read_text().splitlines())
        for folder in ("src", "api")
        for path in (ROOT / folder).rglob("*.py")
        if path.name not in {"__init__.py", "vocabulary.py"}
    }
    assert {name: size for name, size in sizes.items() if size > 400} == {}
    assert statistics.median(sizes.values()) <= 200
