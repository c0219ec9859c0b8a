"""``why`` and ``paths`` as people run them, over an incident of the catalogue."""

from __future__ import annotations

import json
import re

import pytest

WINDOW = "2024-02-24/2024-03-30"


def test_why_is_readable(ask):
    done = ask("why", "jia-tan", "kali-ssh-server", "--window", WINDOW)
    assert done.status == 0, done.err
    assert "kali-ssh-server (Application) is affected since 2024-03-26T00:00:00Z with jia-tan in control\n" in done.out
    assert "\nlikelihood 4.3 % (" in done.out
    assert "not computed" not in done.out
    assert "  1. jia-tan in control: the start, 2024-02-24T00:00:00Z\n" in done.out
    assert (
        "  3. debian/liblzma5@5.6.0-0.2 in integrity: from 2 by source-integrity over builtFrom, 2024-02-28" in done.out
    )
    assert "stated, said by https://w3id.org/aftershock/id/graph/catalog/incidents/xz-2024\n" in done.out


def test_why_in_depth_and_where_a_hub_leads_on(ask):
    out = ask("why", "jia-tan", "kali-ssh-server", "--depth", 4).out
    assert "note: likelihoods are not computed for a limited depth\n" in out
    assert "  5. kali-ssh-server in control: from 4 by package-execution over dependsOn, " in out


def test_why_tells_likelihood_method_and_what_is_unsettled(ask):
    out = ask("why", "modelslab-registry", "modelslab-gateway").out
    assert "modelslab-gateway" in out
    possible = json.loads(ask("blast-radius", "modelslab-registry", "--format", "json").out)["possible"]
    target = possible[0]["component"]
    out = ask("why", "modelslab-registry", target).out
    assert "is possible with modelslab-registry in control\nillustrative: " in out
    assert "\nlikelihood " in out
    assert "\nunsettled\n  step " in out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("jia-tan", "jia-tan"), "jia-tan (Publisher) is where it starts with jia-tan in control"),
        (("kali-ssh-server", "jia-tan"), "note: jia-tan stands: nothing leads to it from there"),
        (
            ("jia-tan", "kali-ssh-server", "--without-rule", "source-integrity"),
            "(Application) stands with jia-tan in control\nas things are, it is affected\n",
        ),
    ],
)
def test_starts_and_what_stands(ask, arguments, sentence):
    assert sentence in ask("why", *arguments).out


def test_paths_are_readable_and_have_the_promised_keys(ask):
    out = ask("paths", "jia-tan", "debian-ssh-server").out
    way = r"  1\. affected, [\d.]+ % \([\d.]+ to [\d.]+ %\), 3 attack steps: jia-tan -\[publisher-integrity\]-> xz@5"
    assert re.match(r"jia-tan in control to debian-ssh-server: 2 ways\n" + way, out)
    answer = json.loads(ask("paths", "jia-tan", "debian-ssh-server", "--count", 1, "--format", "json").out)
    assert (len(answer["found"]), answer["asked"], answer["cut_off"]) == (1, 1, False)
    assert answer["found"][0].keys() == {"evidence", "likelihood", "length", "attack_steps", "path"}
    assert "note: jia-tan stands" in ask("paths", "kali-ssh-server", "jia-tan").out
    assert "illustrative: " in ask("paths", "modelslab-registry", "modelslab-gateway").out
    why = json.loads(ask("why", "jia-tan", "kali-ssh-server", "--format", "json").out)
    assert {"evidence", "row", "proof", "unsettled", "notes"} <= why.keys()


def test_a_window_and_a_moment_do_not_go_together(ask):
    done = ask("why", "jia-tan", "kali-ssh-server", "--window", WINDOW, "--at", "2024-03-01")
    assert (done.status, done.out) == (2, "")
    assert "a window takes no moment besides" in done.err
    done = ask("blast-radius", "jia-tan", "--window", WINDOW, "--depth", 2)
    assert "a window takes no depth besides" in done.err
    shown = ask("blast-radius", "jia-tan", "--window", WINDOW).out
    assert "from 2024-02-24T00:00:00Z to 2024-03-30T00:00:00Z\n" in shown
    assert "affected, earliest first" in shown
    assert "control since 2024-03-26T00:00:00Z" in shown
