"""Write the reference of the ontology and its release files into build/: `python -m scripts.reference [FOLDER]`.

``FOLDER/reference/index.html`` lists all terms, and each has a page: label, definition, example, what is above and
below it, what other vocabularies have, and which shapes, rules, checks and questions use it. ``FOLDER/ontology`` has
the ontology as one Turtle and one JSON-LD file, named by its version.
"""

from __future__ import annotations

import sys
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from rdflib import OWL, RDF, Graph

from aftershock.resources import ontology_files
from aftershock.vocabulary import NAMESPACE, PREFIXES
from scripts.terms import Term, collect, parsed

ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = ROOT / "scripts" / "templates"


def write_reference(folder: Path, terms: tuple[Term, ...], version: str) -> None:
    """Write the index and a page for each term."""
    environment = Environment(autoescape=True, trim_blocks=True, loader=FileSystemLoader(TEMPLATES))
    environment.globals.update(version=version, namespace=NAMESPACE)
    index, one = environment.get_template("index.html"), environment.get_template("term.html")
    grouped: dict[str, list[Term]] = {}
    for term in terms:
        grouped.setdefault(term.group, []).append(term)
    pages = {term.name: term.page for term in terms}
    folder.mkdir(parents=True, exist_ok=True)
    text = index.render(title="Aftershock: the terms", groups=grouped.items(), count=len(terms))
    (folder / "index.html").write_text(text, "utf-8")
    for term in terms:
        (folder / term.folder).mkdir(exist_ok=True)
        text = one.render(title=f"aft:{term.name}", term=term, pages=pages)
        (folder / term.page).write_text(text, "utf-8")


def write_release(folder: Path, graph: Graph, version: str) -> tuple[Path, Path]:
    """Write the ontology with its alignments as one Turtle and one JSON-LD file."""
    folder.mkdir(parents=True, exist_ok=True)
    turtle, jsonld = (folder / f"aftershock-{version}.{ending}" for ending in ("ttl", "jsonld"))
    for prefix, namespace in (("aft", NAMESPACE), *PREFIXES.items()):
        graph.bind(prefix, namespace, replace=True)
    context = {prefix: str(namespace) for prefix, namespace in graph.namespaces()}
    graph.serialize(turtle, format="turtle")
    graph.serialize(jsonld, format="json-ld", context=context, sort_keys=True)
    return turtle, jsonld


def main(folder: Path) -> None:
    """Write both."""
    graph = parsed(ontology_files())
    version = str(graph.value(graph.value(predicate=RDF.type, object=OWL.Ontology), OWL.versionInfo))
    terms = collect()
    write_reference(folder / "reference", terms, version)
    files = write_release(folder / "ontology", graph, version)
    print(f"wrote {len(terms)} pages and {', '.join(path.name for path in files)} below {folder}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build")
