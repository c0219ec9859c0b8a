"""Whoever reads while others write without a pause is answered, and from one revision."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from collections.abc import Iterator

_HUB = "https://w3id.org/aftershock/id/component/hub"
_PREFIX = "PREFIX aft: <https://w3id.org/aftershock/ontology#>"
_RADIUS = "SELECT (COUNT(*) AS ?n) { GRAPH <radius?start=hub> { ?c <https://w3id.org/aftershock/radius#depth> ?d } }"
_READ = (
    ("/blast-radius", {"component": "hub", "summary": "true"}),
    ("/components", {"owner": "nobody"}),
    ("/explore/radius", {"component": "hub"}),
    ("/sparql", {"query": _RADIUS}),
    ("/explore", {}),
    ("/choke-points", {"component": "hub"}),
)


def test_nobody_is_refused_for_what_others_write(writer: httpx.Client) -> None:
    def clients(first: int) -> str:
        there = " ".join(f"<{_HUB}-client-{first + n}> a aft:Application ; aft:dependsOn <{_HUB}> ." for n in range(3))
        return f"{_PREFIX} INSERT DATA {{ <{_HUB}> a aft:ModelRegistry . {there} }}"

    def written() -> Iterator[int]:
        with httpx.Client(base_url=writer.base_url, headers=writer.headers, timeout=60) as own:
            number = 3
            while not enough.is_set():
                yield own.post("/update", data={"update": clients(number)}).status_code
                number += 3

    assert writer.post("/update", data={"update": clients(0)}).status_code == 200
    enough, writes = threading.Event(), list[int]()
    thread = threading.Thread(target=lambda: writes.extend(written()))
    thread.start()
    try:
        answers = [(path, writer.get(path, params=params)) for path, params in _READ]
    finally:
        enough.set()
        thread.join()

    assert [(path, answer.text[:200]) for path, answer in answers if answer.status_code != 200] == []
    assert set(writes) == {200}
    assert len(writes) > 5, "there was something to be disturbed by"
