"""What XML can hold: the engine writes characters and names into it that readers of XML refuse, or take for others."""

from __future__ import annotations

import re
from typing import Final

from aftershock.errors import UsageError

__all__ = ["in_xml"]

_FORMATS: Final = frozenset({"xml", "rdfxml"})
_NO_CHARACTER: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
"""What XML 1.0 holds in no way, section 2.2; the last two are U+FFFE and U+FFFF."""

_NO_NAME: Final = re.compile(rb'<oxprefix: xmlns:oxprefix="([^"]*)"')
"""How the engine writes a predicate that does not end in a name."""


def in_xml(content: bytes, name: str) -> bytes:
    r"""Give an answer as XML can hold it; one in another format as it is.

    A carriage return is written as a reference, for XML reads a plain one as the end of a line (section 2.11).

    Parameters
    ----------
    content
        As the engine wrote it; a part of an answer will do.
    name
        Of the format.

    Raises
    ------
    UsageError
        If XML cannot hold it.

    Examples
    --------
    >>> in_xml(b"<literal>a\rb</literal>", "xml"), in_xml(b"a\rb", "csv")
    (b'<literal>a&#13;b</literal>', b'a\rb')
    >>> in_xml(b"<literal>\x07</literal>", "xml")
    Traceback (most recent call last):
    ...
    aftershock.errors.UsageError: the answer has the character U+0007, which no XML holds; ask for json, csv or tsv
    """
    if name not in _FORMATS:
        return content
    others = "json, csv or tsv" if name == "xml" else "turtle, ntriples or jsonld"
    if found := _NO_CHARACTER.search(content):
        code = ord(found[0].decode())
        raise UsageError(f"the answer has the character U+{code:04X}, which no XML holds; ask for {others}")
    if name == "rdfxml" and (found := _NO_NAME.search(content)):
        predicate = found[1].decode("utf-8", "replace").replace("&amp;", "&")
        raise UsageError(f"RDF/XML cannot write the predicate <{predicate}>, which ends in no name; ask for {others}")
    return content.replace(b"\r", b"&#13;")
