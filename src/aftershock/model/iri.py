"""IRIs: what is one, and how people read them."""

from __future__ import annotations

import ipaddress
import re
from typing import Final

from aftershock.errors import UsageError

__all__ = ["graph_name", "is_iri", "local_name", "spoken"]

_BEYOND_ASCII: Final = "\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef" + "".join(
    f"{chr(plane << 16 | (0x1000 if plane == 14 else 0))}-{chr(plane << 16 | 0xFFFD)}" for plane in range(1, 15)
)
_PRIVATE: Final = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
_PLAIN: Final = rf"A-Za-z0-9\-._~!$&'()*+,;={_BEYOND_ASCII}"
_ENCODED: Final = "%[0-9A-Fa-f]{2}"
_IRI: Final = re.compile(
    rf"[A-Za-z][A-Za-z0-9+.\-]*:"
    rf"(?://(?:(?:[{_PLAIN}:]|{_ENCODED})*@)?(?:\[(?P<address>[^\]]*)\]|(?:[{_PLAIN}]|{_ENCODED})*)(?::[0-9]*)?(?=[/?#]|\Z)|(?!//))"
    rf"(?:[{_PLAIN}:@/]|{_ENCODED})*"
    rf"(?:\?(?:[{_PLAIN}{_PRIVATE}:@/?]|{_ENCODED})*)?"
    rf"(?:\#(?:[{_PLAIN}:@/?]|{_ENCODED})*)?"
)
"""The grammar of RFC 3987, section 2.2."""

_WRITTEN: Final = {"mcp": "MCP", "dataset": "data set"}
"""Words of names that the ontology writes otherwise in its labels."""


def is_iri(text: str) -> bool:
    """Say whether a text is an absolute IRI, by the grammar of RFC 3987; what that lacks, the engine refuses.

    Parameters
    ----------
    text
        The text.

    Examples
    --------
    >>> is_iri("https://a.example/x"), is_iri("x"), is_iri("urn: x"), is_iri("http://a.example/%zz")
    (True, False, False, False)
    """
    found = _IRI.fullmatch(text)
    if found is None or found["address"] is None:
        return found is not None
    try:
        ipaddress.IPv6Address(found["address"])
    except ValueError:
        return False
    return "%" not in found["address"]


def graph_name(iri: str) -> str:
    """Give the name of a graph as it was given, if it is one.

    Parameters
    ----------
    iri
        What somebody named a graph.

    Raises
    ------
    UsageError
        If it is no absolute IRI.

    Examples
    --------
    >>> graph_name("https://a.example/g")
    'https://a.example/g'
    """
    if not is_iri(iri):
        raise UsageError(f"{iri!r} is not the IRI of a graph; give an absolute IRI, what it may not hold as %XX")
    return iri


def local_name(iri: str) -> str:
    """Last part of an IRI, the name by which people type it.

    Examples
    --------
    >>> local_name("https://w3id.org/aftershock/ontology#AIAgent"), local_name("https://a.example/x/y")
    ('AIAgent', 'y')
    >>> local_name("pkg:pypi/litellm@1.0")
    'litellm@1.0'
    """
    if iri.startswith("pkg:"):
        return iri.partition("/")[2]
    return iri.rstrip("/#").rpartition("#")[2].rpartition("/")[2]


def spoken(name: str) -> str:
    """Take the words of a slug or of a name in camel case apart.

    Parameters
    ----------
    name
        A local name.

    Examples
    --------
    >>> spoken("distributedThrough"), spoken("PinnedByDigest"), spoken("AIAgent"), spoken("registry-tampers")
    ('distributed through', 'pinned by digest', 'AI agent', 'registry tampers')
    >>> spoken("McpServer"), spoken("Dataset")
    ('MCP server', 'data set')
    """
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", name).replace("-", " ")
    return " ".join(_WRITTEN.get(word.lower(), word if word.isupper() else word.lower()) for word in apart.split())
