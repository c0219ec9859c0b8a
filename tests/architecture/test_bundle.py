"""The pages' scripts: a lock that names no host, bundled once, small where the landing page waits, in every wheel."""

from __future__ import annotations

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from scripts import bundle

from aftershock.explore import assets, page

ROOT = Path(__file__).resolve().parents[2]
LOCK = bundle.WEB / "package-lock.json"


def test_the_locks_name_no_host_and_every_package_by_its_digest() -> None:
    text = LOCK.read_text(encoding="utf-8")
    packages = {name: one for name, one in json.loads(text)["packages"].items() if name}

    assert "://" not in text
    assert "://" not in (bundle.WEB / "node.txt").read_text(encoding="utf-8")
    assert len(packages) > 20
    assert not [name for name, one in packages.items() if not one["integrity"].startswith("sha512-")]
    wanted = json.loads((bundle.WEB / "package.json").read_text(encoding="utf-8"))
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in versions} == versions


def test_nothing_built_and_nothing_of_others_is_committed() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode:
        pytest.skip(f"no repository here: {listed.stderr.strip()}")
    files = listed.stdout.splitlines()

    assert not [name for name in files if "node_modules/" in name or name.startswith("src/aftershock/explore/built/")]
    assert not [name for name in files if name.endswith((".min.js", ".min.css"))]


def test_it_is_bundled_already_and_the_second_time_is_quick(monkeypatch: pytest.MonkeyPatch) -> None:
    assert assets.is_built(), "make bundle"
    monkeypatch.setattr(bundle, "_run", lambda command: pytest.fail(f"{command} was run again"))

    assert bundle.build() is False


def test_what_the_landing_page_loads_is_small() -> None:
    loaded = assets.asset_text("search.js").encode()

    assert len(gzip.compress(loaded)) < 60_000


def test_every_script_of_the_pages_stands_alone() -> None:
    scripts = sorted(assets.BUILT.glob("*.js"))
    sources = {path.stem for path in (bundle.WEB / "src").glob("*.ts") if not path.name.endswith(".d.ts")}

    assert {path.stem for path in scripts} == sources
    for path in scripts:
        text = path.read_text(encoding="utf-8")
        evaluated = text.count("eval(") - text.count('j=eval("("+text+")")')  # store.js, where there is no JSON
        assert (evaluated, text.count("new Function")) == (0, 0), path.name
    assert "MIT" in (assets.BUILT / "licences.txt").read_text(encoding="utf-8")


def test_a_node_is_found_or_said_to_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bundle.find_node().node

    monkeypatch.setattr(bundle.shutil, "which", lambda _: None)
    monkeypatch.setattr(bundle.importlib.util, "find_spec", lambda _: None)
    assert bundle.on_machine() is None
    with pytest.raises(bundle.NodeMissingError, match="no node 20 or later"):
        bundle.find_node()


def test_without_bundles_pages_name_what_makes_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(assets, "BUILT", tmp_path / "none")

    problem = {"title": "Nothing", "status": 404, "detail": "There is nothing."}
    shown = page.environment().get_template("error.html").render(problem=problem, suggestions=())

    assert "<script" not in shown
    assert "make bundle" in shown
    with pytest.raises(assets.UsageError, match="make bundle"):
        assets.asset_text("picture.js")
