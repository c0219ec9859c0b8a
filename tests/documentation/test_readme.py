"""What the README shows is what happens: its scenes are run again, its commands and files exist."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SCENE = re.compile(r"```console\n(?P<body>.*?)```", re.DOTALL)
ADDRESS = "http://127.0.0.1:8000"


def scenes() -> list[tuple[str, str]]:
    """Commands and what they print; a command may go on over lines that end in a backslash."""
    found = []
    for match in SCENE.finditer(README):
        for block in re.split(r"^(?=\$ )", match["body"], flags=re.MULTILINE):
            if block.startswith("$ ") and not block.startswith("$ make"):
                command, _, output = re.sub(r"\\\n", "\\\\\n", block[2:]).partition("\n")
                while command.endswith("\\"):
                    more, _, output = output.partition("\n")
                    command += f"\n{more}"
                found.append((command, output))
    return found


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
@pytest.mark.parametrize(("command", "output"), scenes(), ids=lambda value: value.split("\n")[0][:60])
def test_a_scene_gives_what_the_readme_says(command: str, output: str, server: str):
    done = subprocess.run(
        ["bash", "-c", command.replace(ADDRESS, server)], capture_output=True, text=True, cwd=ROOT, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.replace(server, ADDRESS).rstrip() == output.rstrip()


def test_there_are_three_scenes_and_two_commands():
    assert len(re.findall(r"^### Scene", README, flags=re.MULTILINE)) == 3
    assert "make serve" in README
    assert "make test" in README


def test_files_that_the_documents_name_exist():
    for page in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} names {target}"
