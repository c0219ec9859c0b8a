"""A brief says what the answers say, on one page; what documents say is text in it."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest
from tests.unit.projection.tangle import question

from aftershock.explore.brief import POLICY, brief, brief_html, brief_markdown, deed
from aftershock.explore.tables import contain_table, csv_text, facts_table
from aftershock.projection.containment import contain
from aftershock.projection.facts import facts

HOSTILE = "<script>alert(1)</script> | *bold* [x](javascript:1)"
TEXT = """
x:hub a aft:Registry ; skos:prefLabel "HOSTILE"@en .
x:m a aft:Model ; aft:distributedThrough x:hub ; aft:accountable x:team ; skos:prefLabel "=cmd"@en .
x:team a aft:Team ; skos:prefLabel "Team HOSTILE"@en .
x:bot a aft:AIAgent ; aft:usesModel x:m . x:key a aft:Credential .
x:d1 a aft:Dependency ; aft:dependent x:bot ; aft:relation aft:holdsCredential ; aft:dependee x:key .
""".replace("HOSTILE", HOSTILE)


@pytest.fixture
def asked(project):
    return question(project(TEXT), "hub", mode="control", worlds=64)


class Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tags, self.text = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") or name in ("src", "href", "style") for name, _ in attrs)

    def handle_data(self, data):
        self.text.append(data)


def test_it_gathers_what_the_answers_say(asked):
    found = brief(asked, "2026-11-01T00:00:00Z")
    contained = contain(asked)
    assert found.before == contained.before
    assert found.call == contained.call
    assert found.owners == len(contained.call)
    assert found.unknown == facts(asked, limit=5).rows
    assert len(found.actions) <= 3
    assert len({one.kind for one in found.actions}) == len(found.actions)
    for action in found.actions:
        assert action == next(one for one in contained.actions if one.kind == action.kind)
    assert found.titles == (HOSTILE,)


def test_the_page_holds_no_markup_of_strangers_and_asks_for_nothing(asked):
    page = brief_html(brief(asked))
    reader = Reader()
    reader.feed(page)
    assert "script" not in reader.tags
    assert {"h1", "table", "ol", "style"} <= set(reader.tags)
    text = " ".join("".join(reader.text).split())
    assert f"{HOSTILE}, lost in control" in text
    assert "nobody said since when" in text
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL).group(1)
    assert base64.b64encode(hashlib.sha256(style.encode()).digest()).decode() in POLICY
    assert POLICY in unescape(page)


def test_markdown_escapes_and_tells(asked):
    found = brief(asked, "2026-11-01T00:00:00Z")
    text = brief_markdown(found)
    assert "<script" not in text
    assert "\\| \\*bold\\*" in text
    assert "since 2026-11-01T00:00:00Z" in text
    heads = [line for line in text.splitlines() if line.startswith("#")]
    assert len(heads) == 4
    counts = found.before.counts
    assert f"{counts['affected']} components are affected, {counts['possible']} possibly" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) == len(found.call)
    for place, action in enumerate(found.actions, 1):
        assert f"\n{place}. {deed(action, {}).split()[0]}" in text
    assert "Computed on revision 1;" in text
    assert len(text.splitlines()) < 60


def test_a_far_end_goes_by_its_label(project):
    text = """
x:bot a aft:AIAgent ; skos:prefLabel "The bot"@en . x:key a aft:Credential ; skos:prefLabel "Signing key of ACME"@en .
x:app a aft:Application ; skos:prefLabel "The app"@en ; aft:usesModel x:m .
x:m a aft:Model ; skos:prefLabel "Model seven"@en ; aft:distributedThrough x:hub .
x:hub a aft:Registry ; skos:prefLabel "Hub of hubs"@en .
"""
    found = brief(question(project(text), "m", mode="integrity", worlds=64))
    over = [action.edge for action in found.actions if action.edge]
    assert over, "an action is about a relation"
    labels = {"https://example.org/m": "Model seven", "https://example.org/hub": "Hub of hubs"}
    assert found.ends == {edge[2]: labels[edge[2]] for edge in over}
    for written in (brief_markdown(found), unescape(brief_html(found))):
        assert all(f" {labels[edge[2]]}: stops" in written for edge in over)


def test_the_query_behind_it_names_what_it_names(asked):
    found = brief(asked)
    alone, served = brief_html(found), brief_html(found, editor="/sparql")
    query = unescape(re.search(r"<code>(.*?)</code>", alone, re.DOTALL).group(1))
    assert query.count("<https://example.org/hub>") == 1
    for one in (*(component for call in found.call for component in call.components[:3]), *found.rotate):
        assert f"<{one.component}>" in query
    assert "href" not in alone
    assert 'href="/sparql?query=PREFIX' in served


def test_an_empty_brief_says_that_there_is_nothing(project):
    found = brief(question(project("x:a a aft:Service ."), "a", worlds=64))
    for text in (brief_markdown(found), brief_html(found)):
        assert "None that stops anything." in text
        assert "Nothing that would move the answer by itself." in text
    before = replace(found.before, counts={"affected": 10757, "possible": 1202, "unknown": 0})
    scene = replace(found.scene, illustrative=True, threat="https://e.org/id/theft")
    many = replace(found, owners=3003, before=before, scene=scene)
    for text in (brief_markdown(many), brief_html(many)):
        assert "... and 3,003 more." in text
        assert "10,757 components are affected, 1,202 possibly" in text
        assert "invented example" in text
        assert "by theft" in text


def test_tables_hold_nothing_that_a_spreadsheet_runs(asked):
    text = csv_text(contain_table(contain(asked)))
    assert "'=cmd" in text
    assert ",=cmd" not in text
    assert csv_text(facts_table(facts(asked))).startswith("kind,question,component,label,class,owner,edge,about,")
