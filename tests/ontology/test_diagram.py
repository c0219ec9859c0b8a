"""The picture of the ontology is what the ontology and its shapes say now, and keeps within its cards."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from rdflib import RDFS, URIRef
from scripts import diagram
from scripts.vocabulary import ontology

from aftershock.vocabulary import AFT, NAMESPACE

if TYPE_CHECKING:
    from pathlib import Path

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def picture() -> str:
    return diagram.draw()


def test_the_committed_picture_is_up_to_date(picture: str) -> None:
    assert diagram.TARGET.read_text("utf-8") == picture
    assert diagram.main(["--check"]) == 0


def test_every_class_below_the_kinds_of_components_is_in_it(picture: str) -> None:
    texts = " ".join(one.text or "" for one in ET.fromstring(picture).iter(SVG + "text"))
    for kind in (AFT.Artifact, AFT.Service, AFT.Principal):
        for one in ontology().subjects(RDFS.subClassOf, URIRef(kind)):
            assert str(one).removeprefix(NAMESPACE) in texts


def test_every_arrow_has_its_line_and_its_tip(picture: str) -> None:
    paths = [one.get("class") for one in ET.fromstring(picture).iter(SVG + "path")]
    assert paths.count("line") == paths.count("tip") == len(diagram.ARROWS) + len(diagram.KINDS)


def test_no_text_is_too_long_for_its_card_and_no_card_lies_on_another(picture: str) -> None:
    root = ET.fromstring(picture)
    rows = [one.text or "" for one in root.iter(SVG + "text") if one.get("class") in (None, "soft")]
    assert max(len(row) for row in rows) <= diagram.LETTERS + 1
    cards, _, height = diagram.placed(diagram.Reader())
    for one in cards:
        assert one.top + one.height < height
        for other in cards:
            if one.name < other.name and one.left == other.left:
                assert one.top + one.height < other.top or other.top + other.height < one.top


def test_an_arrow_that_no_shape_knows_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "ARROWS", (("Threat", "startsMode", "Qualifier"),))
    with pytest.raises(SystemExit, match="no shape says aft:Threat aft:startsMode aft:Qualifier"):
        diagram.draw()


def test_a_class_that_is_gone_is_an_error() -> None:
    with pytest.raises(SystemExit, match="no aft:Artefact"):
        diagram.Reader().rows("Artefact", star=False)


def test_an_old_picture_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diagram, "TARGET", tmp_path / "ontology.svg")
    (tmp_path / "ontology.svg").write_text("<svg/>", "utf-8")
    assert diagram.main(["--check"]) == 1
    assert diagram.main([]) == 0
    assert diagram.main(["--check"]) == 0
