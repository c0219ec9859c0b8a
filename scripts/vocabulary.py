"""Write src/aftershock/vocabulary.py from ontology/modules; `--check` only compares."""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.namespace import SKOS

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "ontology" / "modules"
TARGET = ROOT / "src" / "aftershock" / "vocabulary.py"
NAMESPACE = "https://w3id.org/aftershock/ontology#"
ID = "https://w3id.org/aftershock/id/"
LINE = 120

FAMILIES = (
    *("agent", "atlas", "attack", "capec", "component", "control", "cosai", "cwe", "d3fend", "dependency", "document"),
    *("effect", "event", "factor", "figure", "gap", "graph", "implication", "incident", "maestro", "mapping"),
    *("mitigation", "need", "owasp-agentic", "owasp-asi", "owasp-llm", "rule", "source", "threat"),
)
FOREIGN = {
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "pav": "http://purl.org/pav/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

HEAD = f'''# ruff: noqa: N815 -- an attribute bears the term's own name, and properties begin with a small letter
"""IRIs of our terms, as plain strings: written by scripts/vocabulary.py from ontology/, never by hand.

Examples
--------
>>> AFT.Model
'{NAMESPACE}Model'
>>> PREFIXES["threat"] + "registry-compromise"
'{ID}threat/registry-compromise'
"""

from __future__ import annotations

from typing import Final

__all__ = ["AFT", "ID", "NAMESPACE", "PREFIXES"]

NAMESPACE: Final = "{NAMESPACE}"
"""What the IRIs of the ontology's terms begin with."""

ID: Final = "{ID}"
"""What the IRIs of individuals begin with."""
'''


def ontology(modules: Path = MODULES) -> Graph:
    """Give all modules as one graph."""
    graph = Graph()
    for path in sorted(modules.glob("*.ttl")):
        graph.parse(path)
    return graph


def groups(graph: Graph) -> list[tuple[str, list[URIRef]]]:
    """Give terms of ours in named groups, each term in one group, sorted within it."""
    relation = URIRef(NAMESPACE + "CarryingRelation")
    terms = {s for s in graph.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(NAMESPACE)}
    kinds: dict[str, list[URIRef]] = {}
    for term in sorted(terms):
        types = set(graph.objects(term, RDF.type))
        if OWL.Class in types:
            kind = "Classes"
        elif relation in types:
            kind = "Relations that carry compromise"
        elif types & {OWL.ObjectProperty, OWL.DatatypeProperty}:
            kind = "Other properties"
        else:
            kind = "Individuals: " + str(graph.value(min(types, key=str), RDFS.label))
        kinds.setdefault(kind, []).append(term)
    first = ["Classes", "Relations that carry compromise", "Other properties"]
    order = [kind for kind in first if kind in kinds] + sorted(kind for kind in kinds if kind not in first)
    return [(kind, kinds[kind]) for kind in order]


def attribute(graph: Graph, term: URIRef) -> str:
    """Give one line of the class: name, IRI and, where the line holds it, the definition."""
    name = term.removeprefix(NAMESPACE)
    code = f'    {name}: Final = NAMESPACE + "{name}"'
    definition = graph.value(term, SKOS.definition)
    comment = f"  # {definition}" if isinstance(definition, Literal) else ""
    return code + comment if len(code + comment) <= LINE else code


def render(graph: Graph) -> str:
    """Give the whole module, before ruff formats it."""
    prefixes = {"aft": "NAMESPACE", "id": "ID"}
    prefixes |= {family: f'ID + "{family}/"' for family in FAMILIES}
    prefixes |= {prefix: f'"{namespace}"' for prefix, namespace in FOREIGN.items()}
    lines = [HEAD, "PREFIXES: Final[dict[str, str]] = {"]
    lines += [f'    "{prefix}": {prefixes[prefix]},' for prefix in sorted(prefixes)]
    lines += ["}", '"""The prefixes that our files and answers use."""', "", ""]
    lines += [
        "class AFT:",
        '    """The terms of the ontology; each attribute is the IRI of the term of that name."""',
    ]
    for kind, terms in groups(graph):
        lines += ["", f"    # --- {kind}", *(attribute(graph, term) for term in terms)]
    return "\n".join(lines) + "\n"


def formatted(text: str) -> str:
    """Give the text as `ruff format` leaves it."""
    command = [sys.executable, "-m", "ruff", "format", "--stdin-filename", str(TARGET), "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def main(arguments: list[str] | None = None) -> int:
    """Write the file, or say whether it is as it should be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if the file is out of date")
    options = parser.parse_args(arguments)
    text = formatted(render(ontology()))
    if options.check:
        same = TARGET.read_text("utf-8") == text
        print("up to date" if same else f"{TARGET.relative_to(ROOT)} is out of date: run scripts/vocabulary.py")
        return 0 if same else 1
    TARGET.write_text(text, "utf-8")
    print(f"wrote {TARGET.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
