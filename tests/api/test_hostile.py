"""A hostile query costs a worker, never the service."""

from __future__ import annotations

import statistics
import threading
import time
from typing import TYPE_CHECKING

import httpx
import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager

    from aftershock import KnowledgeBase

DEEP = {
    "parentheses": "SELECT * WHERE { FILTER(" + "(" * 15_000 + "1" + ")" * 15_000 + ") }",
    "braces": "SELECT * WHERE " + "{" * 15_000 + "}" * 15_000,
    "not": "SELECT * WHERE { FILTER(" + "!" * 20_000 + "true) }",
    "union": "SELECT * WHERE { {}" + " UNION {}" * 7_000 + " }",
    "path": "SELECT * WHERE { ?s " + "/".join(["<a:p>"] * 5_000) + " ?o }",
    "exists": "SELECT * WHERE { " + "FILTER EXISTS { " * 1_500 + "?s ?p ?o" + " }" * 1_500 + " }",
    "if": "SELECT (" + "IF(true," * 1_500 + "1" + ",2)" * 1_500 + " AS ?x) WHERE {}",
    "triple terms": "SELECT * WHERE { ?s ?p " + "<<( <a:a> <a:b> " * 1_500 + "<a:c>" + " )>>" * 1_500 + " }",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
OUTSIDE = {
    "service": "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "silent": "SELECT * WHERE { SERVICE SILENT <http://127.0.0.1:9/> { ?s ?p ?o } }",
    "load": "LOAD <http://127.0.0.1:9/>",
    "drop": "DROP ALL",
    "insert": "INSERT DATA { <a:a> <a:b> <a:c> }",
}


@pytest.mark.parametrize("name", sorted(DEEP))
def test_text_that_would_crash_an_engine_is_refused(client: httpx.Client, name: str) -> None:
    answer = client.post("/sparql", content=DEEP[name], headers={"Content-Type": "application/sparql-query"})

    assert answer.status_code in (400, 413, 503), answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200


@pytest.mark.parametrize("name", sorted(OUTSIDE))
def test_what_reaches_out_or_writes_is_refused(client: httpx.Client, name: str) -> None:
    revision = client.get("/threats").headers["etag"]

    answer = client.get("/sparql", params={"query": OUTSIDE[name]})

    assert answer.status_code in (400, 403), answer.text
    assert client.get("/threats").headers["etag"] == revision


@pytest.fixture(scope="module")
def hurried(knowledge_base: KnowledgeBase, serve: Callable[..., AbstractContextManager[str]]) -> Iterator[str]:
    """The same knowledge, served by the same process."""
    with serve(knowledge_base) as there:
        yield there


def test_endless_queries_leave_the_service_quick(hurried: str) -> None:
    answers: list[httpx.Response] = []

    def ask() -> None:
        answers.append(httpx.get(f"{hurried}/sparql", params={"query": ENDLESS}, timeout=120))

    asking = [threading.Thread(target=ask) for _ in range(3)]
    for thread in asking:
        thread.start()
    times = []
    with httpx.Client(base_url=hurried, timeout=60) as client:
        while any(thread.is_alive() for thread in asking):
            begun = time.perf_counter()
            assert client.get("/healthz").status_code == 200
            times.append(time.perf_counter() - begun)
            time.sleep(0.1)
        for thread in asking:
            thread.join()
        assert {answer.status_code for answer in answers} == {503}
        for answer in answers:
            assert answer.headers["retry-after"].isdecimal()
            assert answer.json()["type"].rpartition("/")[2] in {"deadline", "worker-lost", "busy"}
        assert client.get("/sparql", params={"query": "ASK {}"}).status_code == 200
    assert len(times) > 10
    assert statistics.quantiles(times, n=20)[-1] < 0.25, "95 % of the answers of /healthz come within 250 ms"
