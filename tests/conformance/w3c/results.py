"""Results of queries in every form, read by readers of our own and compared up to the names of blank nodes.

A term is a tuple: ``("uri", iri)``, ``("bnode", label)``, ``("literal", text, language, datatype, direction)`` or
``("triple", subject, predicate, object)``.
"""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

import pyoxigraph
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad, RdfFormat, Triple

XSD = "http://www.w3.org/2001/XMLSchema#"
RS = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
LANG_STRING, DIR_LANG_STRING = RDF + "langString", RDF + "dirLangString"

Term = tuple
Row = dict[str, Term]


@dataclass
class Solutions:
    """A table, or a truth value; `ordered` where the order of the rows is part of it."""

    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    boolean: bool | None = None
    ordered: bool = False


def literal(text: str, language: str = "", datatype: str = "", direction: str = "") -> Term:
    """Give a literal; a plain one is a string."""
    if language:
        datatype = DIR_LANG_STRING if direction else LANG_STRING
    return ("literal", _value(text, datatype), language.lower(), datatype or XSD + "string", direction)


def _value(text: str, datatype: str) -> object:
    """Give the value of a number or a truth value: the engine writes each in its canonical form."""
    read = _READERS.get(datatype.removeprefix(XSD))
    try:
        return text if read is None else read(text)
    except (ValueError, ArithmeticError, KeyError):
        return text


_READERS = {
    **dict.fromkeys(("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger"), int),
    "decimal": Decimal,
    "double": float,
    "float": float,
    "boolean": {"1": True, "true": True, "0": False, "false": False}.__getitem__,
}


# --- JSON


def from_json(content: bytes) -> Solutions:
    document = json.loads(content)
    if "boolean" in document:
        return Solutions(boolean=document["boolean"])
    columns = tuple(document["head"].get("vars", ()))
    rows = tuple({name: _json_term(term) for name, term in row.items()} for row in document["results"]["bindings"])
    return Solutions(columns, rows)


def _json_term(term: dict) -> Term:
    kind, value = term["type"], term["value"]
    if kind == "triple":
        return ("triple", *(_json_term(value[part]) for part in ("subject", "predicate", "object")))
    if kind in ("uri", "bnode"):
        return (kind, value)
    return literal(value, term.get("xml:lang", ""), term.get("datatype", ""), term.get("its:dir", ""))


# --- XML


_SPACE = "{http://www.w3.org/2005/sparql-results#}"


def from_xml(content: bytes) -> Solutions:
    root = ET.fromstring(content)
    boolean = root.find(f"{_SPACE}boolean")
    if boolean is not None:
        return Solutions(boolean=boolean.text.strip() == "true")
    columns = tuple(one.attrib["name"] for one in root.iter(f"{_SPACE}variable"))
    rows = tuple(
        {one.attrib["name"]: _xml_term(one[0]) for one in row.findall(f"{_SPACE}binding")}
        for row in root.iter(f"{_SPACE}result")
    )
    return Solutions(columns, rows)


def _xml_term(element: ET.Element) -> Term:
    kind = element.tag.removeprefix(_SPACE)
    if kind == "triple":
        return ("triple", *(_xml_term(element.find(_SPACE + part)[0]) for part in ("subject", "predicate", "object")))
    text = element.text or ""
    if kind in ("uri", "bnode"):
        return (kind, text)
    language = element.attrib.get("{http://www.w3.org/XML/1998/namespace}lang", "")
    direction = element.attrib.get("{http://www.w3.org/2005/11/its}dir", "")
    return literal(text, language, element.attrib.get("datatype", ""), direction)


# --- CSV and TSV


def from_csv(content: bytes) -> Solutions:
    """CSV has no types: every value is a plain string, and what is unbound is empty."""
    head, *rows = list(csv.reader(io.StringIO(content.decode())))
    width = len(head)
    return Solutions(
        tuple(head),
        tuple(
            {name: _plain(value) for name, value in zip(head, row, strict=True)} for row in rows if len(row) == width
        ),
    )


def _plain(value: str) -> Term:
    if value.startswith("_:"):
        return ("bnode", value)
    return literal(value, "", XSD + "double" if _NUMBER.match(value) else "")


def from_tsv(content: bytes) -> Solutions:
    head, *lines = content.decode().rstrip("\n").split("\n")
    columns = tuple(name.lstrip("?").rstrip("\r") for name in head.split("\t"))
    rows = tuple(
        {name: _tsv_term(cell) for name, cell in zip(columns, line.rstrip("\r").split("\t"), strict=True) if cell}
        for line in lines
    )
    return Solutions(columns, rows)


_NUMBER = re.compile(r"[+-]?(?:(?P<integer>\d+)|(?P<decimal>\d*\.\d+)|(?P<double>[\d.]+[eE][+-]?\d+))\Z")


