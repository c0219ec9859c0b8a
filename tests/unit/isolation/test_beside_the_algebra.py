"""Random queries, as the service writes them and the engine answers them, beside the standard's own algebra."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import BlankNode, RdfFormat, Store
from tests.unit.isolation.algebra import Algebra, X
from tests.unit.isolation.random_queries import Maker, text_of

from aftershock.isolation.asking import prepared
from aftershock.store.base import UNION
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Iterable

QUERIES, MOST = 300, 3_000
DATA = """PREFIX : <http://x/>
:d :p :e . :e :p :f . :f :q :d . :d :q 7 . :d :v 1, 2 . :e :v 2 . :f :v "x"@en, "x" .
:g :p :g . :a :r [ :p :d ; :v 4 ] .
GRAPH :g1 { :s0 :p :s1 . :s0 :v 5 . :d :p :s0 }
GRAPH :g2 { :s0 :p :s1 . :s1 :p :s2 . :s1 :q :s0 }
GRAPH :g3 { :s0 :p :s1 . :s1 :p :s2 . :s2 :p :s3 . :z :z :z }
"""


@pytest.fixture(scope="module")
def store() -> Store:
    made = Store()
    made.load(DATA.encode(), format=RdfFormat.TRIG)
    return made


def counted(rows: Iterable[dict[str, Any]]) -> Counter[tuple[tuple[str, str], ...]]:
    return Counter(
        tuple(sorted((name, "_" if isinstance(term, BlankNode) else str(term)) for name, term in row.items()))
        for row in rows
    )


@pytest.mark.parametrize("seed", range(3))
def test_random_queries_are_answered_as_the_algebra_says(store: Store, seed: int) -> None:
    maker, algebra, filled = Maker(Random(seed)), Algebra(store), 0
    for _ in range(QUERIES // 3):
        elements = maker.group()
        text = f"PREFIX : <{X}> SELECT * {text_of(elements)}"

        result: Any = store.query(prepared(text, store, UNION), prefixes=PREFIXES)
        names = [variable.value for variable in result.variables]
        found = [{f"?{name}": row[name] for name in names if row[name] is not None} for row in result]

        if len(found) <= MOST:  # to do a larger product again would take too long
            assert counted(found) == counted(algebra.group(elements, None)), text
            filled += bool(found)
    assert filled > QUERIES // 20
