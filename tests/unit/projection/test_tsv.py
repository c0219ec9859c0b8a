"""Columns of answers, and what each document says, however many documents there are."""

from __future__ import annotations

import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, RdfFormat, Store

from aftershock.projection.tsv import by_document, columns


@pytest.mark.parametrize("count", [1, 3, 40])
def test_each_document_says_what_its_graph_holds(count: int) -> None:
    said = {
        place: [(f"<x:s{place}-{one}>", f'"v\\t{one}"' if one else f"<x:o{place}>") for one in range(place % 3 + 1)]
        for place in range(count + 2)
    }
    lines = [f"{one} <x:p> {value} <x:g{place}> ." for place, some in said.items() for one, value in some]
    store = Store()
    store.load("\n".join(lines).encode(), format=RdfFormat.N_QUADS)
    asked = 0

    def ask(text: str) -> bytes:
        nonlocal asked
        asked += 1
        answer = store.query(text)
        assert isinstance(answer, QuerySolutions)
        return answer.serialize(format=QueryResultsFormat.TSV) or b""

    documents = {f"<x:g{place}>".encode(): place for place in range(count)}  # two more are not current
    found = {
        place: sorted(zip(*cells, strict=True)) for place, cells in by_document(ask, "?s <x:p> ?o", "so", documents)
    }
    assert found == {
        place: sorted((one.encode(), value.encode()) for one, value in said[place]) for place in range(count)
    }
    assert asked == (1 + count if count <= 16 else 2)


def test_no_rows_are_empty_columns() -> None:
    assert columns(b"?a\t?b\n", 2) == [[], []]
