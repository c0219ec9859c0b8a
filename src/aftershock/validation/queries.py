"""Shapes compiled to SPARQL: one query for each constraint, whose rows are its violations.

Values are looked at first and the target last, because wrong values are rare: what is right costs one look-up. A
class test lists the subclasses that are known, so that no query walks the hierarchy once for each node.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from aftershock.errors import ModelError
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from aftershock.validation.report import Severity
    from aftershock.validation.shapes import Constraint, Shape, Target, Term

__all__ = ["Query", "compile_shape"]

XSD = PREFIXES["xsd"]

#: Types that a store keeps under another name, by the name that it keeps (its literals are in canonical form).
_KEPT_AS = {XSD + "dateTimeStamp": XSD + "dateTime"}
#: Types for which a value must also be well formed, by the cast that tells.
_CASTS = ("integer", "decimal", "double", "boolean", "dateTime")
_NODE_KINDS = {"IRI": "isIRI({0})", "BlankNode": "isBlank({0})", "Literal": "isLiteral({0})"}
_NODE_KINDS["BlankNodeOrIRI"] = "!isLiteral({0})"
_COMPARISONS = {"minInclusive": ">=", "maxInclusive": "<=", "lessThan": "<", "lessThanOrEquals": "<="}


@dataclass(frozen=True, slots=True)
class Query:
    """A query whose rows are violations of one constraint.

    Parameters
    ----------
    text
        A SELECT with ``?this``, and ``?value`` and ``?path`` where there are such.
    shape, severity, message
        Of the results.
    path
        IRI of the property; empty for a node shape, and where the rows say it.
    """

    text: str
    shape: str
    severity: Severity
    message: str
    path: str


def compile_shape(shape: Shape, subclasses: Callable[[str], Iterable[str]]) -> Iterator[Query]:
    """Compile a shape that has targets.

    Parameters
    ----------
    shape
        A node shape.
    subclasses
        Gives the IRIs of a class and of all below it.

    Yields
    ------
    Query
        One for each constraint of the shape and of its property shapes.

    Raises
    ------
    ModelError
        If a constraint stands where it cannot be compiled.
    """
    yield from _Compiler(subclasses).queries(shape)


class _Compiler:
    def __init__(self, subclasses: Callable[[str], Iterable[str]]) -> None:
        self.subclasses = subclasses
        self.numbers = count()

    def queries(self, shape: Shape) -> Iterator[Query]:
        about = " || ".join(self.is_target(target, "?this") for target in shape.targets)
        every = " UNION ".join(f"{{ {self.each_target(target)} }}" for target in shape.targets)
        for constraint in shape.constraints:
            broken = f"!COALESCE({self.test(constraint, '?this')}, false)"
            first = "".join(f"?this {edge} . " for edge in _edges_of_all_that_break(constraint))
            nodes, test = (first, f"{broken} && ({about})") if first else (every, broken)
            yield _query(f"SELECT DISTINCT ?this (?this AS ?value) {{ {nodes} FILTER({test}) }}", shape)
        for rule in shape.sparql:
            prologue, _, select = rule.text.partition("SELECT")
            text = f"{prologue}SELECT * {{ {{ SELECT{select} }} FILTER({about}) }}"
            yield Query(text, shape.iri, shape.severity, rule.message or shape.message, "")
        for inner in shape.properties:
            for constraint in inner.constraints:
                yield _query(self.on_property(inner, constraint, every, about), inner)

    def on_property(self, shape: Shape, constraint: Constraint, every: str, about: str) -> str:
        """Give the query for one constraint of a property shape."""
        path, name = f"<{shape.path}>", constraint.name
        if shape.path is None or shape.sparql or shape.properties:
            raise ModelError(f"shape {shape.iri} has a property shape without a path, or with shapes of its own inside")
        if name == "hasValue":
            value = constraint.terms[0]
            return f"SELECT DISTINCT ?this {{ {every} FILTER NOT EXISTS {{ ?this {path} {value} }} }}"
        if name == "minCount":
            self.only(constraint, 1)
            return f"SELECT DISTINCT ?this {{ {every} FILTER NOT EXISTS {{ ?this {path} ?any }} }}"
        if name == "maxCount":
            most = constraint.terms[0].value
            many = f"SELECT ?this {{ ?this {path} ?any }} GROUP BY ?this HAVING(COUNT(DISTINCT ?any) > {most})"
            return f"SELECT ?this {{ {{ {many} }} FILTER({about}) }}"
        if name in ("lessThan", "lessThanOrEquals"):
            other = f"?this {constraint.terms[0]} ?other . "
            right = f"?value {_COMPARISONS[name]} ?other"
        else:
            wrong = f"!COALESCE({self.test(constraint, '?value')}, false)"
            each = f"SELECT ?value {{ {self.fresh()} {path} ?value }} GROUP BY ?value"  # many have the same value
            values = f"SELECT ?value {{ {{ {each} }} FILTER({wrong}) }}"
            return f"SELECT ?this ?value {{ {{ {values} }} ?this {path} ?value . FILTER({about}) }}"
        return f"SELECT ?this ?value {{ ?this {path} ?value . {other}FILTER(!COALESCE({right}, false) && ({about})) }}"

    def conforms(self, shape: Shape, value: str) -> str:
        """Give the expression that is true where a value conforms to a shape that another speaks of."""
        if shape.sparql:
            raise ModelError(f"shape {shape.iri} has a constraint in SPARQL inside another shape; give it a target")
        tests = [
            self.on_values(shape, one, value) if shape.path else self.test(one, value) for one in shape.constraints
        ]
        tests += [self.conforms(inner, value) for inner in shape.properties]
        return " && ".join(f"({test})" for test in tests) or "true"

    def on_values(self, shape: Shape, constraint: Constraint, value: str) -> str:
        """Give the expression for a constraint of a property shape inside another shape."""
        edge, any_ = f"{value} <{shape.path}>", self.fresh()
        if constraint.name == "hasValue":
            return f"EXISTS {{ {edge} {constraint.terms[0]} }}"
        if constraint.name == "minCount":
            self.only(constraint, 1)
            return f"EXISTS {{ {edge} {any_} }}"
        if constraint.name == "maxCount":
            self.only(constraint, 0)
            return f"NOT EXISTS {{ {edge} {any_} }}"
        return f"NOT EXISTS {{ {edge} {any_} FILTER(!COALESCE({self.test(constraint, any_)}, false)) }}"

    def test(self, constraint: Constraint, value: str) -> str:
        """Give the expression that is true where one value satisfies one constraint."""
        name, terms = constraint.name, constraint.terms
        simple: dict[str, Callable[[], str]] = {
            "class": lambda: self.is_a(terms[0].value, value),
            "datatype": lambda: _datatype(terms[0].value, value),
            "nodeKind": lambda: _node_kind(terms[0].value, value),
            "pattern": lambda: f"!isBlank({value}) && REGEX(STR({value}), {terms[0]})",
            "in": lambda: f"{value} IN ({_listed(terms)})",
            "hasValue": lambda: f"sameTerm({value}, {terms[0]})",
            "or": lambda: " || ".join(f"COALESCE({self.conforms(one, value)}, false)" for one in constraint.shapes),
            "and": lambda: " && ".join(f"({self.conforms(one, value)})" for one in constraint.shapes),
            "not": lambda: f"!COALESCE({self.conforms(constraint.shapes[0], value)}, false)",
            "node": lambda: self.conforms(constraint.shapes[0], value),
            "minInclusive": lambda: f"{value} >= {terms[0]}",
            "maxInclusive": lambda: f"{value} <= {terms[0]}",
        }
        if name not in simple:
            raise ModelError(
                f"sh:{name} stands where it cannot be compiled: directly under a property of a target only"
            )
        return simple[name]()

    def is_a(self, class_: str, value: str) -> str:
        """Give the expression that is true where a value has a class or one below it."""
        kind = self.fresh()
        return f"EXISTS {{ {value} a {kind} FILTER({kind} IN ({self.below(class_)})) }}"

    def is_target(self, target: Target, node: str) -> str:
        """Give the expression that is true where a node is a target."""
        any_ = self.fresh()
        return {
            "targetClass": lambda: self.is_a(target.iri, node),
            "targetSubjectsOf": lambda: f"EXISTS {{ {node} <{target.iri}> {any_} }}",
            "targetObjectsOf": lambda: f"EXISTS {{ {any_} <{target.iri}> {node} }}",
            "targetNode": lambda: f"sameTerm({node}, <{target.iri}>)",
        }[target.kind]()

    def each_target(self, target: Target) -> str:
        """Give the pattern that binds ``?this`` to each target.

        The subjects and objects of a property are grouped: of DISTINCT the engine takes no notice until it has looked
        at every edge with the filters around.
        """
        any_ = self.fresh()
        return {
            "targetClass": lambda: f"VALUES {any_} {{ {self.below(target.iri, ' ')} }} ?this a {any_}",
            "targetSubjectsOf": lambda: f"{{ SELECT ?this {{ ?this <{target.iri}> {any_} }} GROUP BY ?this }}",
            "targetObjectsOf": lambda: f"{{ SELECT ?this {{ {any_} <{target.iri}> ?this }} GROUP BY ?this }}",
            "targetNode": lambda: f"VALUES ?this {{ <{target.iri}> }}",
        }[target.kind]()

    def below(self, class_: str, between: str = ", ") -> str:
        """Give a class and all below it, written as SPARQL writes them."""
        return between.join(f"<{one}>" for one in self.subclasses(class_))

    def only(self, constraint: Constraint, number: int) -> None:
        """Refuse a count that this does not compile to."""
        if constraint.terms[0].value != str(number):
            raise ModelError(f"sh:{constraint.name} {constraint.terms[0].value} is not supported here; {number} is")

    def fresh(self) -> str:
        """Give a variable that no other part of the query uses."""
        return f"?x{next(self.numbers)}"


def _edges_of_all_that_break(constraint: Constraint) -> Iterator[str]:
    """Give edges that whatever breaks ``or ( not ( PATH hasValue VALUE ) ... )`` has: it must have the value.

    To look for them first is to look at few: at the dependencies over one relation, not at all of them.
    """
    for one in constraint.shapes if constraint.name == "or" else ():
        for denied in one.constraints if one.path is None else ():
            if denied.name != "not" or len(one.constraints) + len(one.properties) > 1:
                continue
            inner = denied.shapes[0]
            if inner.path is None and not inner.constraints and len(inner.properties) == 1:
                asked = inner.properties[0]
                if [each.name for each in asked.constraints] == ["hasValue"] and not asked.properties:
                    yield f"<{asked.path}> {asked.constraints[0].terms[0]}"


def _query(text: str, shape: Shape) -> Query:
    return Query(text, shape.iri, shape.severity, shape.message, shape.path or "")


def _node_kind(iri: str, value: str) -> str:
    name = iri.rpartition("#")[2]
    if name not in _NODE_KINDS:
        raise ModelError(f"sh:{name} is no node kind; {', '.join('sh:' + one for one in _NODE_KINDS)} are")
    return _NODE_KINDS[name].format(value)


def _listed(terms: Iterable[Term]) -> str:
    return ", ".join(str(term) for term in terms)


def _datatype(iri: str, value: str) -> str:
    kept = _KEPT_AS.get(iri, iri)
    test = f"isLiteral({value}) && DATATYPE({value}) = <{kept}>"
    local = kept.removeprefix(XSD)
    return f"{test} && <{kept}>(STR({value})) = {value}" if local in _CASTS else test
