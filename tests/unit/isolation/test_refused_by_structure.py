"""SERVICE and LOAD are refused by what a text means, even if the look at its words let them through."""

from __future__ import annotations

import pytest
from pyoxigraph import Store

from aftershock.errors import ForbiddenQueryError
from aftershock.isolation import Limits, updates
from aftershock.isolation.asking import prepared
from aftershock.store.base import Dataset


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("LOAD <http://127.0.0.1/>", "LOAD is no operation that is done here"),
        ("CLEAR ALL; LOAD SILENT <file:///etc/passwd> INTO GRAPH <a:b>", "LOAD is no operation that is done here"),
        ("INSERT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("DELETE { ?s ?p ?o } WHERE { FILTER EXISTS { SERVICE SILENT ?s { ?s ?p ?o } } }", "SERVICE is not allowed"),
    ],
)
def test_an_update_that_reaches_out(monkeypatch, text, what):
    monkeypatch.setattr(updates, "look_outside", lambda _: None)
    with pytest.raises(ForbiddenQueryError, match=what):
        updates.split_update(text, Limits(), "http://example.org/")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }",
        "ASK { OPTIONAL { ?s ?p ?o SERVICE SILENT ?s { ?s ?p ?o } } }",
        "SELECT * { FILTER NOT EXISTS { SERVICE <http://127.0.0.1/> {} } }",
        "SELECT * { { SELECT ?s { SERVICE <http://127.0.0.1/> { ?s ?p ?o } } } }",
    ],
)
def test_a_query_that_reaches_out(text):
    with pytest.raises(ForbiddenQueryError, match="SERVICE is not allowed"):
        prepared(text, Store(), Dataset())
