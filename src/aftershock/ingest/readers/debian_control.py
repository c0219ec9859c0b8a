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
_BLANK: Final = frozenset((b"", b" ", b"\t", b"\n", b"\r"))
_LISTS: Final = (b"Pre-Depends", b"Depends", b"Provides")
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
    opened = _Opened(findings)
    for number, line in enumerate(lines, 1):
        first = line[:1]
        if first in _BLANK:
            if line.strip():
                opened.go_on(line, number)
            else:
                yield from opened.end()
        elif line[: line.find(b":") + 1] in opened.passed:
            opened.pass_by(number)
        else:
            opened.field(line, number)
    yield from opened.end()


class _Opened:
    """The paragraph that is being read.

    Parameters
    ----------
    findings
        Takes what is wrong.
    """

    def __init__(self, findings: Findings) -> None:
        self._findings = findings
        self._fields: dict[bytes, tuple[bytes, int]] = {}
        self._last: bytes | None = None
        self._start = 0
        self.passed: set[bytes] = set()
        """Names of fields that say nothing of interest, with their colons, as they were met."""

    def pass_by(self, number: int) -> None:
        """Take a field of no interest."""
        self._last = None
        self._start = self._start or number

    def go_on(self, line: bytes, number: int) -> None:
        """Take a line that goes on with the field before."""
        if self._last is not None:
            value, at = self._fields[self._last]
            self._fields[self._last] = value + b" " + line.strip(), at
        elif not self._start:
            self._findings.add("a line goes on with a field, and no field stands before it", number)

    def field(self, line: bytes, number: int) -> None:
        """Take a line that begins a field."""
        if line.startswith(b"#"):
            return
        colon = line.find(b":")
        if not _FIELD.match(line):
            self._findings.add(f"the line is no field ('Name: value'): {_shown(line)}", number)
            self.pass_by(number)
            return
        self._start = self._start or number
        name = self._last = _KEPT.get(line[:colon].lower())
        value = line[colon + 1 :].strip()
        if name is None:
            self.passed.add(line[: colon + 1])
        elif name not in self._fields:
            self._fields[name] = value, number
        elif name in _LISTS:
            self._findings.add("the field stands twice in its paragraph; both are taken", number, name.decode())
            self._fields[name] = self._fields[name][0] + b", " + value, self._fields[name][1]
        else:
            self._findings.add("the field stands twice in its paragraph; the first is taken", number, name.decode())
            self._last = None

    def end(self) -> Iterator[Paragraph]:
        """End the paragraph."""
        if self._start:
            yield from _ended(self._fields, self._start, self._findings)
            self._fields, self._last, self._start = {}, None, 0


def _ended(fields: dict[bytes, tuple[bytes, int]], start: int, findings: Findings) -> Iterator[Paragraph]:
    """Make a record of a paragraph that is whole."""
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
