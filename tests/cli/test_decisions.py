"""Rankings, choke points, plans, containment, facts and briefs as people run them."""

from __future__ import annotations

import csv
import io
import json

import pytest

from aftershock.model.untaken import UNTAKEN

START = "modelslab-registry"
REGISTRY = "https://w3id.org/aftershock/id/component/modelslab-registry"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_a_ranking_is_of_blast_radii_and_csv_has_the_same_rows(ask):
    found = json.loads(ask("ranking", "--limit", 3, "--format", "json").out)
    assert (found["by"], found["only"], found["exact"], found["limit"]) == ("reach", "documents", True, 3)
    assert found["notes"]
    top = found["rows"][0]
    radius = json.loads(ask("blast-radius", top["component"], "--mode", "control", "--format", "json").out)
    assert top["counts"] == radius["counts"]
    assert [row["component"] for row in rows(ask("ranking", "--limit", 3, "--format", "csv").out)] == [
        row["component"] for row in found["rows"]
    ]
    text = ask("ranking", "--limit", 3).out
    assert top["label"] in text
    assert f"... of {found['total']:,} in all" in text


def test_a_ranking_that_supposes_tells_the_difference(ask):
    asked = ("ranking", "--limit", 3, "--without-rule", "identity-control", "--without-rule", "host-control")
    found = json.loads(ask(*asked, "--format", "json").out)
    text = ask(*asked).out
    assert "rank before" in text
    assert f"with {found['difference']['moved']} components another number falls than as things are" in text
    gone = found["difference"]["left"][0]
    counts = "/".join(map(str, gone["counts"].values()))
    before = gone["before"]["rank"]
    assert f"no more here: {gone['label']}, rank {gone['rank']} with {counts}, as things are rank {before}\n" in text
    table = rows(ask(*asked, "--format", "csv").out)
    assert [row["rank_before"] for row in table] == [str(row["before"]["rank"]) for row in found["rows"]]
    impact = ask("ranking", "--by", "impact", "--limit", 2, "--worlds", 64, "--with-mitigation", "digest-pinning").out
    assert "impact before" in impact
    protected = ask("ranking", "--protect", "larkfield-shop-assistant", "--limit", 1).out
    assert protected.startswith("by reach of larkfield-shop-assistant, each in the mode that fits it; ")


@pytest.mark.parametrize("question", UNTAKEN)
def test_what_a_question_does_not_take_is_refused_with_the_reason(run, tmp_path, question):
    for option, reason in UNTAKEN[question].items():
        done = run("--data", tmp_path / "none", question, "a", "b", f"--{option}", "x")
        assert (done.status, done.err) == (2, f"aftershock: {question} takes no {option}: {reason}\n")
        assert f"--{option} " not in run(question, "--help").out
    assert not (tmp_path / "none").exists()


def test_a_ranking_by_class_and_by_impact(ask):
    agents = json.loads(ask("ranking", "--by", "class", "--class", "AIAgent", "--limit", 2, "--format", "json").out)
    assert agents["victims"] == "AIAgent"
    radius = json.loads(
        ask("blast-radius", agents["rows"][0]["component"], "--mode", "control", "--format", "json").out
    )
    assert agents["rows"][0]["counts"]["affected"] == radius["by_class"]["AIAgent"]["affected"]
    impact = ask("ranking", "--by", "impact", "--limit", 2, "--worlds", 64, "--weight", "mission-critical=5")
    assert "none of the others can weigh more" in impact.out
    assert ask("ranking", "--by", "class").status == 2
    wrong = ask("ranking", "--weight", "vital")
    assert (wrong.status, "'vital' is no weight; write NAME=NUMBER" in wrong.err) == (2, True)
    unknown = ask("ranking", "--weight", "vital=3")
    assert "no criticality is called 'vital'" in unknown.err


def test_choke_points(ask):
    found = json.loads(ask("choke-points", START, "--mode", "control", "--limit", 5, "--format", "json").out)
    assert found["tried"] == found["total"] == sum(found["before"].values())
    assert found["cut"] is None
    best = found["rows"][0]
    assert best["saved"]["affected"] >= found["rows"][1]["saved"]["affected"]
    assert len(rows(ask("choke-points", START, "--mode", "control", "--limit", 5, "--format", "csv").out)) == 5
    text = ask("choke-points", START, "--mode", "control", "--protect", "larkfield-shop-assistant").out
    assert "what is protected is separated by" in text
    assert "no fewer than" in text


def test_choke_points_within_a_window(ask):
    timed = ("--mode", "control", "--window", "2024-02-24/2024-03-08", "--format", "json")
    found = json.loads(ask("choke-points", "jia-tan", *timed).out)
    assert found["scene"]["window"] == ["2024-02-24T00:00:00Z", "2024-03-08T00:00:00Z"]
    assert found["before"] == json.loads(ask("blast-radius", "jia-tan", *timed).out)["counts"]
    best = found["rows"][0]
    assert best["component"] == "pkg:generic/xz@5.6.0"
    why = ("why", "jia-tan", "debian-ssh-server", *timed)
    assert json.loads(ask(*why).out)["evidence"] == "affected"
    gone = ("--without-edge", "pkg:deb/debian/liblzma5@5.6.0-0.2", "*", best["component"])
    assert json.loads(ask(*why, *gone).out)["evidence"] is None
    assert "\nfrom 2024-02-24T00:00:00Z to 2024-03-08T00:00:00Z\n" in ask("choke-points", "jia-tan", *timed[:4]).out
    wrong = ask("choke-points", "jia-tan", *timed, "--at", "2024-03-01")
    assert (wrong.status, "a window takes no moment besides" in wrong.err) == (2, True)


