"""Reads Debian's lists of packages: apt's ``Packages`` files and dpkg's status file, plain or packed.

A component is a name, as apt and people use it, whatever its releases and architectures: ``pkg:deb/debian/NAME``. What
any listed release of it needs is an edge ``aft:dependsOn``: a bare triple where one package alone can fill the clause
and is asked for by its own name, else an aft:Dependency, in an aft:Need where several can. A name that only others
provide is no component: its providers stand in the clause, each with the name it was asked for by (aft:askedAs).
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.debian_control import Findings, paragraphs
from aftershock.ingest.readers.debian_needs import Archive
from aftershock.ingest.reading import Reading
from aftershock.ingest.unpack import UNPACKED_BYTES, lines_of, packing
from aftershock.model.debian import package_url
from aftershock.vocabulary import AFT, ID, PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aftershock.model.documents import Document

__all__ = ["MEDIA_TYPE", "read"]

MEDIA_TYPE: Final = "text/plain"
"""Debian registered none for lists of packages."""

_PACKED: Final = {"gzip": "application/gzip", "xz": "application/x-xz", "lz4": "application/x-lz4", None: MEDIA_TYPE}
_TYPE: Final = f"<{PREFIXES['rdf']}type>"
_LABEL: Final = f"<{PREFIXES['skos']}prefLabel>"


def read(document: Document, unpacked: int = UNPACKED_BYTES) -> Reading:
    r"""Read a list of packages.

    Parameters
    ----------
    document
        A ``Packages`` file or dpkg's status file, plain or packed by gzip, xz or lz4.
    unpacked
        How many bytes it may become when it is unpacked.

    Returns
    -------
    Reading
        One graph. Its lineage is that of the document's name: the next edition of a list takes the place of this one.
        Findings say what could not be read and on which line; a package of which that is true says that its
        dependencies are incomplete.

    Raises
    ------
    DocumentError
        If there is no package in it, or it cannot be unpacked.

    Examples
    --------
    >>> from aftershock.model.documents import Document
    >>> text = b"Package: sed\nVersion: 4.9\nDepends: libc6\n\nPackage: libc6\nVersion: 2.36\n"
    >>> reading = read(Document(text, "Packages"))
    >>> b"#dependsOn> <pkg:deb/debian/libc6>" in reading.nquads
    True
    """
    from aftershock.ingest.quads import describe_source

    findings = Findings()
    archive = Archive(findings)
    for paragraph in paragraphs(lines_of(document, unpacked), findings):
        archive.add(paragraph)
    noticed = findings.all()
    if not archive.packages:
        kind = packing(document.content)
        what = f"packed by {kind}, it is read as a list of Debian packages, and no package" if kind else "no package"
        why = f": {noticed[0].message}" if noticed else ""
        raise DocumentError(f"{what} is in it{why}", document.name, noticed[0].line if noticed else None)
    source = f"{ID}document/{document.sha256}"
    lineage = f"{ID}lineage/{hashlib.sha256(document.name.encode()).hexdigest()[:16]}"
    media_type = _PACKED[packing(document.content)]
    lines = [f"{quad} .\n" for quad in describe_source(source, document.name, document.sha256, media_type, lineage)]
    lines.extend(_Writer(archive, source).lines())
    return Reading(
        format="debian-packages",
        document=source,
        lineage=lineage,
        graphs=(source,),
        quads=len(lines),
        findings=noticed,
        nquads="".join(lines).encode(),
    )


class _Writer:
    """Writes an archive as N-Quads.

    Parameters
    ----------
    archive
        The packages.
    source
        The document's IRI.
    """

    def __init__(self, archive: Archive, source: str) -> None:
        self._archive, self._source = archive, source
        self._end = f" <{source}> .\n"
        self._nodes = 0
        self._urls: dict[str, str] = {}

    def lines(self) -> Iterator[str]:
        """Give the lines."""
        end, is_package = self._end, f" {_TYPE} <{AFT.Package}>{self._end}"
        label, newest, provides = f" {_LABEL} ", f" <{AFT.newestVersion}> ", f" <{AFT.provides}> "
        unread = f" <{AFT.dependencyCompleteness}> <{AFT.Incomplete}>{end}"
        for name, package in self._archive.packages.items():
            url = self._url(name)
            yield url + is_package
            yield f'{url}{label}"{name}"{end}'
            yield f'{url}{newest}"{package.version}"{end}'
            for given in dict.fromkeys(package.provides):
                yield f'{url}{provides}"{given}"{end}'
            if package.unread:
                yield url + unread
            yield from self._needs(name, url)
        asked = f" <{AFT.askedVersions}> "
        for name, ranges in self._archive.asked_versions().items():
            for one in ranges:
                yield f'{self._url(name)}{asked}"{one}"{end}'

    def _needs(self, name: str, url: str) -> Iterator[str]:
        edges, needs = self._archive.edges(name)
        end, relation = self._end, f"<{AFT.dependsOn}>"
        shared = {dependee for clause, _ in needs for dependee in clause}
        nodes: dict[str, str] = {}
        for dependee, edge in edges.items():
            if dependee not in shared and edge.names == {""}:
                yield f"{url} {relation} {self._url(dependee)}{end}"
                continue
            node = nodes[dependee] = self._node("dependency")
            yield f"{node} {_TYPE} <{AFT.Dependency}>{end}"
            yield f"{node} <{AFT.dependent}> {url}{end}"
            yield f"{node} <{AFT.relation}> {relation}{end}"
            yield f"{node} <{AFT.dependee}> {self._url(dependee)}{end}"
            if edge.names != {""}:
                for asked in sorted(edge.names):
                    yield f'{node} <{AFT.askedAs}> "{asked or dependee}"{end}'
        # what one clause leaves open another may demand: then the demand is a need of its own
        alone = [((dependee,), True) for dependee in edges if dependee in shared and edges[dependee].alone]
        for clause, complete in (*needs, *alone):
            node = self._node("need")
            yield f"{node} {_TYPE} <{AFT.Need}>{end}"
            yield f"{node} <{AFT.needOf}> {url}{end}"
            yield f"{node} <{AFT.relation}> {relation}{end}"
            yield f'{node} <{AFT.minimum}> "1"^^<{PREFIXES["xsd"]}integer>{end}'
            yield f"{node} <{AFT.completeness}> <{AFT.Complete if complete else AFT.Incomplete}>{end}"
            for dependee in clause:
                yield f"{node} <{AFT.alternative}> {nodes[dependee]}{end}"

    def _node(self, kind: str) -> str:
        self._nodes += 1
        return f"<{self._source}/{kind}/{self._nodes}>"

    def _url(self, name: str) -> str:
        found = self._urls.get(name)
        if found is None:
            found = self._urls[name] = f"<{package_url(name)}>"
        return found
