"""Pages escape everything; an IRI is a link only where a browser may follow it; a picture is one file."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace

import pytest
from jinja2 import UndefinedError
from selectolax.lexbor import LexborHTMLParser

from aftershock.explore.assets import asset_names, fingerprint, vis_network
from aftershock.explore.page import asset, environment, last_part, link, offline_page, page_of, words
from aftershock.model.answers import Picture, PictureEdge, PictureNode

ID = "https://w3id.org/aftershock/id/"
PICTURE = Picture(
    "What falls <b>with</b> it",
    (
        PictureNode("urn:start", "A registry", "Registry", ID + "component/team", "start", "control", 0, 0.0, 0.0),
        PictureNode("urn:next", "</script><img src=x onerror=alert(1)>", "Model", None, "possible", None, 1, 90.0, 9.0),
    ),
    (PictureEdge("urn:start", "urn:next", "distributedThrough", "not-certain"),),
    2,
    2,
    "SELECT * {}",
)


def test_templates_escape_and_refuse_what_is_undefined() -> None:
    made = environment()

    assert made.autoescape is True
    assert made.from_string("{{ label }}").render(label="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    with pytest.raises(UndefinedError):
        made.from_string("{{ nobody }}").render()


@pytest.mark.parametrize("name", sorted(environment().list_templates()))
def test_no_template_marks_anything_as_safe(name: str) -> None:
    source, _, _ = environment().loader.get_source(environment(), name)  # type: ignore[union-attr] # it has a loader

    assert not re.search(r"\|\s*safe\b|autoescape|\bon[a-z]+\s*=(?!=)|javascript:|\sstyle=", source)


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (ID + "agent/modelslab", "/explore/agent/modelslab"),
        (ID + "mitigation/digest-pinning", "/explore/mitigation/digest-pinning"),
        (
            ID + "component/a/b",
            f"/explore/component?iri={'https%3A%2F%2Fw3id.org%2Faftershock%2Fid%2F'}component%2Fa%2Fb",
        ),
        (ID + "agent/a/b", "/id/agent/a/b"),
        (ID + "rule/x%20y", "/id/rule/x%20y"),
        (ID + 'rule/"><script>', "/id/rule/%22%3E%3Cscript%3E"),
        (ID + "threat/é", "/explore/threat/%C3%A9"),
        ("https://w3id.org/aftershock/ontology", "/ontology"),
        ("http://a.example/x#y", "/explore/about?iri=http%3A%2F%2Fa.example%2Fx%23y"),
        ("JavaScript:alert(1)", "/explore/about?iri=JavaScript%3Aalert%281%29"),
        ("data:text/html,x", "/explore/about?iri=data%3Atext%2Fhtml%2Cx"),
        ("pkg:pypi/numpy", "/explore/about?iri=pkg%3Apypi%2Fnumpy"),
        ("_:blank", ""),
        ("//a.example/x", ""),
        ("", ""),
    ],
)
def test_every_iri_leads_to_a_page_of_the_service(iri: str, expected: str) -> None:
    assert link(iri) == expected


def test_names_without_labels() -> None:
    assert last_part("https://a.example/") == "a.example"
    assert last_part("urn:x") == "urn:x"
    assert words("EnablesAttack") == "enables attack"
    assert page_of("https://a.example/'\"&") == "/explore/component?iri=https%3A%2F%2Fa.example%2F%27%22%26"


def test_addresses_of_files_change_with_them() -> None:
    assert asset("aftershock.css") == f"/static/aftershock.css?v={fingerprint()}"
    assert "aftershock.css" in asset_names()
    assert vis_network().is_file()


def test_the_offline_page_lets_exactly_its_own_scripts_run() -> None:
    page = offline_page(PICTURE)

    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    allowed = set(re.findall(r"sha256-([^&']+)", policy[1]))
    parsed = LexborHTMLParser(page)
    inline = [node for node in parsed.css("script, style") if node.attributes.get("type") != "application/json"]
    digests = {base64.b64encode(hashlib.sha256(node.text().encode()).digest()).decode() for node in inline}
    assert len(inline) == 3
    assert digests == allowed
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src &#39;none&#39;")


def test_the_offline_page_names_documents_and_says_where_they_are_as_text() -> None:
    hostile, document = "</script><script>alert(1)</script>&lt;", f"{ID}document/{'a1' * 32}"
    edge = replace(PICTURE.edges[0], documents=(document, "javascript:alert(1)"))
    page = offline_page(replace(PICTURE, edges=(edge,)), None, {document: hostile, "javascript:alert(1)": "An estate"})
    parsed = LexborHTMLParser(page)

    tables = {node.attributes["aria-label"]: node for node in parsed.css(".scroll[aria-label]")}
    (said,) = tables["Relations"].css("td[data-label='Said by']")
    assert said.text() == f"{hostile}; An estate"
    cells = [cell.text() for cell in tables["Documents"].css("tbody th, tbody td")]
    assert cells == [hostile, document, "An estate", "javascript:alert(1)"]
    assert json.loads(parsed.css_first("#picture-titles").text()) == {
        document: hostile,
        "javascript:alert(1)": "An estate",
    }
    assert not parsed.css("a[href]")
    assert "<script>alert" not in page
    assert "Documents" not in LexborHTMLParser(offline_page(PICTURE)).css_first("main").text()


def test_the_offline_page_asks_for_nothing_and_has_the_table() -> None:
    page = LexborHTMLParser(offline_page(PICTURE))

    assert page.css("[src], link, iframe, object, embed, a[href^=http]") == []
    assert [node.text() for node in page.css("table .what")] == [one.label for one in PICTURE.nodes]
    assert page.css_first("h1").text() == PICTURE.title
    data = json.loads(page.css_first("#picture-data").text())
    assert [one["id"] for one in data["nodes"]] == ["urn:start", "urn:next"]
    assert page.css("img") == []
