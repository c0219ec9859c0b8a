"""A replay's page says what had fallen on average by each event, and what a control would have changed."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest
from rdflib import Graph, URIRef
from selectolax.lexbor import LexborHTMLParser

from aftershock.explore.turtle import VIEW

if TYPE_CHECKING:
    from pathlib import Path

    import httpx
    from selectolax.lexbor import LexborNode

    from aftershock import KnowledgeBase
    from aftershock.model.radius import Likelihood

HTML = {"Accept": "text/html,*/*;q=0.8"}
SCENARIO = "clawhub-2026"


def read(client: httpx.Client, path: str) -> LexborHTMLParser:
    return LexborHTMLParser(client.get(path, headers=HTML).raise_for_status().text)


def text(value: Likelihood) -> str:
    return f"{value.default:.1f} {value.low:.1f} to {value.high:.1f}"


def words(nodes: list[LexborNode]) -> list[str]:
    return [" ".join(node.text(separator=" ").split()) for node in nodes]


def test_each_event_has_its_averages_and_what_a_control_would_have_changed(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    plain = knowledge_base.replay(SCENARIO)
    with_it = knowledge_base.replay(SCENARIO, with_mitigations=["digest-pinning"])
    last = len(plain.steps)
    now = plain.steps[-1].expected
    then = with_it.steps[-1].expected
    assert now is not None
    assert then is not None

    page = read(client, f"/explore/replay/{SCENARIO}?step={last}")
    box = page.css_first("form.switches input[value='digest-pinning']")
    supposed = read(client, f"/explore/replay/{SCENARIO}?step={last}&with-mitigation=digest-pinning")

    assert words(page.css("#step ~ .averages dd, section.step > .averages dd")) == [text(now)]
    assert "checked" not in box.attributes
    assert words(supposed.css("section.step > .averages dd")) == [text(now), text(then)]
    assert f"{now.default - then.default:.1f} fewer on average" in supposed.css_first("section.step").text()
    assert "checked" in supposed.css_first("form.switches input[value='digest-pinning']").attributes
    rows = [words(row.css("td")) for row in supposed.css("table.course tbody tr")]
    for row, was, one in zip(rows, plain.steps, with_it.steps, strict=True):
        told = [text(each.expected) if each.expected else "nothing yet" for each in (was, one)]
        gone = "" if None in (was.expected, one.expected) else f"{was.expected.default - one.expected.default:.1f}"  # type: ignore[union-attr] # neither is
        assert row == [*told, gone]
    assert len(set(map(tuple, rows))) > 1, "the events differ"


def test_two_controls_stand_with_each_alone_and_can_be_switched_off(
    client: httpx.Client, knowledge_base: KnowledgeBase
) -> None:
    other = "strong-authentication"
    page = read(client, f"/explore/replay/{SCENARIO}?step=6&with-mitigation=digest-pinning&with-mitigation={other}")
    alone = knowledge_base.replay(SCENARIO, with_mitigations=[other]).steps[5].expected
    assert alone is not None

    (section,) = [one for one in page.css("section") if one.attributes.get("aria-labelledby") == "switched"]
    assert words(section.css("td.wide"))[1] == text(alone)
    off = [node.attributes["href"] for node in section.css("a.button")]
    assert off == [
        f"/explore/replay/{SCENARIO}?step=6&with-mitigation={other}",
        f"/explore/replay/{SCENARIO}?step=6&with-mitigation=digest-pinning",
    ]
    as_things_are = page.css_first(".banner a[href*='replay']").attributes["href"]
    assert as_things_are == f"/explore/replay/{SCENARIO}?step=6"
    bars = {node.attributes["href"] for node in page.css("ol.bars a")}
    assert all("with-mitigation=digest-pinning" in one for one in bars), "an event keeps what is supposed"


def test_the_address_the_command_and_the_files_behind_it_say_the_same(
    client: httpx.Client, knowledge_base: KnowledgeBase, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from aftershock.cli import main

    page = read(
        client,
        f"/explore/replay/{SCENARIO}?with-mitigation=digest-pinning&without-rule=package-execution&stale-days=900",
    )
    links = {node.text(): node.attributes["href"] or "" for node in page.css("section.step .export a")}
    command = page.css("details.sparql code")[-1].text()
    asked: list[tuple[str, dict[str, object]]] = []

    answer = knowledge_base.replay(SCENARIO, likelihood=False)

    def replayed(_: object, scenario: str, **options: object) -> object:
        asked.append((scenario, options))
        return answer

    monkeypatch.setattr("aftershock.knowledge_base.KnowledgeBase.replay", replayed)
    with pytest.raises(SystemExit) as ended:
        main(["--data", str(tmp_path), *shlex.split(command)[1:]])
    monkeypatch.undo()
    told = client.get(links["JSON"]).json()
    table = client.get(links["CSV"])
    graph = Graph().parse(data=client.get(links["Turtle"]).text)

    assert not ended.value.code
    ((scenario, options),) = asked
    assert scenario == SCENARIO
    assert list(options["with_mitigations"]) == ["digest-pinning"]  # type: ignore[call-overload] # a list of names
    assert (list(options["without_rules"]), options["stale_days"]) == (["package-execution"], 900)  # type: ignore[call-overload]
    assert told["supposed"]["stale_days"] == 900
    assert table.headers["content-type"].startswith("text/csv")
    last = told["steps"][-1]
    event = URIRef(last["iri"])
    assert float(next(graph.objects(event, URIRef(f"{VIEW}expected")))) == last["expected"]["default"]
    plain = last["difference"]["expected"]
    assert float(next(graph.objects(event, URIRef(f"{VIEW}asThingsAreHigh")))) == plain["high"]
    rows = page.css("details.fallen table")[0].css("tbody tr")
    assert len(rows) == told["steps"][0]["difference"]["total"] > 0


def test_times_under_the_bars_are_in_order(client: httpx.Client, knowledge_base: KnowledgeBase) -> None:
    for name in ("litellm-2026", SCENARIO):
        steps = knowledge_base.replay(name, likelihood=False).steps
        shown = words(read(client, f"/explore/replay/{name}").css("ol.bars .when"))

        assert shown == sorted(shown)
        assert shown == [f"{one.not_after[5:10]} {one.not_after[11:16]}" for one in steps]
