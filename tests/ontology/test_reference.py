"""The reference has a page for each term, its links lead somewhere, and the release files say what the modules say."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from rdflib import OWL, RDF, Graph, URIRef
from rdflib.compare import isomorphic
from scripts.reference import main
from scripts.terms import Term, collect, parsed
from scripts.vocabulary import ontology

from aftershock import resources
from aftershock.vocabulary import NAMESPACE

if TYPE_CHECKING:
    from pathlib import Path


class Page(HTMLParser):
    """Links, anchors and text of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.text = ""
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.links += [said["href"]] if said.get("href") else []
        self.anchors |= {said["id"]} if said.get("id") else set()

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("build")
    main(folder)
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[Path, Page]:
    return {path.resolve(): Page(path) for path in (folder / "reference").rglob("*.html")}


@pytest.fixture(scope="module")
def terms() -> dict[str, Term]:
    return {term.name: term for term in collect()}


def test_every_term_has_a_page_that_says_what_it_is(
    folder: Path, pages: dict[Path, Page], terms: dict[str, Term]
) -> None:
    modules = ontology()
    iris = {str(one) for one in modules.subjects(RDF.type) if str(one).startswith(NAMESPACE)}
    assert {term.iri for term in terms.values()} == iris
    assert len(pages) == len(iris) + 1
    for term in terms.values():
        text = pages[(folder / "reference" / term.page).resolve()].text
        for said in (term.name, term.label, term.definition, term.example, term.iri, term.module):
            assert said
            assert said in text, f"{term.name}: {said}"


def test_no_two_pages_differ_only_in_the_size_of_letters(terms: dict[str, Term]) -> None:
    assert len({term.page.lower() for term in terms.values()}) == len(terms)


def test_every_link_leads_to_a_file_and_an_anchor(pages: dict[Path, Page]) -> None:
    assert sum(len(page.links) for page in pages.values()) > 1000
    for path, page in pages.items():
        for link in page.links:
            target, _, anchor = link.partition("#")
            there = (path.parent / target).resolve()
            assert there.is_file(), f"{path.name}: {link}"
            assert not anchor or anchor in pages[there].anchors, f"{path.name}: {link}"


def test_a_page_says_where_its_term_is_used(terms: dict[str, Term]) -> None:
    through = terms["distributedThrough"]
    assert "registry-integrity" in {use.name for use in through.rules}
    assert {"distributedThrough", "distributedThrough-dependency"} <= {use.name for use in through.shapes}
    assert "relation-without-rule" in {use.name for use in terms["CarryingRelation"].checks}
    assert terms["PropagationRule"].questions
    assert terms["McpServer"].above == ("Tool",)
    assert "McpServer" in terms["Tool"].below
    assert "Quantised" in terms["DerivationKind"].members
    assert set(terms["Service"].apart) == {"Artifact", "Principal", "Credential"}
    assert "http://www.w3.org/ns/prov#Entity" in {one.iri for one in terms["Artifact"].aligned}
    assert terms["PropagationRule"].stated >= 40


def test_every_shape_check_and_question_is_on_some_page(terms: dict[str, Term]) -> None:
    for files, uses in (
        (resources.check_files(), {use.name for term in terms.values() for use in term.checks}),
        (resources.question_files(), {use.name for term in terms.values() for use in term.questions}),
    ):
        speaks_of_ours = {
            path.stem for path in files if re.search(r"^[^#\n]*\baft:\w", path.read_text("utf-8"), re.MULTILINE)
        }
        assert speaks_of_ours == uses
    assert {"Need", "PropagationRule", "Gap", "Figure"} <= {use.name for term in terms.values() for use in term.shapes}


@pytest.mark.parametrize("ending", ["ttl", "jsonld"])
def test_a_release_file_says_what_the_modules_and_alignments_say(ending: str, folder: Path) -> None:
    (path,) = (folder / "ontology").glob(f"*.{ending}")
    released, sources = Graph(), parsed(resources.ontology_files())
    released.parse(path)
    assert isomorphic(released, sources)
    version = str(released.value(URIRef(NAMESPACE.rstrip("#")), OWL.versionIRI))
    assert path.stem == f"aftershock-{version.rpartition('/')[2]}"
    assert '"aft:' in path.read_text("utf-8") or "aft:Model a owl:Class" in path.read_text("utf-8")
