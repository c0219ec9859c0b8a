"""Reads a document inside a worker: bytes in, a report and N-Quads out."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aftershock.ingest.recognise import recognise
from aftershock.ingest.registry import reader_of
from aftershock.model.documents import Document

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["read"]


def read(header: Mapping[str, Any], payload: bytes) -> tuple[dict[str, Any], bytes]:
    """Read a document.

    Parameters
    ----------
    header
        ``name`` (what errors call it, and what editions of a graph are recognised by), and perhaps ``media_type`` and
        ``format`` (then it is not recognised anew) and ``unpacked`` (how many bytes a packed document may become).
    payload
        The document's bytes.

    Returns
    -------
    dict
        ``name``, ``sha256``, ``format``, ``document``, ``lineage``, ``graphs``, ``quads``, ``agents`` and ``findings``
        (each ``severity``, ``message``, ``line``, ``field``): what an `IngestReport` is made of.
    bytes
        The quads as N-Quads; every one in one of the graphs.

    Raises
    ------
    DocumentError
        If it is of no format that is read, or if its reader refuses it. Nothing is half read.

    Examples
    --------
    >>> report, nquads = read({"name": "estate.ttl"}, b"<http://x/a> <http://x/b> <http://x/c> .")
    >>> report["format"], report["quads"] == len(nquads.splitlines())
    ('turtle', True)
    """
    media_type = header.get("media_type")
    document = Document(payload, str(header["name"]), str(media_type) if media_type else None)
    name = header.get("format") or recognise(document)
    reading = reader_of(str(name), header.get("unpacked"))(document)
    report = {
        "name": document.name,
        "sha256": document.sha256,
        "format": reading.format,
        "document": reading.document,
        "lineage": reading.lineage,
        "graphs": list(reading.graphs),
        "quads": reading.quads,
        "agents": list(reading.agents),
        "findings": [asdict(finding) for finding in reading.findings],
    }
    return report, reading.nquads
