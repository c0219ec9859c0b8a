"""Debian's names and versions: a package as a package URL, and which of two versions is the newer.

The order of versions is that of the Debian Policy Manual, section 5.6.12; the form of a package URL that of
https://github.com/package-url/purl-spec.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

__all__ = ["PURL", "Asked", "package_name", "package_url", "satisfies", "version_key"]

PURL: Final = "pkg:deb/debian/"
"""What the package URL of every Debian package begins with."""

_PART: Final = re.compile(r"(\D*)(\d*)")
_ASKED: Final = re.compile(r"\s*([^\s(]+)\s*(?:\(\s*(<<|<=|=|>=|>>|<|>)\s*([^\s()]+)\s*\)\s*)?")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a dependency asks for: a name, and perhaps versions of it.

    Parameters
    ----------
    name
        The name, with an architecture such as ``":any"`` where one is given.
    operator, version
        ``"<<"``, ``"<="``, ``"="``, ``">="`` or ``">>"``, and what stands behind it; both empty for any version.
    """

    name: str
    operator: str = ""
    version: str = ""

    @classmethod
    def parse(cls, text: str) -> Asked | None:
        """Read what `str` writes; ``None`` where it is nothing of the kind.

        Examples
        --------
        >>> Asked.parse("libc6 (>= 2.34)")
        Asked(name='libc6', operator='>=', version='2.34')
        >>> Asked.parse("libc6 (2.34)") is None
        True
        """
        found = _ASKED.fullmatch(text)
        if found is None:
            return None
        operator = {"<": "<=", ">": ">="}.get(found[2], found[2] or "")  # the old signs mean the weaker relation
        return cls(found[1], operator, found[3] or "")

    def __str__(self) -> str:
        """Write it as Debian does."""
        return f"{self.name} ({self.operator} {self.version})" if self.operator else self.name


def package_url(name: str) -> str:
    """Give the package URL of a package by its name.

    Examples
    --------
    >>> package_url("libstdc++6")
    'pkg:deb/debian/libstdc%2B%2B6'
    """
    return PURL + quote(name.lower(), safe=".-_~")


def package_name(iri: str) -> str | None:
    """Give a package's name from its package URL; ``None`` for anything else.

    Examples
    --------
    >>> package_name("pkg:deb/debian/libstdc%2B%2B6"), package_name("pkg:deb/debian/sed@4.9-1"), package_name("x")
    ('libstdc++6', None, None)
    """
    rest = iri.removeprefix(PURL)
    return None if rest == iri or any(sign in rest for sign in "@?#/") else unquote(rest)


@lru_cache(maxsize=1 << 17)
def version_key(version: str) -> tuple[int, ...]:
    """Give a key by which versions sort from the oldest to the newest.

    Parameters
    ----------
    version
        ``[epoch:]upstream[-revision]``.

    Examples
    --------
    >>> sorted(["1.0", "1.0~rc1", "1:0.1", "1.0-1", "1.0+b1", "1.0a"], key=version_key)
    ['1.0~rc1', '1.0', '1.0-1', '1.0a', '1.0+b1', '1:0.1']
    >>> version_key("1.0-0") == version_key("0:1.0")
    True
    """
    epoch, colon, rest = version.partition(":")
    if not (colon and epoch.isdigit()):
        epoch, rest = "0", version
    upstream, dash, revision = rest.rpartition("-")
    if not dash:
        upstream, revision = rest, ""
    return (int(epoch), *_key(upstream), *_key(revision))


def satisfies(version: str, operator: str, wanted: str) -> bool:
    """Say whether a version is one that is asked for; a version that is not known fits only where any will do.

    Examples
    --------
    >>> satisfies("2.36-9", ">=", "2.34"), satisfies("", ">=", "2.34"), satisfies("", "", "")
    (True, False, True)
    """
    if not operator:
        return True
    if not version:
        return False
    one, other = version_key(version), version_key(wanted)
    return {
        "<<": one < other,
        "<=": one <= other,
        "=": one == other,
        ">=": one >= other,
        ">>": one > other,
    }[operator]


def _key(text: str) -> tuple[int, ...]:
    """Make a key: digits count as a number, other signs alone: tilde, then the end, then letters, then the rest."""
    key: list[int] = []
    for signs, digits in _PART.findall(text or "0"):
        if signs or digits:
            key += (-1 if sign == "~" else ord(sign) if sign.isalpha() else ord(sign) + 0x110000 for sign in signs)
            key += (0, int(digits or 0))
    return (*key, 0)
