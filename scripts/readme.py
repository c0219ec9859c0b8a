"""Fill the README's scenes with what a running service answers: `python scripts/readme.py ADDRESS`.

The commands stand in the README; this runs each and writes its output below it. The test in tests/documentation runs
them again and compares.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"
ADDRESS = "http://127.0.0.1:8000"
BLOCK = re.compile(r"```console\n\$ (?!make)(.*?)\n?```", re.DOTALL)


def split(block: str) -> tuple[str, str]:
    r"""Split a scene into its command and what it prints; a quote left open or a backslash goes on with the command.

    Examples
    --------
    >>> split("echo 'a\nb'\na\nb")[1]
    'a\nb'
    """
    lines = block.split("\n")
    count = 1
    while count < len(lines) and (lines[count - 1].endswith("\\") or "\n".join(lines[:count]).count("'") % 2):
        count += 1
    return "\n".join(lines[:count]), "\n".join(lines[count:])


def run(command: str, address: str) -> str:
    """Run a scene's command against a service, and give what it prints."""
    done = subprocess.run(
        ["bash", "-c", command.replace(ADDRESS, address)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
        cwd=README.parent,
    )
    return done.stdout.replace(address, ADDRESS).replace("\r", "").rstrip()


def main() -> None:
    """Run every scene and write the README anew."""

    def fill(block: re.Match[str]) -> str:
        command, _ = split(block[1])
        output = run(command, sys.argv[1])
        return f"```console\n$ {command}\n{output}\n```"

    README.write_text(BLOCK.sub(fill, README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
