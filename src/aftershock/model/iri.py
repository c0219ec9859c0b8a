"""IRIs as people read them."""

from __future__ import annotations

__all__ = ["local_name"]


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
