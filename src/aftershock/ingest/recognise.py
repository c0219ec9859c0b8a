"""Names the format of a document, from its media type, its name and its content."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Final

from aftershock.errors import DocumentError
from aftershock.ingest.readers.debian_control import looks_like_control
from aftershock.ingest.readers.page_outline import has_title
from aftershock.ingest.readers.page_text import is_html
from aftershock.ingest.registry import FORMATS
from aftershock.ingest.unpack import packing

if TYPE_CHECKING:
    from aftershock.model.documents import Document

__all__ = ["recognise"]

_SNIFFED: Final = 65_536
_VAGUE: Final = frozenset(
    {"", "application/octet-stream", "text/plain", "binary/octet-stream", "application/x-www-form-urlencoded"}
)
_TERM: Final = r"(?:<[^<>\s]*>|_:\S+)"
_NTRIPLE: Final = re.compile(rf'^\s*{_TERM}\s+<[^<>\s]*>\s+(?:{_TERM}|"(?:[^"\\]|\\.)*"\S*)\s*\.\s*(?:#.*)?$')
_TURTLE: Final = re.compile(
    r"^[ \t]*(?:@(?:prefix|base)\s|(?:PREFIX|BASE)\s.*<"
    r"|(?:<[^<>\s]*>|[\w-]*:[\w./-]+|\[\s*\])[ \t]+(?:a|<[^<>\s]+>|[\w-]*:[\w-]+)\s+\S)",
    re.IGNORECASE | re.MULTILINE,
)
_PAGE: Final = re.compile(r"agentic\s+threat\s+model|\bAIVSS\b|\bMAESTRO\b|\bGoal-Driven\s+Planning\b", re.IGNORECASE)
_OTHERS: Final = (
    (re.compile(rb"^%PDF"), "a PDF; save the page as text or HTML"),
    (re.compile(rb"^PK\x03\x04"), "a ZIP archive; unpack it first"),
    (re.compile(rb'^\s*[\[{][\s\S]*"@(?:context|graph|id)"'), "JSON-LD; write it as Turtle"),
    (re.compile(rb"^\s*[\[{]"), "JSON; bills of materials are not read yet"),
    (re.compile(rb"^\s*<(?:\?xml[\s\S]*?)?[\s\S]{0,400}<rdf:RDF"), "RDF/XML; write it as Turtle"),
)


def recognise(document: Document) -> str:
    """Name the format of a document.

    Parameters
    ----------
    document
        The document. A media type that means one format is believed, then the ending of the name, then the content.

    Returns
    -------
    str
        A key of `aftershock.ingest.registry.FORMATS`.

    Raises
    ------
    DocumentError
        If it is empty or of none of the formats; the error lists them and names the nearest.

    Examples
    --------
    >>> from aftershock.model.documents import Document
    >>> recognise(Document(b"<a> a <b> .", "estate.ttl"))
    'turtle'
    >>> recognise(Document("Pause App — agentic threat model".encode(), "page"))
    'agent-page'
    """
    if not document.content.strip(b"\xef\xbb\xbf \t\r\n\x0b\x0c"):
        raise DocumentError("it is empty", document.name)
    beginning = document.content[:_SNIFFED]
    text = beginning.decode("utf-8", errors="replace")
    declared = (document.media_type or "").partition(";")[0].strip().lower()
    if declared not in _VAGUE and (stated := _by_media_type(declared)) is not None:
        return _believed(stated, text, document)
    ending = PurePath(document.name).suffix.lower()
    named = next((known.name for known in FORMATS.values() if ending in known.suffixes), None)
    if packing(document.content):
        return "debian-packages"  # nothing else is read packed, and unpacking it is its reader's business
    found = "debian-packages" if looks_like_control(beginning) else _by_content(text)
    if named == "agent-page":
        return found or _believed(named, text, document)
    if named is not None:
        return named
    if found is None:
        raise _unknown(document, declared, ending, text)
    return found


def _by_media_type(declared: str) -> str | None:
    return next((known.name for known in FORMATS.values() if declared in known.media_types), None)


def _by_content(text: str) -> str | None:
    if has_title(text):
        return "agent-page"
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if lines and all(_NTRIPLE.match(line) for line in lines[:20]):
        return "n-triples"
    if _PAGE.search(text) and (is_html(text) or not _TURTLE.search(text)):
        return "agent-page"
    return "turtle" if _TURTLE.search(text) and not is_html(text) else None


def _believed(stated: str, text: str, document: Document) -> str:
    """Take a page for one only if something in it is of such a page; its reader then says what is wrong with it."""
    if stated != "agent-page" or _PAGE.search(text) or has_title(text) or "\x00" in text[:4096]:
        return stated
    raise _unknown(document, document.media_type or "", PurePath(document.name).suffix.lower(), text)


def _unknown(document: Document, declared: str, ending: str, text: str) -> DocumentError:
    formats = "; ".join(f"{known.name} ({known.described})" for known in FORMATS.values())
    looks = next((name for pattern, name in _OTHERS if pattern.search(document.content[:4096])), None)
    hint = f"it looks like {looks}" if looks else _nearest(declared, ending, text)
    return DocumentError(f"its format is none that is read: {formats}. {hint[0].upper()}{hint[1:]}", document.name)


def _nearest(declared: str, ending: str, text: str) -> str:
    from rapidfuzz import process

    if is_html(text):
        return "the nearest is agent-page, but no line has the form 'NAME — agentic threat model'"
    known = {key: item.name for item in FORMATS.values() for key in (*item.media_types, *item.suffixes)}
    for given in (declared, ending):
        nearest = process.extractOne(given, list(known), score_cutoff=60) if given else None
        if nearest and nearest[0] != given:
            return f"{given!r} is not known; the nearest is {known[nearest[0]]} ({nearest[0]})"
    if "\x00" in text:
        return "it is binary; the nearest is agent-page, saved as UTF-8"
    return "the nearest is agent-page, whose title has the form 'NAME — agentic threat model'"
