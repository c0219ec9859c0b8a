"""Paragraphs of Debian's control files, one after the other: the fields that say what a package is and needs.

The form is that of the Debian Policy Manual, chapter 5: fields ``Name: value``, lines that begin with a space go on
with the field before, an empty line ends the paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from aftershock.model.documents import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["NAME", "Findings", "Paragraph", "looks_like_control", "paragraphs"]

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9+.\-]*")
"""A package's name."""

_VERSION: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+\-:~]*")
_FIELD: Final = re.compile(rb"[!-9;-~]+:")
_KEPT: Final = {
    name.lower(): name
    for name in (b"Package", b"Version", b"Architecture", b"Multi-Arch", b"Pre-Depends", b"Depends", b"Provides")
} | {b"status": b"Status"}
_START: Final = re.compile(rb"\s*(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?Package:[ \t]*[A-Za-z0-9]", re.IGNORECASE)
_SECOND: Final = re.compile(rb"^(?:Version|Status|Architecture):", re.IGNORECASE | re.MULTILINE)
_SHOWN: Final = 60
_MOST: Final = 200


class Findings:
    """What was noticed, with the line; the first few hundred, and how many more there were."""

    def __init__(self) -> None:
        self._found: list[Finding] = []
        self._more = 0

    def add(self, message: str, line: int, field: str | None = None) -> None:
        """Note something that was taken otherwise than it stands there, or left out."""
        if len(self._found) < _MOST:
            self._found.append(Finding("warning", message, line, field))
        else:
            self._more += 1

    def all(self) -> tuple[Finding, ...]:
        """Give them in the order of the text."""
        if not self._more:
            return tuple(self._found)
        return (*self._found, Finding("warning", f"{self._more} more findings like these are not shown"))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What a paragraph says of one release of a package.

    Parameters
    ----------
    line
        Where it begins, from 1.
    name, version
        Of the release.
    allowed
        Whether it may be asked for as ``NAME:any`` (``Multi-Arch: allowed``).
    needs
        Its ``Pre-Depends`` and ``Depends``, as written, each with the line it begins on.
    provides
        The same for its ``Provides``; empty where there is none.
    """

    line: int
    name: str
    version: str
    allowed: bool
    needs: tuple[tuple[str, str, int], ...]
    provides: str
    provides_line: int


def looks_like_control(beginning: bytes) -> bool:
    r"""Say whether a text begins like a list of packages.

    Examples
    --------
    >>> looks_like_control(b"Package: sed\nStatus: install ok installed\n")
    True
    >>> looks_like_control(b"Package: a word that begins a page of text.\n")
    False
    """
    first = beginning.lstrip().partition(b"\n\n")[0]
    return _START.match(first) is not None and _SECOND.search(first) is not None


def paragraphs(lines: Iterable[bytes], findings: Findings) -> Iterator[Paragraph]:
    r"""Read the paragraphs that are of a release of a package.

    Parameters
    ----------
    lines
        With their ends.
    findings
        Takes what is wrong; a paragraph without a name or version that can be used is left out and noted.

    Examples
    --------
    >>> [one.name for one in paragraphs([b"Package: sed\n", b"Version: 4.9-1\n", b"\n"], Findings())]
    ['sed']
    """
    fields: dict[bytes, tuple[bytes, int]] = {}
    last: bytes | None = None
    start = number = 0
    known = {name + b":": name for name in _KEPT.values()}
    for number, line in enumerate(lines, 1):
        first = line[:1]
        if first in b" \t" and first:
            if not line.strip():
                yield from _ended(fields, start, findings)
                fields, last, start = {}, None, 0
            elif last is not None:
                value, at = fields[last]
                fields[last] = value + b" " + line.strip(), at
            elif not start:
                findings.add("a line goes on with a field, and no field stands before it", number)
            continue
        colon = line.find(b":") + 1
        if not colon:
            if line.strip():
                if first != b"#":
                    findings.add(f"the line is no field ('Name: value'): {_shown(line)}", number)
                    last = None
                continue
            yield from _ended(fields, start, findings)
            fields, last, start = {}, None, 0
            continue
        start = start or number
        name = known.get(line[:colon])
        if name is None:
            if first == b"#":
                continue
            name = _KEPT.get(line[: colon - 1].lower())
            if name is None:
                last = None
                if not _FIELD.match(line):
                    findings.add(f"the line is no field ('Name: value'): {_shown(line)}", number)
                continue
        if name in fields:
            findings.add("the field stands twice in its paragraph; both are taken", number, name.decode())
            joint = b", " if name in (b"Pre-Depends", b"Depends", b"Provides") else b""
            if not joint:
                last = None
                continue
            fields[name] = fields[name][0] + joint + line[colon:].strip(), fields[name][1]
        else:
            fields[name] = line[colon:].strip(), number
        last = name
    yield from _ended(fields, start, findings)


def _ended(fields: dict[bytes, tuple[bytes, int]], start: int, findings: Findings) -> Iterator[Paragraph]:
    """Make a record of a paragraph that is whole."""
    if not start:
        return
    said = {name: (_text(value, line, name, findings), line) for name, (value, line) in fields.items()}
    name, _ = said.get(b"Package", ("", start))
    if not name:
        findings.add("the paragraph names no package (field Package), and is left out", start)
        return
    if not NAME.fullmatch(name):
        findings.add(
            f"{name[:_SHOWN]!r} is no name of a package; the paragraph is left out", said[b"Package"][1], "Package"
        )
        return
    version, line = said.get(b"Version", ("", start))
    if not version:
        if said.get(b"Status", ("", 0))[0].endswith(" not-installed"):
            return  # dpkg remembers a wish for a package that it knows nothing of
        findings.add(f"{name} has no version (field Version); the paragraph is left out", start)
        return
    if not _VERSION.fullmatch(version):
        findings.add(f"{version[:_SHOWN]!r} is no version; {name} is left out", line, "Version")
        return
    needs = tuple((field.decode(), *said[field]) for field in (b"Pre-Depends", b"Depends") if field in said)
    provides, provides_line = said.get(b"Provides", ("", start))
    allowed = said.get(b"Multi-Arch", ("", 0))[0] == "allowed"
    yield Paragraph(start, name, version, allowed, needs, provides, provides_line)


def _text(value: bytes, line: int, name: bytes, findings: Findings) -> str:
    try:
        return value.decode()
    except UnicodeDecodeError:
        findings.add("the field is not in UTF-8; what is not is taken as a question mark", line, name.decode())
        return value.decode(errors="replace")


def _shown(line: bytes) -> str:
    return repr(line.strip()[:_SHOWN].decode(errors="replace"))
