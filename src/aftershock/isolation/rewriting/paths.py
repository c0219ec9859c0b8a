"""Property paths: those that walk from everywhere, from a term that the data lacks, or from the wrong end."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from math import prod
from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from aftershock.isolation.rewriting.negated import named_by
from aftershock.isolation.rewriting.tree import MADE_UP, Path, Pattern, Term
from aftershock.vocabulary import AFT

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aftershock.isolation.rewriting.facts import Facts

__all__ = [
    "Rewritten",
    "absent",
    "alternatives",
    "closure_of",
    "count_alternatives",
    "from_outside",
    "lifted",
    "met",
    "unbound",
    "without_blanks",
]

_OURS: Final = AFT.dependsOn.partition("#")[0] + "#"
_SMALL: Final = 2_000
"""The most edges along which a closure from everywhere is walked: a square of so many pairs still fits the deadline."""
_FEW: Final = 100
"""The most matches of a pattern from which the engine may walk by itself."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What a pattern became.

    Parameters
    ----------
    text
        What stands in its place, before all others.
    others
        The other patterns, perhaps with a blank node filled in.
    """

    text: str
    others: tuple[Pattern, ...]


def closure_of(pattern: Pattern) -> str:
    """Write a pattern with a closure, for an error."""
    ends = ["[]" if end.text.startswith(MADE_UP) else end.text for end in (pattern.subject, pattern.object)]
    return f"{ends[0]} {pattern.path.text} {ends[1]}"


def alternatives(path: Path) -> list[Path]:
    """Write a path out as paths without alternatives outside of closures, whose solutions together are its own.

    The engine gives a pair of ends once that several alternatives lead to; it is to be given as often (SPARQL 1.1,
    section 18.4: a union).

    Parameters
    ----------
    path
        Any path.

    Examples
    --------
    >>> from aftershock.isolation.rewriting.parser import parse
    >>> block = parse("SELECT * { ?x ^(<a:p>|<a:q>)/(<a:r>|<a:s>)* ?y }").group.elements[0]
    >>> [one.text for one in alternatives(block.patterns[0].path)]
    ['^<a:p>/(<a:r>|<a:s>)*', '^<a:q>/(<a:r>|<a:s>)*']
    """
    if count_alternatives(path) == 1:
        return [path]
    match path.kind:
        case "alternative":
            return [one for part in path.parts for one in alternatives(part)]
        case "inverse":
            return [Path("inverse", f"^{_bracketed(one)}", (one,)) for one in alternatives(path.parts[0])]
        case "negated":
            return [Path("negated", f"!({'|'.join(signs)})") for signs in named_by(path)]
    ways = [alternatives(part) for part in path.parts]
    return [Path("sequence", "/".join(map(_bracketed, parts)), parts) for parts in product(*ways)]


def count_alternatives(path: Path) -> int:
    """Count what `alternatives` would give, which may be very much."""
    match path.kind:
        case "alternative":
            return sum(count_alternatives(part) for part in path.parts)
        case "inverse" | "sequence":
            return prod(count_alternatives(part) for part in path.parts)
        case "negated":
            return 2 if all(named_by(path)) else 1
    return 1


def _bracketed(path: Path) -> str:
    return f"({path.text})" if path.kind == "sequence" and not path.text.startswith("(") else path.text


def unbound(pattern: Pattern, bound: frozenset[str], graph: str | None, facts: Facts) -> bool:
    """Whether a closure would be walked from everywhere, along more than a little.

    Parameters
    ----------
    pattern
        A path pattern.
    bound
        Variables that something other than a closure binds.
    graph
        The active graph as it is written, empty for the default graph, ``None`` for any.
    facts
        What is known of the data.
    """
    if not pattern.path.closes or any(end.fixed or end.text in bound for end in (pattern.subject, pattern.object)):
        return False
    steps = [step for closure in pattern.path.closures() for step in closure.steps()]
    if any(isinstance(node := facts.node(step.text), NamedNode) and node.value.startswith(_OURS) for step in steps):
        return True  # our relations have /ranking
    predicates = ["" if step.kind == "negated" else step.text for step in steps]
    return facts.many(list(dict.fromkeys(predicates)), graph, _SMALL)


def absent(pattern: Pattern, others: Sequence[Pattern], graph: str, facts: Facts) -> Rewritten | None:
    """Write out a walk of no steps from a term that the data lacks: the term itself (SPARQL 1.1, section 18.4).

    Parameters
    ----------
    pattern
        A path pattern.
    others
        The patterns beside it.
    graph
        The active graph as it is written.
    facts
        What is known of the data.
    """
    here, there = pattern.subject, pattern.object
    if not here.fixed:
        here, there = there, here
    times = _walks_of_no_steps(pattern.path, both=there.fixed)
    if times == 0 or not here.fixed or (facts.certain and facts.knows(here, graph)):
        return None
    if there.fixed and facts.node(here.text) != facts.node(there.text):
        return None
    if not facts.certain:
        return Rewritten(_perhaps(pattern, here, there, times), tuple(others))
    if there.fixed:
        return Rewritten(" UNION ".join(["{ }"] * times), tuple(others))
    if there.kind == "variable":
        return Rewritten(f"VALUES {there.text} {{ {' '.join([here.text] * times)} }}", tuple(others))
    filled = tuple(
        Pattern(here if one.subject == there else one.subject, one.path, here if one.object == there else one.object)
        for one in others
    )
    return Rewritten(" UNION ".join(["{ }"] * times), filled)


def met(given: Pattern, filled: Pattern, others: Sequence[Pattern], facts: Facts) -> Rewritten | None:
    """Write out a walk of no steps to a blank node that another one has found to be a term that the data lacks.

    Parameters
    ----------
    given
        A path pattern.
    filled
        The same with the term in the place of the blank node.
    others
        The patterns beside it.
    facts
        What is known of the data.
    """
    fixed = given.subject.fixed or given.object.fixed  # a path between two unknown ends goes from node to node
    times = _walks_of_no_steps(given.path, both=False)
    if times == 0 or not fixed or facts.node(filled.subject.text) != facts.node(filled.object.text):
        return None
    return Rewritten(" UNION ".join(["{ }"] * times), tuple(others))


def _perhaps(pattern: Pattern, here: Term, there: Term, times: int) -> str:
    """Write out both: the path, and the term itself where the data turns out to lack it."""
    uses = [f"{{ ?aftershocks ?aftershockp {here.text} }}"]
    if here.kind == "iri":
        uses.append(f"{{ {here.text} ?aftershockp ?aftershocko }}")
    lacks = f"FILTER NOT EXISTS {{ {' UNION '.join(uses)} }}"
    rows = f"VALUES {there.text} {{ {here.text} }} " if there.kind == "variable" else ""
    return " UNION ".join([f"{{ {pattern.text} }}", *[f"{{ {rows}{lacks} }}"] * times])


def from_outside(pattern: Pattern, outer: frozenset[str]) -> str | None:
    """Write out a walk of no steps in EXISTS from a term that a variable stands for outside of it.

    The variable is replaced by its value before the path is walked (SPARQL 1.1, section 18.6), so that the data need
    not know the term. How often there is a solution does not matter here.

    Parameters
    ----------
    pattern
        A path pattern.
    outer
        Variables that may have a value outside of EXISTS.

    Examples
    --------
    >>> from aftershock.isolation.rewriting.tree import Path
    >>> star, x = Path("star", ":p*", (Path("step", ":p"),)), Term("variable", "?x")
    >>> from_outside(Pattern(x, star, x), frozenset({"?x"}))
    '{ { ?x :p* ?x . } UNION { FILTER(BOUND(?x)) } }'
    """
    one, other = pattern.subject, pattern.object
    kinds = {one.kind, other.kind}
    alike = _walks_of_no_steps(pattern.path, both=True)
    if not alike or "variable" not in kinds or not outer & {one.text, other.text}:
        return None
    whole, branches = f"{{ {pattern.text} }}", []
    if one == other:
        branches.append(f"{{ FILTER(BOUND({one.text})) }}")
    elif kinds != {"variable"} or outer >= {one.text, other.text}:
        branches.append(f"{{ FILTER(sameTerm({one.text}, {other.text})) }}")
    if one != other and kinds == {"variable"} and _walks_of_no_steps(pattern.path, both=False):
        for given, free in ((one.text, other.text), (other.text, one.text)):
            if given in outer:
                branches.append(f"{{ {{ FILTER(BOUND({given}) && !BOUND({free})) }} BIND({given} AS {free}) }}")
    return f"{{ {' UNION '.join([whole, *branches])} }}" if branches else None


def without_blanks(patterns: Sequence[Pattern], named: Mapping[str, Term]) -> list[Pattern]:
    """Put variables in the place of blank nodes that nobody names outside of a block.

    Parameters
    ----------
    patterns
        The block.
    named
        A variable for each blank node that has a label, and is named in this block only. Those that stand for brackets
        are named nowhere.
    """
    return [Pattern(_variable(one.subject, named), one.path, _variable(one.object, named)) for one in patterns]


def _variable(term: Term, named: Mapping[str, Term]) -> Term:
    if term.kind == "blank" and term.text.startswith(MADE_UP):
        return Term("variable", f"?aftershockblank{term.text.removeprefix(MADE_UP)}")
    return named.get(term.text, term)


def _walks_of_no_steps(path: Path, *, both: bool) -> int:
    """Count the ways of going nowhere from a term that has no statements, where both ends are that term, or one only.

    A sequence is a join, and what stands between its steps is a variable, which stands for nodes (SPARQL 1.1, section
    18.2.2.4): each of its steps must end at the term.
    """
    match path.kind:
        case "star" | "optional":
            return 1
        case "plus":
            return int(path.nullable)
        case "inverse" | "alternative":
            return sum(_walks_of_no_steps(part, both=both) for part in path.parts)
        case "sequence" if both and len(path.parts) == 2:
            return prod(_walks_of_no_steps(part, both=False) for part in path.parts)
    return 0


def lifted(
    pattern: Pattern, others: Sequence[Pattern], number: int, graph: str, facts: Facts, *, alone: bool
) -> Rewritten | None:
    """Set a closure that ends at a term apart in a subquery, so that it is walked once, and from that term.

    Parameters
    ----------
    pattern
        A path pattern.
    others
        The patterns beside it.
    number
        Makes up a variable's name.
    graph
        The active graph as it is written.
    facts
        What is known of the data.
    alone
        Whether nothing else stands in the group.
    """
    if not pattern.object.fixed or pattern.subject.kind != "variable" or not pattern.path.closes:
        return None
    parts = pattern.path.parts if pattern.path.kind == "sequence" else (pattern.path,)
    subject = pattern.subject
    if not parts[-1].closes or (len(parts) == 1 and alone and not others):
        return None
    near = [one for one in others if subject in (one.subject, one.object)]
    if any(facts.few(one, graph, _FEW) for one in near):
        return None
    if len(parts) == 1:
        return Rewritten(f"{{ SELECT {subject.text} {{ {pattern.text} }} }}", tuple(others))
    middle = Term("variable", f"?aftershock{number}")
    last = Pattern(middle, parts[-1], pattern.object)
    head = f"{subject.text} {'/'.join(part.text for part in parts[:-1])} {middle.text} ."
    text = f"{{ SELECT {subject.text} {{ {{ SELECT {middle.text} {{ {last.text} }} }} {head} }} }}"
    return Rewritten(text, tuple(others))
