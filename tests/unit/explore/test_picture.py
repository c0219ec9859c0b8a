"""A picture becomes what vis-network takes, and JSON that cannot leave its element."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from aftershock.explore.assets import TEMPLATES
from aftershock.explore.picture import (
    EDGE_CAP,
    LINES,
    NODE_CAP,
    SHAPES,
    capped,
    drawing,
    kind_of,
    network,
    script_safe,
    shown_text,
)
from aftershock.model.answers import Picture, PictureEdge, PictureNode

ONTOLOGY_CLASSES = {"AIAgent": "agent", "Registry": "service", "Package": "artifact", "Team": "principal", "": "other"}


def node(iri: str, *, label: str = "A label", class_name: str = "Model", role: str = "affected") -> PictureNode:
    return PictureNode(iri, label, class_name, None, role, "control", 1, 10.04, -20.0)


def edge(source: str, target: str, certainty: str = "stated") -> PictureEdge:
    return PictureEdge(source, target, "distributedThrough", certainty)


def picture(*nodes: PictureNode, edges: tuple[PictureEdge, ...] = (), total: int | None = None) -> Picture:
    return Picture("A title", nodes, edges, len(nodes), total or len(nodes), "SELECT * {}")


def test_nodes_keep_their_place_and_do_not_move() -> None:
    drawn = network(picture(node("urn:a"), node("urn:b", role="start")))

    assert [(one["id"], one["x"], one["y"], one["physics"]) for one in drawn.nodes] == [
        ("urn:a", 10.0, -20.0, False),
        ("urn:b", 10.0, -20.0, False),
    ]
    assert drawn.options["physics"] == {"enabled": False}
    assert drawn.nodes[1]["size"] > drawn.nodes[0]["size"]


@pytest.mark.parametrize(("class_name", "kind"), sorted(ONTOLOGY_CLASSES.items()))
def test_a_class_has_its_shape(class_name: str, kind: str) -> None:
    assert kind_of(class_name) == kind
    assert network(picture(node("urn:a", class_name=class_name))).nodes[0]["shape"] == SHAPES[kind_of(class_name)]


def test_shapes_tell_kinds_apart() -> None:
    assert len(set(SHAPES.values())) == len(SHAPES)


def test_roles_and_certainties_are_told_apart_by_their_lines() -> None:
    roles = [node(f"urn:{role}", role=role) for role in ("affected", "possible", "unknown")]
    certainties = ("stated", "derived", "not-certain", "unsaid", "assumed", "inferred", "stale")
    edges = tuple(edge("urn:affected", "urn:possible", certainty) for certainty in certainties)

    drawn = network(picture(*roles, edges=edges))

    borders = [str(one["shapeProperties"]["borderDashes"]) for one in drawn.nodes]
    dashes = [str(one["dashes"]) for one in drawn.edges]
    assert len(set(borders)) == 3
    assert (borders[0], dashes[0]) == ("False", "False")
    assert len(set(dashes[:4])) == 4
    assert dashes[4:] == dashes[:3], "what is drawn alike is called alike"


def test_legends_call_a_line_by_the_same_words() -> None:
    """Those of the whole graph are its script's, those of other pictures stand in their page."""
    script = (Path(__file__).parents[3] / "api/web/src/whole/data.ts").read_text(encoding="utf-8")
    words = script.partition("LINE_WORDS")[2].partition("};")[0]
    page = (TEMPLATES / "picture.html").read_text(encoding="utf-8")

    told = dict(re.findall(r'(\w+): "([^"]+)"', words))
    assert told.keys() | {LINES["unsaid"]} == set(LINES.values())
    for line, said in told.items():
        assert f'<li data-filter="line-{line}">{{{{ m.line("{line}") }}}} {said}</li>' in page


def test_edges_between_the_same_two_do_not_lie_on_each_other() -> None:
    edges = (edge("urn:a", "urn:b"), edge("urn:a", "urn:b", "derived"), edge("urn:b", "urn:a"))

    drawn = network(picture(node("urn:a"), node("urn:b"), edges=edges))

    assert [one["smooth"]["roundness"] for one in drawn.edges] == [0, 0.12, 0.24]
    assert len({one["id"] for one in drawn.edges}) == 3


def test_a_likelihood_says_whose_number_it_is() -> None:
    carried = PictureEdge("urn:a", "urn:b", "usesModel", "stated", rule="urn:rule", likelihood=(0.1, 0.2, 0.3))

    drawn = network(picture(node("urn:a"), node("urn:b"), edges=(carried,)), {"urn:rule": "ExpertEstimate"})

    assert (drawn.edges[0]["likelihood"], drawn.edges[0]["basis"]) == ([0.1, 0.2, 0.3], "ExpertEstimate")


def test_more_than_the_caps_is_not_drawn_and_is_told() -> None:
    nodes = [node(f"urn:{number}") for number in range(NODE_CAP + 50)]
    edges = tuple(edge("urn:0", f"urn:{number}") for number in range(1, NODE_CAP + 50)) * 4
    large = picture(*nodes, edges=edges, total=9000)

    drawn = network(large)

    assert (len(drawn.nodes), len(drawn.edges)) == (NODE_CAP, EDGE_CAP)
    present = {one["id"] for one in drawn.nodes}
    assert all(one["from"] in present and one["to"] in present for one in drawn.edges)
    assert shown_text(large) == "200 of 9,000 components drawn; 500 of 796 relations between them"
    assert json.loads(drawing(large))["relations"] == 4 * 199
    assert shown_text(replace(large, relations=1234)).endswith("; 500 of 1,234 relations between them")
    assert capped(large)
    assert capped(replace(picture(node("urn:a"), total=9), cut=8))
    assert not capped(picture(node("urn:a"), total=9)), "filters have left that out"
    assert json.loads(drawing(large))["total"] == 9000


@pytest.mark.parametrize(("count", "text"), [(1, "one component drawn"), (2, "all 2 components drawn")])
def test_what_is_wholly_drawn_says_so(count: int, text: str) -> None:
    whole = picture(*(node(f"urn:{number}") for number in range(count)))
    assert (shown_text(whole), capped(whole)) == (text, False)


def test_a_long_label_is_cut_for_the_picture_and_kept_for_the_details() -> None:
    label = "word " * 20

    drawn = network(picture(node("urn:a", label=label), node("urn:b", label="")))

    assert (len(drawn.nodes[0]["label"]), drawn.nodes[0]["name"]) == (28, label)
    assert drawn.nodes[0]["label"].endswith("…")
    assert (drawn.nodes[1]["label"], drawn.nodes[1]["name"]) == ("urn:b", "urn:b")


@pytest.mark.parametrize("text", ["</script><script>alert(1)</script>", "<!--", "]]>", "\u2028\u2029", "&lt;", "'\""])
def test_no_data_leaves_the_element(text: str) -> None:
    written = drawing(picture(node(f"urn:{len(text)}", label=text)))
    page = LexborHTMLParser(f'<script type="application/json" id="d">{written}</script><p>after</p>')

    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(page.css_first("#d").text())["nodes"][0]["name"] == text
    assert [one.tag for one in page.css("script, p")] == ["script", "p"]


def test_what_json_cannot_say_is_an_error() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        script_safe(float("nan"))
