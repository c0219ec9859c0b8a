"""The links to the files that a picture is to be had as."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from aftershock.explore.forms import Form
    from aftershock_api.explorer.address import Address

__all__ = ["links"]

_FORMS: Final[tuple[tuple[Form, str], ...]] = (
    ("node-link.json", "JSON"),
    ("graphml", "GraphML"),
    ("gexf", "GEXF"),
    ("ttl", "Turtle"),
)
_AROUND: Final = "/explore/around"
"""Files of neighbourhoods; other pictures have tables of their own."""

_ALONE: Final = (_AROUND, "/explore/replayed")
"""Files of pictures that are to be had as one page, named here; a blast radius names it beside its table."""


def links(address: Address, path: str, *without: str) -> tuple[tuple[str, str], ...]:
    """Give what the files of a picture are called, and where they are, with what stands in the page's address.

    Parameters
    ----------
    address
        Of the page.
    path
        Of the files, without their ending.
    *without
        Names in the address that say nothing of the picture.

    Examples
    --------
    >>> from aftershock_api.explorer.address import Address
    >>> links(Address("/explore/graph", [("hide", "kind-model"), ("at", "urn:x")]), "/explore/graph", "at")[2]
    ('GEXF', '/explore/graph.gexf?hide=kind-model')
    >>> links(Address("/explore/component", [("iri", "urn:x")]), "/explore/around")[0]
    ('CSV', '/explore/around.csv?iri=urn%3Ax')
    """
    table = (("csv", "CSV"),) if path == _AROUND else ()
    alone = (("html", "Picture, offline"),) if path in _ALONE else ()
    forms = (*table, *_FORMS, *alone)
    return tuple((text, address.at(f"{path}.{form}", *without)) for form, text in forms)