def test_plans(ask):
    base = ("plans", START, "--mode", "control", "--worlds", 64)
    found = json.loads(ask(*base, "--budget", 1, "--mitigation", "digest-pinning", "--format", "json").out)
    plan = found["plans"][0]
    assert plan["cost"] == 1
    assert plan["after"]["impact"]["default"] < found["before"]["impact"]["default"]
    assert {one["mitigation"].rsplit("/")[-1] for one in plan["measures"]} == {"digest-pinning"}
    name = plan["measures"][0]["component"]
    with_it = ("blast-radius", START, "--mode", "control", "--worlds", 64, "--format", "json")
    radius = json.loads(ask(*with_it, "--with-mitigation", f"digest-pinning@{name}").out)
    assert radius["expected"] == plan["after"]["expected"]
    assert radius["difference"]["expected"] == found["before"]["expected"]
    dear = json.loads(
        ask(
            *base, "--budget", 1, "--mitigation", "digest-pinning", "--cost", "digest-pinning=2", "--format", "json"
        ).out
    )
    assert dear["plans"] == []
    text = ask(*base, "--budget", 1, "--mitigation", "digest-pinning").out
    assert "plan 1, cost 1: impact" in text
    assert "stop no use" in text
    table = rows(ask(*base, "--budget", 1, "--mitigation", "digest-pinning", "--format", "csv").out)
    assert table[0]["mitigation"] == plan["measures"][0]["mitigation"]
    apart = ask(*base, "--goal", "separate", "--protect", "larkfield-shop-assistant", "--cost", f"{START}=2").out
    assert "minimum cut" in apart
    assert ask(*base, "--goal", "separate").status == 2
    assert ask(*base, "--goal", "separate", "--protect", START, "--cost", f"{START}=-1").status == 2
    assert ask(*base, "--budget", 0).status == 2


def test_containment(ask):
    found = json.loads(ask("contain", START, "--mode", "control", "--limit", 2, "--format", "json").out)
    first = found["actions"][0]
    assert (first["kind"], first["component"]) == ("isolate", REGISTRY)
    down = json.loads(ask("blast-radius", START, "--mode", "availability", "--format", "json").out)
    assert first["takes_down"]["counts"] == down["counts"]
    assert sum(one["counts"]["affected"] for one in found["call"]) == found["before"]["counts"]["affected"]
    text = ask("contain", START, "--mode", "control", "--limit", 1).out
    assert "rotate first" in text
    assert "nobody is named" in text
    assert rows(ask("contain", START, "--mode", "control", "--limit", 1, "--format", "csv").out)[0]["kind"] == "isolate"


def test_facts_and_the_brief(ask):
    found = json.loads(ask("facts", START, "--mode", "control", "--worlds", 64, "--limit", 3, "--format", "json").out)
    assert len(found["rows"]) == 3
    assert max(found["rows"][0]["moves"]) >= max(found["rows"][1]["moves"])
    assert found["rows"][0]["question"] in ask("facts", START, "--mode", "control", "--worlds", 64, "--limit", 3).out
    base = ("brief", START, "--mode", "control", "--worlds", 64, "--since", "2026-11-01")
    page = ask(*base).out
    assert page.startswith("# ModelsLab model registry, lost in control")
    assert "since 2026-11-01T00:00:00Z" in page
    brief = json.loads(ask(*base, "--format", "json").out)
    assert brief["unknown"][:3] == found["rows"]
    assert ask(*base, "--format", "html").out.startswith("<!doctype html>")
    wrong = ask("brief", START, "--since", "yesterday")
    assert (wrong.status, wrong.out) == (2, "")


@pytest.mark.parametrize(("command", "rows"), [("choke-points", "rows"), ("facts", "rows"), ("contain", "actions")])
def test_a_page_goes_on_where_the_one_before_ends(ask, command, rows):
    base = (command, "modelslab", "--mode", "control", "--worlds", 16)
    page = (*base, "--offset", 2, "--limit", 2)
    both, second = (json.loads(ask(*one, "--format", "json").out) for one in ((*base, "--limit", 4), page))
    found = second["found"]
    assert (second["offset"], found) == (2, both["found"])
    if command == "contain":
        assert all(one in both[rows] for one in second[rows])
        assert [one["kind"] for one in second[rows]].count("isolate") == 2
        told, most = f"\n... of {found['isolate']} to isolate, {found['block']} to block in all\n", max(found.values())
    else:
        assert second[rows] == both[rows][2:]
        told, most = f"\n... of {found} in all\n", found
    assert told in ask(*page).out
    assert "... of " not in ask(*base, "--offset", most - 1, "--limit", 1).out


def test_what_is_supposed_is_said_and_counts(ask):
    base = ("contain", START, "--mode", "control", "--worlds", 64, "--limit", 1, "--format", "json")
    found = json.loads(ask(*base, "--with-mitigation", "digest-pinning").out)
    assert found["scene"]["supposed"]["with_mitigations"] == [
        ["https://w3id.org/aftershock/id/mitigation/digest-pinning", None]
    ]
    plain = json.loads(ask(*base).out)
    assert found["before"]["impact"]["default"] < plain["before"]["impact"]["default"]


@pytest.mark.parametrize("command", ["choke-points", "plans", "contain", "facts", "brief"])
def test_a_name_that_nothing_goes_by_is_wrong_use(ask, command):
    done = ask(command, "modelslab-registri")
    assert done.status == 2
    assert "did you mean" in done.err
