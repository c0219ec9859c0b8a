"""Random queries, as the service writes them and the engine answers them, beside the standard's own algebra."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from pyoxigraph import BlankNode, RdfFormat, Store
from tests.unit.isolation.algebra import Algebra, UnorderedError, X, visible
from tests.unit.isolation.random_queries import Maker, text_of

from aftershock.errors import QueryError
from aftershock.isolation.asking import prepared
from aftershock.isolation.rewriting.conditions import written_where
from aftershock.store.base import UNION
from aftershock.vocabulary import PREFIXES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

QUERIES = 300
REFUSED = ("shows no variable", "as if all graphs were one", "ends at a blank node", "MINUS in EXISTS")
DATA = """PREFIX : <http://x/>
:d :p :e . :e :p :f . :f :q :d . :d :q 7 . :d :v 1, 2 . :e :v 2 . :f :v "x"@en, "x" .
:g :p :g . :a :r [ :p :d ; :v 4 ] . :d :q :e ; :r :e . :e :q :f . :f :r :f ; :v :f .
GRAPH :g1 { :s0 :p :s1 . :s0 :v 5 . :d :p :s0 . :s0 :q :s1 ; :r :s1 }
GRAPH :g2 { :s0 :p :s1 . :s1 :p :s2 . :s1 :q :s0 }
GRAPH :g3 { :s0 :p :s1 . :s1 :p :s2 . :s2 :p :s3 . :z :z :z . :g3 :p :s1 ; :v :g2 . :d :q :g2 , :s0 }
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


def query_of(group: str, store: Store) -> str:
    return prepared(f"PREFIX : <{X}> SELECT * {group}", store, UNION)


def query_with_where_of_an_update(group: str, _store: Store) -> str:
    return f"PREFIX : <{X}> SELECT * {written_where(f'PREFIX : <{X}>', group)}"


@pytest.mark.parametrize("write", [query_of, query_with_where_of_an_update])
@pytest.mark.parametrize("seed", range(3))
def test_random_queries_are_answered_as_the_algebra_says(
    store: Store, seed: int, write: Callable[[str, Store], str]
) -> None:
    maker, algebra, filled, refused = Maker(Random(seed)), Algebra(store), 0, Counter[str]()
    for _ in range(QUERIES // 3):
        elements = maker.group()
        try:
            expected = counted(map(visible, algebra.group(elements, None)))
            text = write(text_of(elements), store)
        except UnorderedError:
            continue
        except QueryError as error:
            refused[next((reason for reason in REFUSED if reason in str(error)), text_of(elements))] += 1
            continue

        result: Any = store.query(text, prefixes=PREFIXES)
        names = [one.value for one in result.variables if write is query_of or not one.value.startswith("aftershock")]
        found = [{f"?{name}": row[name] for name in names if row[name] is not None} for row in result]

        assert counted(found) == expected, text
        filled += bool(found)
    assert filled > QUERIES // 20
    assert set(refused) <= set(REFUSED)
    assert refused.total() < QUERIES // 20
