"""Text that kills, hangs or reaches out costs a worker, never more; the scanner is left out of it."""

from __future__ import annotations

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import pytest

from aftershock.errors import (
    DeadlineError,
    ForbiddenQueryError,
    LimitError,
    QueryError,
    WorkerLostError,
)
from aftershock.isolation import Limits, Pool, scan_query
from aftershock.store.base import Edition, Publication
from aftershock.store.embedded import Writer

ANSWER = "aftershock.store.reader:answer"
DEADLINE = 1.0
MB = 1 << 20

doubled = "BIND('aaaaaaaaaa' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(40))

#: Each with what may come of it. A crash, a deadline and a refusal are all right; an answer in time is, too.
HOSTILE = {
    "parentheses": "ASK { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }",
    "braces": "ASK " + "{" * 10_000 + "}" * 10_000,
    "negations": "ASK { FILTER(" + "!" * 20_000 + "true) }",
    "UNION": "ASK { {} " + "UNION {} " * 10_000 + "}",
    "sum": "ASK { FILTER(1" + "+1" * 20_000 + ") }",
    "long path": "ASK { ?s <p:p>" + "/<p:p>" * 3_000 + " ?o }",
    "EXISTS": "ASK { " + "FILTER EXISTS {" * 1_000 + "?s ?p ?o" + "}" * 1_000 + " }",
    "IF": "ASK { FILTER(" + "IF(true," * 1_000 + "true" + ",true)" * 1_000 + ") }",
    "OPTIONAL": "ASK { ?s ?p ?o " + "OPTIONAL {?s ?p ?o}" * 1_000 + "}",
    "star": "ASK { " + " ".join(f"?s ?p{n} ?o{n} ." for n in range(400)) + " }",
    "collection": "ASK { ?s ?p (" + "1 " * 3_000 + ") }",
    "triple terms": "ASK { ?s ?p " + "<<( ?a ?b " * 8_000 + "1" + ")>>" * 8_000 + " }",
    "subqueries": "SELECT * {" + "{SELECT * {" * 2_000 + "?s ?p ?o" + "}}" * 2_000 + "}",
    "product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "product in order": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "growing text": f"SELECT (STRLEN(?x40) AS ?n) {{ {doubled} }}",
    "grouped text": "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?g))) AS ?t) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "open closure": "SELECT (COUNT(*) AS ?n) { ?a (<http://x/p>|!<http://x/q>)+ ?b . ?c (!<http://x/q>)+ ?d }",
    "long regular expression": "ASK { ?s ?p ?o FILTER(REGEX(STR(?s), '" + "(a{1,1000}){1,1000}" * 5 + "')) }",
}
CRASHING = ["parentheses", "braces", "negations", "UNION", "sum", "EXISTS", "IF", "subqueries"]
ENDLESS = ["product", "open closure"]
GREEDY = ["product in order", "growing text"]  # "grouped text", too, after a while


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile") / "data"
    quads = b"".join(b"<http://x/%d> <http://x/p> <http://x/%d> <http://x/g> .\n" % (n, n + 1) for n in range(2_000))
    with Writer(folder) as writer:
        writer.publish(Publication((Edition("http://x/g", "source"),), quads))
    return folder


@pytest.fixture(scope="module")
def pool():
    with Pool(2, waiting=8, memory=512 * MB, preload=("aftershock.store.reader",)) as pool:
        pool.warm()
        yield pool


@pytest.fixture
def ask(pool, data):
    def give(text, deadline=DEADLINE):
        header = {"data": str(data), "formats": ["json", "turtle"]}
        return pool.run(ANSWER, header, text.encode(), deadline=deadline, what="the query")

    return give


@pytest.mark.parametrize("name", HOSTILE)
def test_it_costs_a_worker_at_most(ask, name):
    begun = time.perf_counter()
    with suppress(LimitError, QueryError):  # an answer in time is right, too
        ask(HOSTILE[name])
    assert time.perf_counter() - begun < DEADLINE + 1.0
    assert b"true" in ask("ASK { <http://x/1> ?p ?o }", 10)[1]


@pytest.mark.parametrize("name", CRASHING)
def test_what_crashes_the_engine_is_told_as_that(ask, name):
    with pytest.raises(
        WorkerLostError, match=r"the query was lost with its worker: an engine crashed on it \(SIGSEGV\)"
    ):
        ask(HOSTILE[name], 10)


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_ended(ask, name):
    begun = time.perf_counter()
    with pytest.raises(DeadlineError, match="the query ran past its deadline of 1 s and was ended"):
        ask(HOSTILE[name])
    assert time.perf_counter() - begun < DEADLINE + 1.0


@pytest.mark.parametrize("name", GREEDY)
def test_what_needs_too_much_memory_is_told_as_that(ask, name):
    with pytest.raises(WorkerLostError, match="it needed more than 512 MB of memory"):
        ask(HOSTILE[name], 60)


@pytest.mark.parametrize(
    "name", [name for name in HOSTILE if name not in (*ENDLESS, *GREEDY, "grouped text", "long regular expression")]
)
def test_the_scanner_would_have_refused_it(name):
    with pytest.raises(ForbiddenQueryError):
        scan_query(HOSTILE[name], Limits())


def test_small_queries_are_answered_all_the_while(pool, ask):
    def attempt(texts):
        for text in texts:
            with pytest.raises(LimitError):
                ask(text)

    small = "SELECT ?o { <http://x/7> ?p ?o }"
    with ThreadPoolExecutor(1) as attacker:
        texts = [HOSTILE[name] for name in ("product", "parentheses", "EXISTS", "growing text")]
        attack = attacker.submit(attempt, texts)
        answered = 0
        while not attack.done():
            assert b"http://x/8" in ask(small, 10)[1]
            answered += 1
        attack.result()
    assert answered > 10
    assert pool.status().waiting == 0


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {{ SERVICE <http://{place}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE SILENT <http://{place}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ VALUES ?x {{ <http://{place}/> }} SERVICE ?x {{ ?s ?p ?o }} }}",
        "ASK {{ ?s ?p ?oSERVICE<http://{place}/>{{}} }}",
        "LOAD <http://{place}/>",
        "SELECT * FROM <http://{place}/> {{ ?s ?p ?o }}",
        "SELECT * FROM NAMED <http://{place}/> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE <https://{place}/> {{ ?s ?p ?o }} }}",
        "SELECT * {{ SERVICE <file:///etc/passwd> {{ ?s ?p ?o }} }}",
    ],
)
def test_nothing_is_reached_even_without_the_scanner(pool, ask, text):
    if pool.warm().network != "refused":
        pytest.skip("this system refuses a filter; /readyz says so")
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        place = "{}:{}".format(*canary.getsockname())
        content = b""
        with suppress(QueryError):  # SILENT answers nothing instead
            content = ask(text.format(place=place), 10)[1]
        assert b"root:" not in content
        with pytest.raises(TimeoutError):
            canary.accept()


def test_the_canary_would_have_sung():
    import pyoxigraph

    with socket.create_server(("127.0.0.1", 0)) as canary, ThreadPoolExecutor(1) as server:
        heard = server.submit(lambda: canary.accept()[0].close())
        with pytest.raises(OSError, match=r".+"):
            list(pyoxigraph.Store().query("SELECT * {{ SERVICE <http://{}:{}/> {{}} }}".format(*canary.getsockname())))
        heard.result(10)