def _tsv_term(cell: str) -> Term:
    number = _NUMBER.match(cell)
    if number:
        return literal(cell, "", XSD + number.lastgroup)
    if cell in ("true", "false"):
        return literal(cell, "", XSD + "boolean")
    quad = next(iter(pyoxigraph.parse(f"<a:a> <a:a> {cell} .", RdfFormat.TURTLE)))
    return from_engine(quad.object)


# --- graphs


def from_engine(term) -> Term:
    if isinstance(term, NamedNode):
        return ("uri", term.value)
    if isinstance(term, BlankNode):
        return ("bnode", term.value)
    if isinstance(term, Triple):
        return ("triple", from_engine(term.subject), from_engine(term.predicate), from_engine(term.object))
    direction = getattr(term, "direction", None)
    return literal(term.value, term.language or "", term.datatype.value, "" if direction is None else str(direction))


def from_result_set(quads: list[Quad]) -> Solutions | None:
    """Read a result set written as a graph; ``None`` where it is none."""
    facts: dict = {}
    for quad in quads:
        facts.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    heads = [
        one for one, said in facts.items() if any(kind.value == RS + "ResultSet" for kind in said.get(RDF + "type", ()))
    ]
    if not heads:
        return None
    said = facts[heads[0]]
    if RS + "boolean" in said:
        return Solutions(boolean=said[RS + "boolean"][0].value == "true")
    rows = [(facts[one].get(RS + "index"), _result_row(facts, facts[one])) for one in said.get(RS + "solution", ())]
    ordered = all(index for index, _ in rows) and bool(rows)
    if ordered:
        rows.sort(key=lambda row: int(row[0][0].value))
    columns = tuple(one.value for one in said.get(RS + "resultVariable", ()))
    return Solutions(columns, tuple(row for _, row in rows), ordered=ordered)


def _result_row(facts: dict, said: dict) -> Row:
    return {
        facts[one][RS + "variable"][0].value: from_engine(facts[one][RS + "value"][0])
        for one in said.get(RS + "binding", ())
    }


def same_graphs(one: list[Quad], other: list[Quad]) -> bool:
    """Whether two data sets are the same up to the names of blank nodes."""
    canonical = []
    for quads in (one, other):
        dataset = Dataset(quads)
        dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
        canonical.append(dataset)
    return canonical[0] == canonical[1]


# --- comparing tables


def difference(found: Solutions, wanted: Solutions) -> str:
    """Say how two results differ; empty where they do not."""
    if wanted.boolean is not None or found.boolean is not None:
        return "" if found.boolean == wanted.boolean else f"{found.boolean}, not {wanted.boolean}"
    if wanted.columns and set(found.columns) != set(wanted.columns):
        return f"columns {sorted(found.columns)}, not {sorted(wanted.columns)}"
    if len(found.rows) != len(wanted.rows):
        return f"{len(found.rows)} rows, not {len(wanted.rows)}"
    if wanted.ordered and not _same_in_order(found.rows, wanted.rows):
        return "the rows are others, or in another order"
    if not wanted.ordered and not _same(list(found.rows), list(wanted.rows)):
        more = [row for row in found.rows if row not in wanted.rows][:2]
        less = [row for row in wanted.rows if row not in found.rows][:2]
        return f"rows {more}, not {less}"
    return ""


def _frozen(row: Row) -> frozenset:
    return frozenset(row.items())


def _labels(term: Term) -> list[str]:
    if term[0] == "triple":
        return [label for part in term[1:] for label in _labels(part)]
    return [term[1]] if term[0] == "bnode" else []


def _has_blank(rows) -> bool:
    return any(_labels(term) for row in rows for term in row.values())


def _same_in_order(found, wanted) -> bool:
    names: dict[str, str] = {}
    for one, other in zip(found, wanted, strict=True):
        extended = _matched(one, other, names)
        if extended is None:
            return False
        names = extended
    return True


def _same(found: list[Row], wanted: list[Row], names: dict[str, str] | None = None) -> bool:
    if not _has_blank(found) and not _has_blank(wanted):
        return Counter(map(_frozen, found)) == Counter(map(_frozen, wanted))
    if not found:
        return True
    first, *rest = found
    for at, candidate in enumerate(wanted):
        extended = _matched(first, candidate, names or {})
        if extended is not None and _same(rest, wanted[:at] + wanted[at + 1 :], extended):
            return True
    return False


def _matched(one: Row, other: Row, names: dict[str, str]) -> dict[str, str] | None:
    """Extend the names of blank nodes so that two rows are the same; ``None`` where that cannot be."""
    if set(one) != set(other):
        return None
    names = dict(names)
    return names if all(_unify(one[name], other[name], names) for name in one) else None


def _unify(one: Term, other: Term, names: dict[str, str]) -> bool:
    if one[0] != other[0]:
        return False
    if one[0] == "triple":
        return all(_unify(*pair, names) for pair in zip(one[1:], other[1:], strict=True))
    if one[0] != "bnode":
        return one == other
    if one[1] in names:
        return names[one[1]] == other[1]
    if other[1] in names.values():
        return False
    names[one[1]] = other[1]
    return True
