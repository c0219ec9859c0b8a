"""What Debian packages need of each other: names asked for, resolved to the packages that have or provide them.

Rules of the Debian Policy Manual, chapter 7: of names joined by a bar one will do; a package may provide other names
(7.5), with a version where it says so; a name asked for with a version is filled only by what has one that fits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from aftershock.model.debian import Asked, satisfies, version_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.ingest.readers.debian_control import Findings, Paragraph

__all__ = ["Archive", "Edge", "Package"]

_CLAUSE: Final = re.compile(
    r"([A-Za-z0-9][A-Za-z0-9+.\-]*)(:[a-z0-9][a-z0-9\-]*)?\s*(?:\(\s*(<<|<=|=|>=|>>|<|>)\s*([^\s()\"\\]+)\s*\)\s*)?"
    r"(?:\[[^\]]*\]\s*)?(?:<[^<>]*>\s*)*"
)
_SHOWN: Final = 60


@dataclass(slots=True)
class Edge:
    """One package's dependence on another.

    Parameters
    ----------
    names
        Under what it was asked for, as Debian writes it; ``""`` stands for the dependee's own name.
    alone
        Whether it is needed whatever else there is, in at least one clause.
    """

    names: set[str] = field(default_factory=set)
    alone: bool = False


@dataclass(slots=True)
class Package:
    """A name that has at least one release.

    Parameters
    ----------
    version
        Of its newest release.
    provides
        What that release provides.
    clauses
        What any release needs: each clause its alternatives, in the order of the text.
    unread
        Whether something of what it needs could not be read.
    """

    version: str
    provides: tuple[Asked, ...] = ()
    clauses: dict[tuple[Asked, ...], None] = field(default_factory=dict)
    unread: bool = False


class Archive:
    """Packages of one list, by name, in the order of the text.

    Parameters
    ----------
    findings
        Takes what cannot be read.
    """

    def __init__(self, findings: Findings) -> None:
        self.packages: dict[str, Package] = {}
        self._findings = findings
        self._asked: dict[str, set[tuple[str, str]]] = defaultdict(set)
        self._providers: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)

    def add(self, paragraph: Paragraph) -> None:
        """Take a release in."""
        name = paragraph.name
        package = self.packages.get(name)
        provides = tuple(self._provided(paragraph))
        if package is None:
            package = self.packages[name] = Package(paragraph.version, provides)
        elif version_key(paragraph.version) > version_key(package.version):
            package.version, package.provides = paragraph.version, provides
        for asked in provides:
            self._providers[asked.name][name, asked.version] = None
        for kind, text, line in paragraph.needs:
            for clause in text.split(","):
                alternatives = self._clause(clause, kind, line)
                if alternatives is None:
                    package.unread = True
                elif alternatives:
                    package.clauses[alternatives] = None

    def edges(self, name: str) -> tuple[dict[str, Edge], list[tuple[tuple[str, ...], bool]]]:
        """Resolve what a package needs.

        Parameters
        ----------
        name
            The package.

        Returns
        -------
        dict of str to Edge
            The edges by the name of their dependee.
        list of (tuple of str, bool)
            The clauses that more than one package can fill, each once: the dependees, and whether these are all that
            this list knows of. A name that is neither a package here nor provided here stands for itself.
        """
        found: dict[str, Edge] = {}
        needs: dict[tuple[str, ...], bool] = {}
        for clause in self.packages[name].clauses:
            filled: dict[str, None] = {}
            complete = True
            for asked in clause:
                fillers = list(self._fillers(asked))
                if not fillers:  # for all this list knows, somebody else's package, or a name that others provide
                    complete = False
                    base, _, architecture = asked.name.partition(":")
                    fillers = [(base, str(asked) if architecture else "")]
                for dependee, text in fillers:
                    filled[dependee] = None
                    found.setdefault(dependee, Edge()).names.add(text)
                    if not text:
                        self._asked[dependee].add((asked.operator, asked.version))
            if len(filled) == 1:
                found[next(iter(filled))].alone = True
            else:
                needs[tuple(filled)] = complete and needs.get(tuple(filled), True)
        return found, list(needs.items())

    def asked_versions(self) -> dict[str, list[str]]:
        """Give, for each name that is only ever asked for with a version, the widest ranges of them.

        That counts the packages whose edges were given, and edges to a dependee by its own name; edges under another
        name say themselves what was asked for.
        """
        return {name: _widest(some) for name, some in self._asked.items() if ("", "") not in some}

    def _fillers(self, asked: Asked) -> Iterator[tuple[str, str]]:
        if asked.name in self.packages:
            yield asked.name, ""
        for provider, version in self._providers.get(asked.name, ()):
            if provider != asked.name and satisfies(version, asked.operator, asked.version):
                yield provider, str(asked)

    def _provided(self, paragraph: Paragraph) -> Iterator[Asked]:
        for entry in paragraph.provides.split(",") if paragraph.provides else ():
            provided = _parsed(entry)
            if provided is None or (provided.operator and provided.operator != "="):
                if entry.strip():
                    shown = f"{entry.strip()[:_SHOWN]!r} is no name that a package can provide, and is left out"
                    self._findings.add(shown, paragraph.provides_line, "Provides")
                continue
            yield provided
            if paragraph.allowed and ":" not in provided.name:
                yield Asked(provided.name + ":any", provided.operator, provided.version)
        if paragraph.allowed:
            yield Asked(paragraph.name + ":any", "=", paragraph.version)

    def _clause(self, clause: str, kind: str, line: int) -> tuple[Asked, ...] | None:
        """Read one clause: nothing where it is empty, ``None`` where part of it cannot be read."""
        if not clause.strip():
            return ()
        alternatives = [_parsed(one) for one in clause.split("|")]
        read = tuple(one for one in alternatives if one is not None)
        if len(read) < len(alternatives):
            shown = f"{clause.strip()[:_SHOWN]!r} is no name of a package with versions, and is left out"
            self._findings.add(shown, line, kind)
            return None
        return tuple(dict.fromkeys(read))


@lru_cache(maxsize=1 << 16)
def _parsed(text: str) -> Asked | None:
    found = _CLAUSE.fullmatch(text.strip())
    if found is None:
        return None
    name, architecture, operator, version = found.groups("")
    operator = {"<": "<=", ">": ">="}.get(operator, operator)  # the old signs mean the weaker relation
    return Asked(name if architecture in ("", ":native") else name + architecture, operator, version)


def _widest(ranges: set[tuple[str, str]]) -> list[str]:
    """Leave out ranges that lie within another; what fits none of these fits none of all."""
    low = sorted(
        (one for one in ranges if one[0] in (">=", ">>")), key=lambda one: (version_key(one[1]), one[0] == ">>")
    )
    high = sorted(
        (one for one in ranges if one[0] in ("<=", "<<")), key=lambda one: (version_key(one[1]), one[0] == "<=")
    )
    chosen = {*low[:1], *high[-1:]}
    exact = {
        one for one in ranges if one[0] == "=" and not any(satisfies(one[1], operator, at) for operator, at in chosen)
    }
    return [f"{operator} {version}" for operator, version in sorted(chosen | exact)]
