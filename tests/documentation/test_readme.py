"""What the README shows is what happens: its scenes are run again, its commands and files exist."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from scripts.readme import BLOCK, run, split

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCENES = [split(block[1]) for block in BLOCK.finditer(README)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, shared: Path) -> Iterator[str]:
    """What `make serve` runs, on a free port."""
    data = tmp_path_factory.mktemp("readme") / "data"
    aftershock = Path(sys.executable).with_name("aftershock")
    sample = shared / "samples" / "modelslab.txt"
    plain = {name: value for name, value in os.environ.items() if not name.startswith("AFTERSHOCK")}
    process = subprocess.Popen(
        [aftershock, "--data", data, "serve", "--port", "0", "--with-examples", "--ingest", sample],
        stdout=subprocess.PIPE,
        text=True,
        env=plain,
    )
    assert process.stdout is not None
    yield process.stdout.readline().strip()
    process.send_signal(signal.SIGTERM)
    process.wait(timeout=20)
    process.stdout.close()


@pytest.mark.skipif(shutil.which("curl") is None, reason="the README's scenes use curl, and there is none here")
@pytest.mark.parametrize(("command", "output"), SCENES, ids=[command[:50] for command, _ in SCENES])
def test_a_scene_gives_what_the_readme_says(command: str, output: str, server: str):
    assert run(command, server) == output.rstrip()


def test_there_are_three_scenes_and_two_commands():
    assert len(re.findall(r"^### Scene", README, flags=re.MULTILINE)) == 3
    assert "make serve" in README
    assert "make test" in README


@pytest.mark.parametrize(
    ("given", "variables", "option"),
    [
        ((), {}, []),
        ((), {"AFTERSHOCK_PORT": "8101"}, []),  # the command reads it itself
        (("PORT=8100",), {}, ["8100"]),
        ((), {"PORT": "8100"}, ["8100"]),
        (("PORT=8100",), {"AFTERSHOCK_PORT": "8101"}, ["8100"]),
    ],
    ids=["neither", "setting", "PORT", "PORT in the environment", "both"],
)
def test_make_serve_gives_a_port_only_where_it_is_told_one(
    given: tuple[str, ...], variables: dict[str, str], option: list[str]
):
    plain = {name: value for name, value in os.environ.items() if name not in {"PORT", "AFTERSHOCK_PORT", "MAKEFLAGS"}}
    command = ["make", "--dry-run", "serve", *given]
    said = subprocess.run(command, cwd=ROOT, env=plain | variables, capture_output=True, text=True, check=True).stdout
    served = [line for line in said.splitlines() if " serve " in line]
    assert len(served) == 1
    assert re.findall(r"--port (\S+)", served[0]) == option


def test_files_that_the_documents_name_exist():
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} names {target}"
