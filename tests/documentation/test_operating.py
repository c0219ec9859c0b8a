"""What operators are told: every setting is documented, and what is shipped for them says what it should."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aftershock_api.settings import Settings, load_settings

ROOT = Path(__file__).resolve().parents[2]
UNIT = (ROOT / "deploy" / "aftershock.service").read_text(encoding="utf-8")
CONTAINER = (ROOT / "deploy" / "Containerfile").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_with_its_default_and_none_besides() -> None:
    rows = re.findall(
        r"^\| `AFTERSHOCK_([A-Z_]+)` \| (.*?) \| (.+) \|$",
        (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8"),
        re.MULTILINE,
    )
    documented = {name.lower(): (default, meaning) for name, default, meaning in rows}

    assert set(documented) == set(Settings.model_fields)
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, ()) else f"`{field.default}`"
        assert documented[name] == (default, field.description), name


def test_the_settings_that_are_shipped_are_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (ROOT / "deploy" / "aftershock.toml").read_text(encoding="utf-8")
    for name in re.findall(r"^#? ?([a-z_]+) = ", text, re.MULTILINE):
        assert name in Settings.model_fields
    monkeypatch.setenv("AFTERSHOCK_SETTINGS_FILE", str(ROOT / "deploy" / "aftershock.toml"))
    assert load_settings({}).log_format == "json"


def test_the_unit_runs_as_nobody_on_a_read_only_file_system() -> None:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign] # configparser's documented way to keep capitals
    parser.read_string(UNIT)
    service = parser["Service"]

    assert {name: service[name] for name in ("DynamicUser", "ProtectSystem", "NoNewPrivileges", "UMask")} == {
        "DynamicUser": "yes",
        "ProtectSystem": "strict",
        "NoNewPrivileges": "yes",
        "UMask": "0077",
    }
    assert service["CapabilityBoundingSet"] == ""
    assert int(service["TimeoutStopSec"]) > load_settings({}).drain_seconds


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze on this machine")
def test_systemd_finds_no_fault_in_the_unit_and_little_exposure(tmp_path: Path) -> None:
    place = tmp_path / "aftershock.service"
    place.write_text(UNIT.replace("/opt/aftershock/bin/aftershock", sys.executable), encoding="utf-8")

    verified = subprocess.run(["systemd-analyze", "verify", "--man=no", place], capture_output=True, text=True)
    exposed = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", place], capture_output=True, text=True
    )

    assert (verified.returncode, verified.stderr) == (0, "")
    overall = re.search(r"Overall exposure level for aftershock.service: ([0-9.]+)", exposed.stdout)
    assert overall, exposed.stdout + exposed.stderr
    assert float(overall[1]) <= 1.5


def test_the_container_runs_as_nobody_and_copies_what_is_there() -> None:
    stages = CONTAINER.split("\nFROM ")
    last = stages[-1]

    assert "USER 65534:65534" in last
    assert "AFTERSHOCK_DATA=/data" in last
    assert last.index("USER ") < last.index("ENTRYPOINT ")
    assert re.search(r'^ENTRYPOINT \["aftershock"\]\nCMD \["serve"\]$', last, re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", CONTAINER, re.MULTILINE)
    assert copied
    for name in " ".join(copied).split():
        assert (ROOT / name).exists(), name
    for setting in re.findall(r"AFTERSHOCK_([A-Z_]+)=", CONTAINER + UNIT):
        assert setting.lower() in Settings.model_fields
    assert "curl" not in CONTAINER, "nothing is fetched but locked packages"


def test_the_page_names_metrics_that_exist() -> None:
    from aftershock.model.operation import Flushes, Operation, Workers
    from aftershock_api.figures import families
    from aftershock_api.life import Life
    from aftershock_api.metrics import Metrics

    counted = Metrics()
    counted.observe("GET", "/agents", 200, 0.1)
    workers = (Workers("queries", 1, 1, 0, 0, 1, 0, 0, 0, 0, 0),)
    told = {one.name for one in (*counted.families(), *families(Operation(1, 1, 1, (), workers, Flushes()), Life()))}
    named = {re.sub("_(bucket|sum|count)$", "", one) for one in re.findall(r"aftershock_[a-z_]+", OPERATING)}

    assert named - {"aftershock_api"} == told
