"""Renders pages: templates that escape everything, and a picture as one file that asks for nothing.

A label, a title or an IRI comes from a stranger and is text, never markup: the templates escape without exception,
data reaches a script only as JSON that cannot leave its element, and an IRI becomes a link to a page of ours; the
address itself is a link only if it begins with ``http``.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, unquote

from aftershock.explore.assets import (
    HOW_TO_BUILD,
    TEMPLATES,
    VIS_VERSION,
    asset_text,
    fingerprint,
    is_built,
    vis_network,
)
from aftershock.explore.picture import SHAPES, capped, drawing, kind_of, script_safe, shown_text
from aftershock.explore.written import breakable, percent, points, thousands
from aftershock.model.iri import local_name, spoken
from aftershock.vocabulary import ID, NAMESPACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from jinja2 import Environment

    from aftershock.model.answers import Picture

__all__ = [
    "about",
    "asset",
    "data_of",
    "environment",
    "input_name",
    "last_part",
    "link",
    "offline_page",
    "outside",
    "page_of",
    "scored",
    "within",
    "words",
]

_ONTOLOGY: Final = NAMESPACE.removesuffix("#")

_EXPLORED: Final = ("agent", "threat", "mitigation")

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
"""How an IRI begins that means the same everywhere (RFC 3987)."""


@cache
def environment() -> Environment:
    """Give the templates, everything escaped, with the words that they use.

    Returns
    -------
    jinja2.Environment
        Undefined names are errors, not blanks.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals.update(
        asset=asset,
        script=_script,
        style=_style,
        is_built=is_built,
        how_to_build=HOW_TO_BUILD,
        kind_of=kind_of,
        shapes=SHAPES,
        drawing=_markup_of_drawing,
        shown_text=shown_text,
        capped=capped,
        page_of=page_of,
        data_of=data_of,
        vis_version=VIS_VERSION,
    )
    made.filters.update(
        last_part=last_part,
        input_name=input_name,
        within=within,
        link=link,
        outside=outside,
        words=words,
        breakable=breakable,
        scored=scored,
        thousands=thousands,
        carried=_carried,
        percent=percent,
        points=points,
    )
    return made


def asset(name: str) -> str:
    """Give the address of one of the pages' own files, which changes when the file does.

    Parameters
    ----------
    name
        Of the file.
    """
    return f"/static/{name}?v={fingerprint()}"


def last_part(iri: str) -> str:
    """Give what is left of an IRI when nobody has a label for it.

    Parameters
    ----------
    iri
        Any IRI.

    Examples
    --------
    >>> last_part("https://w3id.org/aftershock/id/component/gpu-host-7"), last_part("pkg:pypi/numpy@2.1")
    ('gpu-host-7', 'numpy@2.1')
    """
    return unquote(local_name(iri)) or iri


def words(name: str) -> str:
    """Take the words of a name apart: the last part of an IRI, a slug, or a name in camel case.

    Parameters
    ----------
    name
        An IRI or a name.

    Examples
    --------
    >>> words("distributedThrough"), words("https://w3id.org/aftershock/id/rule/registry-tampers"), words("AIAgent")
    ('distributed through', 'registry tampers', 'AI agent')
    """
    return spoken(last_part(name))


def scored(severity: Sequence[str]) -> str:
    """Give the bands of a score in words, the mildest first.

    Parameters
    ----------
    severity
        The bands that it lies in or may lie in, the gravest first.

    Examples
    --------
    >>> scored(("critical", "high", "medium")), scored(("high",))
    ('AIVSS medium to critical', 'AIVSS high')
    """
    return f"AIVSS {severity[-1]} to {severity[0]}" if len(severity) > 1 else f"AIVSS {''.join(severity)}"


def within(iri: str) -> str:
    """Give an IRI of ours without what all of ours begin with; of another's the last part.

    Parameters
    ----------
    iri
        Any IRI.

    Examples
    --------
    >>> within("https://w3id.org/aftershock/id/graph/catalog/rules"), within("https://a.example/x/y")
    ('graph/catalog/rules', 'y')
    """
    return iri.removeprefix(ID) if iri.startswith(ID) else last_part(iri)


def input_name(name: str) -> str:
    """Give the name of a score's input as people write it.

    Parameters
    ----------
    name
        As an assessment lists what is missing.

    Examples
    --------
    >>> input_name("cvss_base"), input_name("threat_multiplier"), input_name("Dynamic Identity")
    ('CVSS base', 'threat multiplier', 'Dynamic Identity')
    """
    return name.replace("cvss", "CVSS").replace("_", " ")


