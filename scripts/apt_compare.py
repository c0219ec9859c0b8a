"""Compare what falls with Debian packages with what apt prints: ``python -m scripts.apt_compare NAME...``.

apt answers from its own lists and dpkg's status file; the same files are read into the graph, in a temporary data
directory unless one is given. Each name is asked of ``apt-cache rdepends --recurse --important`` and of the knowledge
graph with the alternatives ``apt``; the two sets are compared. The exit status is 1 if any name misses one package or
has one too many.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from aftershock.errors import UnknownNameError
from aftershock.isolation import Limits
from aftershock.knowledge_base import KnowledgeBase
from aftershock.model.debian import package_name, package_url

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["LISTS", "STATUS", "apt_says", "heads", "lists", "main", "package_names", "we_say"]

LISTS = Path("/var/lib/apt/lists")
STATUS = Path("/var/lib/dpkg/status")
NAMES = ("libc6", "liblzma5", "libssl3", "liblog4j2-java", "zlib1g", "default-jre")
_SHOWN = 10


def lists() -> list[Path]:
    """Give the files that apt answers from: its lists of packages and the status file; none where it has no lists."""
    found = sorted(path for path in LISTS.glob("*_Packages*") if path.is_file() and path.stat().st_size)
    return [*found, STATUS] if found and STATUS.is_file() else []


def heads(printed: str) -> set[str]:
    r"""Take the packages out of what apt-cache prints: lines without indentation, titles, or angle brackets.

    Examples
    --------
    >>> sorted(heads("libc6\nReverse Depends:\n  sed\n |grep\nsed\nReverse Depends:\n"))
    ['libc6', 'sed']
    """
    return {line for line in printed.splitlines() if line and line[0] not in " |<" and line != "Reverse Depends:"}


def apt_says(name: str) -> set[str]:
    """Ask apt-cache what falls with a package, without the package itself."""
    command = ["apt-cache", "rdepends", "--recurse", "--important", name]
    return heads(subprocess.run(command, check=True, capture_output=True, text=True).stdout) - {name}


def we_say(base: KnowledgeBase, name: str) -> set[str]:
    """Ask the knowledge graph the same; with a name that only others provide nothing falls."""
    try:
        start = base.component(package_url(name)).iri
    except UnknownNameError:
        return set()
    answer = base.blast_radius(start, alternatives="apt", likelihood=False)
    rows = (*answer.affected, *answer.possible, *answer.unknown)
    return {package_name(row.component) or row.component for row in rows}


def package_names() -> list[str]:
    """Give the names of all packages that apt knows, sorted; not those that others provide."""
    printed = subprocess.run(["apt-cache", "pkgnames"], check=True, capture_output=True, text=True).stdout
    dumped = subprocess.run(["apt-cache", "dumpavail"], check=True, capture_output=True, text=True).stdout
    real = {line.removeprefix("Package: ") for line in dumped.splitlines() if line.startswith("Package: ")}
    return sorted(real & set(printed.split()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare, and print a line for each name.

    Parameters
    ----------
    arguments
        Those of the process, where left out.

    Returns
    -------
    int
        0 if all are equal, 1 if some are not, 2 if apt has no lists here.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"packages; where none is given: {', '.join(NAMES)}")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="so many packages more, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="another seed draws others")
    parser.add_argument("--data", type=Path, help="a data directory to read the lists into, or that holds them already")
    chosen = parser.parse_args(arguments)
    files = lists()
    if not files:
        print(f"there are no lists of packages in {LISTS}; 'apt-get update' fetches them", file=sys.stderr)
        return 2
    names = list(chosen.names) or ([] if chosen.random else list(NAMES))
    if chosen.random:
        names += random.Random(chosen.seed).sample(package_names(), chosen.random)
    wrong = 0
    with KnowledgeBase.open(chosen.data, limits=Limits.for_command_line()) as base:
        for file in files:
            report = base.ingest(file)
            print(f"{file.name}: {report.outcome}, {report.quads} statements")
        for name in names:
            theirs, ours = apt_says(name), we_say(base, name)
            missing, extra = sorted(theirs - ours), sorted(ours - theirs)
            wrong += bool(missing or extra)
            print(f"{name}: {len(theirs)} by apt, {len(ours)} here, {len(missing)} missing, {len(extra)} extra")
            for word, some in (("missing", missing), ("extra", extra)):
                if some:
                    print(f"  {word}: {', '.join(some[:_SHOWN])}{' ...' if len(some) > _SHOWN else ''}")
    print(f"{len(names) - wrong} of {len(names)} are equal")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
