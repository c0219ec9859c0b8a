"""The interfaces that people script against: keys, exit status, one sentence for an error."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sysconfig

import networkx as nx
import pytest
import rdflib

REGISTRY = "https://w3id.org/aftershock/id/component/modelslab-registry"
CLAIMS = {
    1: ["backdoored-model", "model-stealing", "adversarial-exploitation", "misaligned-output"],
    2: ["data-exfiltration", "data-poisoning"],
    3: ["insecure-tool-integration"],
    4: ["container-escape", "lateral-movement", "resource-exhaustion"],
    5: ["observability-blind-spots"],
    6: ["weak-authentication", "missing-rbac", "missing-compliance-attestation"],
    7: ["registry-compromise", "api-gateway-compromise", "cascading-failure", "malicious-model-distribution"],
}


def test_an_agent_has_the_keys_that_are_promised(ask, shared):
    done = ask("agent", "modelslab", "--format", "json")
    assert done.status == 0, done.err
    agent = json.loads(done.out)
    page = (shared / "samples" / "modelslab.txt").read_text(encoding="utf-8")
    assert agent["name"] == "Modelslab"
    assert len(agent["factors"]) == 10
    assert agent["factors"]["Opacity & Reflexivity"] == 0.6
    assert sum(agent["factors"].values()) == pytest.approx(2.0)
    assert agent["aivss"]["low"] == 1.3
    assert agent["aivss"]["high"] == 10.0
    assert agent["aivss"]["method"] == "directory"
    assert set(agent["aivss"]["missing"]) == {"cvss_base", "threat_multiplier", "mitigation_factor"}
    assert [layer["number"] for layer in agent["layers"]] == [1, 2, 3, 4, 5, 6, 7]
    assert {layer["number"] for layer in agent["layers"] if layer["certainty"] == "stated"} == {1, 4, 7}
    for layer in agent["layers"]:
        assert sorted(claim["threat"] for claim in layer["threats"]) == sorted(CLAIMS[layer["number"]])
        assert layer["text"] in page
        for claim in layer["threats"]:
            start, end = claim["offsets"]
            assert page[start:end] == claim["span"]
            assert claim["polarity"] == "exposed"


def test_an_agent_is_readable(ask):
    done = ask("agent", "Modelslab")
    assert "AIVSS (directory): between 1.3 and 10.0" in done.out
    assert '"compromise of the central registry"' in done.out


def test_an_agent_of_the_catalogue_names_its_page(ask):
    page = "https://agent.distributedapps.ai/directory/protect-mcp/threat-model"
    out = ask("agent", "protect-mcp").out
    assert f"from the catalogue; its page: {page}" in out
    assert f"  mitigated  insecure-tool-integration       asserted, {page}\n" in out
    assert "  nothing claimed\n" in out
    agent = json.loads(ask("agent", "protect-mcp", "--format", "json").out)
    assert (agent["document"], agent["source"]) == ("", page)
    assert agent["layers"][0]["threats"] == [
        {
            "threat": "prompt-injection",
            "label": "Prompt injection",
            "polarity": "exposed",
            "span": None,
            "offsets": None,
            "source": page,
        }
    ]


def test_agents_are_listed(ask):
    found = json.loads(ask("agents", "--search", "ModelsLab", "--format", "json").out)
    assert [(one["slug"], one["source"], len(one["layers"])) for one in found] == [("modelslab", None, 7)]
    everything = json.loads(ask("agents", "--format", "json").out)
    assert len(everything) > 30
    assert [one["name"].lower() for one in everything] == sorted(one["name"].lower() for one in everything)
    lines = ask("agents", "--search", "m").out.splitlines()
    (ours,) = [line.split() for line in lines if line.startswith("modelslab ")]
    assert ours == "modelslab Modelslab 1.3 to 10.0 L1:4 L2:2? L3:1? L4:3 L5:1? L6:3? L7:4 its page".split()  # noqa: SIM905 -- as the line reads
    (theirs,) = [line.split() for line in lines if line.startswith("math-mcp ")]
    assert theirs == ["math-mcp", "Math-MCP", "2.4", "L1:1?", "L2:0", "L3:1", "L4:0?", "the", "catalogue"]


def test_a_known_score_is_a_number(ask):
    done = ask("agent", "larkfield-shop-assistant", "--format", "json")
    score = json.loads(done.out)["aivss"]
    assert score["low"] == score["high"] == score["score"] == 6.4
    assert "6.4 Medium" in ask("agent", "larkfield-shop-assistant").out


def test_a_radius_has_the_keys_that_are_promised(ask):
    radius = json.loads(ask("blast-radius", "modelslab-registry", "--format", "json").out)
    assert radius["start"] == [REGISTRY]
    assert radius["illustrative"] is True
    rows = [row for name in ("affected", "possible", "unknown") for row in radius[name]]
    assert {name: len(radius[name]) for name in radius["counts"]} == radius["counts"]
    assert len({row["component"] for row in rows}) == len(rows), "a component is in one list, once"
    assert REGISTRY not in {row["component"] for row in rows}
    for row in rows:
        assert {
            "component",
            "class",
            "owner",
            "mode",
            "modes",
            "depth",
            "path",
            "since",
            "likelihood",
            "attack_steps",
        } <= set(row)
        assert row["path"][0]["component"] == REGISTRY
        assert row["path"][-1]["component"] == row["component"]
        assert len(row["path"]) - 1 == row["depth"]
        assert row["mode"] in row["modes"]
        steps = row["path"][1:]
        assert row["attack_steps"] == sum(step["effect"] == "EnablesAttack" for step in steps)
    for name, worst in (("affected", "stated"), ("possible", "uncertain"), ("unknown", "unsaid")):
        order = ["stated", "uncertain", "unsaid"]
        for row in radius[name]:
            assert max(order.index(step["evidence"]) for step in row["path"][1:]) == order.index(worst)


@pytest.mark.parametrize("name", [REGISTRY, f"<{REGISTRY}>", "MODELSLAB-REGISTRY", "Modelslab registry"])
def test_names_resolve_as_people_type_them(ask, name):
    done = ask("blast-radius", name, "--format", "json")
    assert done.status == 0, done.err
    assert json.loads(done.out)["start"] == [REGISTRY]


def test_a_near_miss_gets_suggestions(ask):
    done = ask("blast-radius", "modelslab-registri")
    assert done.status == 2
    assert done.out == ""
    assert "did you mean 'modelslab-registry'" in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_options_of_a_radius(ask):
    def counts(*options: str) -> dict[str, int]:
        done = ask("blast-radius", "modelslab-gpu-host-1", *options, "--format", "json")
        assert done.status == 0, done.err
        return json.loads(done.out)["counts"]

    whole = counts()
    assert counts("--depth", "0") == {"affected": 0, "possible": 0, "unknown": 0}
    assert counts("--depth", "1")["affected"] < whole["affected"]
    assert counts("--mode", "availability") != whole
    assert counts("--alternatives", "any")["affected"] >= whole["affected"]
    assert counts("--alternatives", "all")["affected"] <= counts("--alternatives", "any")["affected"]
    without = json.loads(
        ask("blast-radius", "modelslab-gpu-host-1", "--without-rule", "host-control", "--format", "json").out
    )
    assert without["counts"]["affected"] < whole["affected"]
    assert without["without_rules"] == ["https://w3id.org/aftershock/id/rule/host-control"]


def test_a_threat_starts_where_it_strikes(ask):
    done = ask("blast-radius", "modelslab", "--threat", "registry-compromise", "--format", "json")
    radius = json.loads(done.out)
    assert REGISTRY in radius["start"]
    assert radius["mode"] == "control"
    assert radius["threat"] == "https://w3id.org/aftershock/id/threat/registry-compromise"
    assert "strikes Registry" in radius["notes"][0]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--threat", "missing-rbac"], "missing-rbac is a weakness and starts no cascade"),
        (["--threat", "registry-compromize"], "did you mean 'registry-compromise'"),
        (["--mode", "contrl"], "did you mean 'control'"),
        (["--without-rule", "host-contrl"], "did you mean 'host-control'"),
        (["--alternatives", "some"], "'some' is not one of"),
        (["--depth", "-1"], "-1 is not in the range"),
    ],
)
def test_wrong_use_is_said_in_one_sentence(ask, arguments, sentence):
    done = ask("blast-radius", "modelslab-registry", *arguments)
    assert done.status == 2
    assert sentence in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert "Traceback" not in done.err


def test_a_radius_is_readable(ask):
    done = ask("blast-radius", "modelslab-registry")
    assert "modelslab-registry in control:" in done.out
    assert "illustrative" in done.out
    assert "-[registry-integrity" in done.out


def test_all_query_forms(ask, tmp_path, monkeypatch):
    select = "SELECT ?l WHERE { ?t a aft:Layer ; aft:layerNumber 7 ; skos:prefLabel ?l }"
    assert "Agent Ecosystem" in ask("query", select).out
    assert json.loads(ask("query", select, "--format", "json").out)["head"]["vars"] == ["l"]
    assert list(csv.reader(io.StringIO(ask("query", select, "--format", "csv").out))) == [["l"], ["Agent Ecosystem"]]
    assert ask("query", "ASK { ?t a aft:Layer }").out == "yes\n"
    construct = "CONSTRUCT { ?t a aft:Layer } WHERE { ?t a aft:Layer }"
    assert len(rdflib.Graph().parse(data=ask("query", construct).out, format="turtle")) == 7
    described = ask("query", "DESCRIBE <https://w3id.org/aftershock/id/maestro/L7>", "--format", "json").out
    assert len(rdflib.Graph().parse(data=described, format="json-ld")) > 3
    file = tmp_path / "question.rq"
    file.write_text(select)
    assert "Agent Ecosystem" in ask("query", file).out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(select.encode())))
    assert "Agent Ecosystem" in ask("query", "-").out


def test_files_of_queries_as_people_have_them(ask, tmp_path):
    file = tmp_path / "my question.rq"
    file.write_text("SELECT ?l { ?t aft:layerNumber 7 ; skos:prefLabel ?l }", encoding="utf-8-sig")
    assert "Agent Ecosystem" in ask("query", file).out
    file.write_bytes(b"ASK {} # \xff")
    refused = ask("query", file)
    assert (refused.status, "is not UTF-8: byte 9 does not fit" in refused.err) == (1, True)
    empty = ask("query", "")
    assert (empty.status, "the query is empty" in empty.err) == (2, True)


def test_a_table_tells_the_terminal_nothing(ask):
    done = ask("query", 'SELECT ("a\\u001B[31mb\\u0007\\u009Bc\\té" AS ?x) {}')
    assert "a\ufffd[31mb\ufffd\ufffdc" in done.out
    assert done.out.endswith("é\n")


def test_streams_that_were_closed_are_nothing(filled):
    ours = shutil.which("aftershock", path=sysconfig.get_path("scripts"))
    for closed in ("2>&- <&-", ">&- 2>&- <&-"):
        line = f'"$0" --data "$1" query "ASK {{}}" --format json {closed}'
        done = subprocess.run(["sh", "-c", line, ours, filled], capture_output=True, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, ""), closed
        assert ("boolean" in done.stdout) == (not closed.startswith(">"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("SELECT * WHERE { ?s ?p ", "line 1, column"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("tell me everything", "no SELECT, ASK, CONSTRUCT or DESCRIBE"),
    ],
)
def test_a_query_that_is_refused(ask, text, sentence):
    done = ask("query", text)
    assert done.status == 1
    assert sentence in done.err
    assert len(done.err.strip().splitlines()) == 1


def test_a_question_by_its_name(ask):
    assert "Agent Ecosystem" in ask("query", "layers-in-order").out
    unknown = ask("query", "layers-in-ordre")
    assert unknown.status == 2
    assert "layers-in-order" in unknown.err


def test_the_list_of_questions(run):
    listed = run("query", "--list")
    assert "What are the layers of MAESTRO" in listed.out
    asked = json.loads(run("query", "--list", "--format", "json").out)
    assert {one["name"] for one in asked} >= {"layers-in-order", "rules-by-basis"}
    found = json.loads(run("query", "--list", "layers-in", "--format", "json").out)
    assert [one["name"] for one in found] == ["layers-in-order"]
    assert run("query").status == 2


def test_a_format_that_does_not_fit_is_wrong_use(ask):
    assert ask("query", "ASK { ?s ?p ?o }", "--format", "turtle").status == 2


def test_scores_of_a_table(run, shared):
    table = shared / "reference" / "directory_agents.csv"
    rows = json.loads(run("score", "--method", "directory", "--input", table, "--format", "json").out)
    with table.open() as file:
        shown = {row["slug"]: row for row in csv.DictReader(file)}
    assert [row["slug"] for row in rows] == list(shown)
    for row in rows:
        expected = shown[row["slug"]]
        if expected["aivss_shown"]:
            assert row["aivss"] == float(expected["aivss_shown"])
            assert row["aars"] == float(expected["aars_shown"])
            assert row["band"] == expected["band_shown"]
        else:
            assert row["aivss"] is None
            assert row["low"] < row["high"]
            assert "cvss_base" in row["missing"]
    assert "defense-in-depth" in run("score", "--method", "directory", "--input", table).out


def test_strict_scoring_names_factor_and_levels(run, shared):
    done = run("score", "--method", "v0.8", "--input", shared / "reference" / "directory_agents.csv")
    assert done.status == 1
    assert "directory_agents.csv, line 2" in done.err
    assert "0.0, 0.5 or 1.0" in done.err


def test_ingest_twice_changes_nothing_and_preview_shows_quads(run, shared, tmp_path):
    sample = shared / "samples" / "modelslab.txt"
    looked = json.loads(run("--data", tmp_path / "d", "preview", sample, "--format", "json").out)
    assert looked["report"]["outcome"] == "added"
    graph = rdflib.Dataset().parse(data=looked["nquads"], format="nquads")
    assert len(graph) == looked["report"]["quads"]
    first = json.loads(run("--data", tmp_path / "d", "ingest", sample, "--format", "json").out)
    second = json.loads(run("--data", tmp_path / "d", "ingest", sample, "--format", "json").out)
    assert (first["outcome"], second["outcome"]) == ("added", "unchanged")
    assert first["revision"] == second["revision"]
    shown = run("--data", tmp_path / "d", "preview", sample)
    assert "would be unchanged" in shown.err
    assert shown.out.count("\n") == first["quads"]


def test_a_new_edition_takes_the_place_of_the_old(run, shared, tmp_path):
    page = tmp_path / "page.txt"
    text = (shared / "samples" / "modelslab.txt").read_text(encoding="utf-8")
    page.write_text(text, encoding="utf-8")
    assert run("--data", tmp_path / "d", "ingest", page).status == 0
    page.write_text(text.replace("| Persistent Memory | 0.10 | |", "| Persistent Memory | 0.40 | |"), encoding="utf-8")
    assert (
        json.loads(run("--data", tmp_path / "d", "preview", page, "--format", "json").out)["report"]["outcome"]
        == "revised"
    )
    assert json.loads(run("--data", tmp_path / "d", "ingest", page, "--format", "json").out)["outcome"] == "revised"
    agent = json.loads(run("--data", tmp_path / "d", "agent", "modelslab", "--format", "json").out)
    assert agent["factors"]["Persistent Memory"] == 0.4
    assert [len(layer["threats"]) for layer in agent["layers"]] == [4, 2, 1, 3, 1, 3, 4]


@pytest.mark.parametrize("keep", [0, 5, 14, 20])
def test_a_truncated_page_is_refused_and_leaves_nothing(run, shared, tmp_path, keep):
    page = tmp_path / "page.txt"
    lines = (shared / "samples" / "modelslab.txt").read_text(encoding="utf-8").splitlines(keepends=True)
    page.write_text("".join(lines[:keep]), encoding="utf-8")
    done = run("--data", tmp_path / "d", "ingest", page)
    assert done.status == 1
    assert "page.txt" in done.err
    assert "Traceback" not in done.err
    assert run("--data", tmp_path / "d", "query", 'ASK { ?a aft:slug "modelslab" }').out == "no\n"


def test_a_graph_that_breaks_the_shapes_is_refused_whole(run, tmp_path):
    file = tmp_path / "estate.ttl"
    file.write_text(
        "@prefix aft: <https://w3id.org/aftershock/ontology#> . @prefix x: <https://example.org/> . "
        "x:d a aft:Dependency ; aft:dependent x:a ; aft:relation aft:usesModel ."
    )
    done = run("--data", tmp_path / "d", "ingest", file)
    assert done.status == 1
    assert "violation" in done.err
    assert run("--data", tmp_path / "d", "query", "ASK { <https://example.org/d> ?p ?o }").out == "no\n"


def test_a_folder_stands_for_its_files(run, root, tmp_path):
    done = run("--data", tmp_path / "d", "ingest", root / "data" / "examples" / "pages", "--format", "json")
    assert [json.loads(line)["format"] for line in done.out.splitlines()] == ["agent-page"]


def test_exports_are_read_by_others(ask, tmp_path):
    turtle = rdflib.Graph().parse(data=ask("export", "--format", "turtle").out, format="turtle")
    jsonld = rdflib.Dataset().parse(data=ask("export", "--format", "jsonld").out, format="json-ld")
    assert len(turtle) == len(jsonld) > 1_000
    graphml = tmp_path / "graph.graphml"
    assert ask("export", "--format", "graphml", "--output", graphml).status == 0
    read = nx.read_graphml(graphml, force_multigraph=True)
    gexf = tmp_path / "graph.gexf"
    assert ask("export", "--format", "gexf", "-o", gexf).status == 0
    assert set(nx.read_gexf(gexf).nodes) == set(read.nodes)
    assert "https://w3id.org/aftershock/id/component/modelslab-registry" in read
    html = ask("export", "--format", "html", "--start", "modelslab-gateway").out
    assert "modelslab-gateway" in html
    assert "<script src" not in html


def test_generate_gives_the_same_bytes_for_the_same_numbers(run, tmp_path):
    numbers = ("--models", 50, "--applications", 10, "--seed", 3)
    printed = run("generate", *numbers).out
    done = run("generate", *numbers, "--output", tmp_path / "hub.nt", "--format", "json")
    assert (tmp_path / "hub.nt").read_text() == printed
    assert json.loads(done.out)["triples"] == printed.count("\n")
    assert "triples" in run("generate", *numbers, "-o", tmp_path / "hub.nt").out
    assert run("generate", *numbers, "--format", "json").status == 2
    assert run("--data", tmp_path / "d", "ingest", tmp_path / "hub.nt").status == 0
    radius = json.loads(run("--data", tmp_path / "d", "blast-radius", "hub-registry", "--format", "json").out)
    assert radius["counts"]["affected"] > 30
    assert radius["illustrative"]


def test_wrong_use_of_the_command_itself(run, tmp_path):
    for arguments in (["nonsense"], ["ingest", tmp_path / "missing.txt"], ["agent"], ["score", "--method", "v9"]):
        done = run("--data", tmp_path / "d", *arguments)
        assert done.status == 2
        assert len(done.err.strip().splitlines()) == 1
    (tmp_path / "file").write_text("x")
    assert run("--data", tmp_path / "file", "agent", "x").status == 2


def test_help_and_version(run):
    assert "blast-radius" in run("--help").out
    assert "serve" in run("--help").out
    assert run("--version").out.startswith("aftershock, version ")