def link(iri: str) -> str:
    """Give the address within the service at which an IRI is read.

    Parameters
    ----------
    iri
        Any IRI.

    Returns
    -------
    str
        Empty where it is no IRI. An IRI that is not ours leads to the page of what is said of it, never outside.

    Examples
    --------
    >>> link("https://w3id.org/aftershock/id/threat/data-poisoning"), link("https://w3id.org/aftershock/ontology#Model")
    ('/explore/threat/data-poisoning', '/ontology#Model')
    >>> link("https://a.example/own#Ship"), link("javascript:alert(1)")
    ('/explore/about?iri=https%3A%2F%2Fa.example%2Fown%23Ship', '/explore/about?iri=javascript%3Aalert%281%29')
    """
    if iri.startswith(ID):
        folder, _, name = iri.removeprefix(ID).partition("/")
        if folder == "component":
            return page_of(iri)
        if folder in _EXPLORED and name and "/" not in name:
            return f"/explore/{folder}/{quote(name, safe='%')}"
        return data_of(iri)
    if iri.startswith((NAMESPACE, _ONTOLOGY)):
        return "/ontology" + iri.removeprefix(_ONTOLOGY)
    return about(iri) if _ABSOLUTE.match(iri) else ""


def outside(iri: str) -> str:
    """Give an IRI back if a browser may follow it to where it leads; else nothing.

    Parameters
    ----------
    iri
        Any IRI.

    Examples
    --------
    >>> outside("https://cwe.mitre.org/data/definitions/287.html"), outside("javascript:alert(1)")
    ('https://cwe.mitre.org/data/definitions/287.html', '')
    """
    return iri if iri.startswith(("https://", "http://")) else ""


def about(iri: str) -> str:
    """Give the address of the page of what is said of an IRI, whosever it is.

    Parameters
    ----------
    iri
        The IRI.

    Examples
    --------
    >>> about("pkg:pypi/numpy")
    '/explore/about?iri=pkg%3Apypi%2Fnumpy'
    """
    return f"/explore/about?iri={quote(iri, safe='')}"


def data_of(iri: str) -> str:
    """Give the address of all that is said of an IRI: of ours its own, which answers with data too.

    Parameters
    ----------
    iri
        The IRI.

    Examples
    --------
    >>> data_of("https://w3id.org/aftershock/id/component/fresh/hub"), data_of("pkg:pypi/numpy")
    ('/id/component/fresh/hub', '/explore/about?iri=pkg%3Apypi%2Fnumpy')
    """
    return f"/id/{quote(iri.removeprefix(ID), safe='/%:@+~!*(),;=')}" if iri.startswith(ID) else about(iri)


def page_of(component: str) -> str:
    """Give the address of a component's page.

    Parameters
    ----------
    component
        Its IRI.

    Examples
    --------
    >>> page_of("pkg:pypi/numpy")
    '/explore/component?iri=pkg%3Apypi%2Fnumpy'
    """
    return f"/explore/component?iri={quote(component, safe='')}"


def offline_page(
    picture: Picture, bases: Mapping[str, str] | None = None, titles: Mapping[str, str] | None = None
) -> str:
    """Write a picture and its table as one HTML file that draws with no network and asks for nothing.

    Parameters
    ----------
    picture
        What to draw.
    bases, titles
        Whose number a rule's likelihood is, and what documents are called, by their IRIs.

    Returns
    -------
    str
        The file. Its own policy lets exactly its two scripts and its style sheet in, by their hashes; nothing in
        the data can run.

    Examples
    --------
    >>> from aftershock.model.answers import Picture
    >>> page = offline_page(Picture("<i>Nothing</i>", (), (), 0, 0, ""))
    >>> "<i>Nothing" in page, "http://" in page.split("<script")[0]
    (False, False)
    """
    library, script, style = (
        _inline(text)
        for text in (
            vis_network().read_text(encoding="utf-8"),
            asset_text("picture.js"),
            asset_text("aftershock.css"),
        )
    )
    policy = (
        f"default-src 'none'; script-src {_hash(library)} {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    from markupsafe import Markup

    return (
        environment()
        .get_template("offline.html")
        .render(
            picture=picture,
            called=defaultdict(str, {node.iri: node.label for node in picture.nodes}),
            bases=bases,
            titles=dict(titles or {}),
            policy=policy,
            library=Markup(library),  # noqa: S704 -- files of ours and of pyvis, not of the data
            script=Markup(script),  # noqa: S704 -- the same
            style=Markup(style),  # noqa: S704 -- the same
        )
    )


def _inline(text: str) -> str:
    r"""Make a script or style sheet fit to stand inside its element, where ``\r\n`` would change its hash."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("</script", "<\\/script").replace("<!--", "<\\!--")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _script(name: str) -> Any:
    """Give the element that loads a bundled script; nothing where the scripts are not built."""
    from markupsafe import Markup

    element = Markup('<script type="module" src="{}"></script>')
    return element.format(asset(f"{name}.js")) if is_built() else Markup("")


def _style(name: str) -> Any:
    """Give the element that loads the style sheet of a bundled script; nothing where the scripts are not built."""
    from markupsafe import Markup

    element = Markup('<link rel="stylesheet" href="{}">')
    return element.format(asset(f"{name}.css")) if is_built() else Markup("")


def _markup_of_drawing(picture: Picture, bases: Mapping[str, str] | None = None) -> Any:
    from markupsafe import Markup

    return Markup(drawing(picture, bases))  # noqa: S704 -- JSON in which <, > and & are escaped


def _carried(value: object) -> Any:
    from markupsafe import Markup

    return Markup(script_safe(value))  # noqa: S704 -- JSON in which <, > and & are escaped
