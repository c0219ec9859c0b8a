"""IRIs as people read them."""

from __future__ import annotations

import re
from typing import Final

__all__ = ["local_name", "spoken"]

_WRITTEN: Final = {"mcp": "MCP", "dataset": "data set"}
"""Words of names that the ontology writes otherwise in its labels."""


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
